export { checkAccess, clientConfig } from './aws-access.ts';
export { unreachable } from './explain-error.ts';
export { INTERRUPTED, interruption } from './interruption.ts';
export { UsageError } from './usage-error.ts';

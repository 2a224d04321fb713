export { INTERRUPTED, interruption } from './interruption.ts';
export { UsageError } from './usage-error.ts';

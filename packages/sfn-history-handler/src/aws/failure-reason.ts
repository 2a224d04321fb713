import { isThrottled } from './patiently.ts';

/** Why something could not be read, and what to do about it; of the error only its name, for its text may name things. */
export const failureReason = (error: unknown, action: string): string => {
  const name = error instanceof Error ? error.name : 'an unknown error';
  if (/^Kms(?:AccessDenied|InvalidState)/.test(name)) {
    return `the key that encrypts it may not be used (${name}); allow kms:Decrypt on that key to the function's role`;
  }
  if (name.startsWith('AccessDenied')) {
    return `it may not be read (${name}); allow ${action} on it to the function's role`;
  }
  if (name === 'ExecutionDoesNotExist') {
    return `Step Functions does not know this execution (${name}); histories are kept for 90 days`;
  }
  if (isThrottled(error)) return `Step Functions throttled the reading (${name})`;
  if (name === 'TimeoutError' || name === 'AbortError') return `reading it took too long (${name})`;
  return `it could not be read (${name})`;
};

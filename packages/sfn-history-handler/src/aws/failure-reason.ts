import { isThrottled } from './patiently.ts';

/**
 * Why something, such as "the history", could not be read, and what to do about it; of the error only its name, for its
 * text may name things.
 */
export function failureReason(error: unknown, what: string, action: string): string {
  const name = error instanceof Error ? error.name : 'an unknown error';
  if (isThrottled(error)) return `Step Functions throttled the reading of ${what} (${name})`;
  if (name === 'KmsInvalidStateException') return `the key that encrypts ${what} is disabled or deleted (${name})`;
  if (name.startsWith('Kms')) {
    return `the key that encrypts ${what} may not be used (${name}); allow kms:Decrypt on it to the function's role`;
  }
  if (name.startsWith('AccessDenied')) {
    return `${what} may not be read (${name}); allow ${action} to the function's role`;
  }
  if (name === 'ExecutionDoesNotExist') {
    return `Step Functions does not know this execution (${name}); histories are kept for 90 days`;
  }
  if (name === 'TimeoutError' || name === 'AbortError') return `reading ${what} took too long (${name})`;
  return `${what} could not be read (${name})`;
}

import { printableError } from './printable.ts';
import { UsageError } from './usage-error.ts';

/** Returns what a command says of the error that ended it. */
export function explainError(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  return unreachable(error) ?? printableError(error);
}

/**
 * Returns what to do about an error that says that AWS could not be reached; undefined for any other error. A connection that
 * fails has a code of the system, which no answer of AWS has.
 */
export function unreachable(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error || error.name === 'TimeoutError')) return undefined;
  return `AWS does not answer: see whether the region is right and this machine reaches AWS (${printableError(error)}).`;
}

import { cut, inline, maskSecrets } from '@shipbell/core';
import { UsageError } from './usage-error.ts';

/**
 * How many characters beyond those shown are searched for secrets, so that a secret is found that only begins in what
 * is shown.
 */
const SEARCHED_BEYOND = 2_000;

/**
 * Returns text from outside as a terminal may show it: one line of at most `max` characters, without control characters
 * and without secrets, a webhook's URL among them.
 */
export function printable(text: string, max: number): string {
  return cut(inline(maskSecrets(text.slice(0, max + SEARCHED_BEYOND))), max);
}

/** Returns an error's printable message, with the error's name before it where that says more. */
export function printableError(error: unknown): string {
  if (!(error instanceof Error)) return printable(String(error), 300);
  const { name, message } = error;
  return printable(error instanceof UsageError || name === 'Error' ? message : `${name}: ${message}`, 300);
}

import { cut, inline, maskSecrets } from '@shipbell/core';
import { UsageError } from '../command-line/usage-error.ts';

/** What is looked through for secrets beyond what is shown, so that one is known that only begins there. */
const BEYOND = 2_000;

/**
 * Text from outside as a terminal may show it: on one line of at most `max` characters, without control characters and
 * without secrets, a webhook's URL among them.
 */
export function printable(text: string, max: number): string {
  return cut(inline(maskSecrets(text.slice(0, max + BEYOND))), max);
}

/** An error's message, printable, and its name where that tells more. */
export function printableError(error: unknown): string {
  if (!(error instanceof Error)) return printable(String(error), 300);
  const { name, message } = error;
  return printable(error instanceof UsageError || name === 'Error' ? message : `${name}: ${message}`, 300);
}

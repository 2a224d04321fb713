import { maskSecrets, type ShownInput } from '@shipbell/core';
import { type Logger, type Reading, read } from '@shipbell/core/runtime';
import { INPUT, type ReadInput } from '../aws/read-input.ts';
import type { ExecutionEvent } from '../parse-event.ts';
import { type PathSegment, parseJsonPath, valueAt } from './json-path.ts';

/** How many characters of a value are shown, and how many are searched for secrets: an input may have 256 KiB. */
const SHOWN_LENGTH = 200;
const SEARCHED_LENGTH = 4_000;

/**
 * Returns the values that the setting names, masked; none where it names none. Where the input could not be read, the
 * reason stands for the values. Never throws.
 */
export async function showInput(
  event: Pick<ExecutionEvent, 'executionArn' | 'input'>,
  paths: readonly string[],
  readInput: ReadInput,
  log: Logger,
): Promise<ShownInput[]> {
  if (paths.length === 0) return [];
  const { value, failure } = await shownOf(paths, await readInput(event));
  if (failure === undefined) return value;
  const { reason, error } = failure;
  log.warn('The input could not be read', { executionArn: event.executionArn, reason, error: toLogged(error) });
  return [{ path: paths.join(', '), value: `unknown: ${reason}` }];
}

/** Returns the values of an input that was read; a failure where lists are nested too deep to be written as JSON. */
async function shownOf(paths: readonly string[], input: Reading<unknown>): Promise<Reading<ShownInput[]>> {
  if (input.failure !== undefined) return input;
  return read(INPUT, async () => paths.flatMap((path) => shown(path, input.value)));
}

function shown(path: string, json: unknown): ShownInput[] {
  const segments = parseJsonPath(path);
  const value = segments && valueAt(json, segments);
  return segments === undefined || value === undefined
    ? []
    : [{ path, value: cut(segments.some(namesSecret) ? MASKED : masked(value)) }];
}

function masked(value: unknown): string {
  return maskSecrets((typeof value === 'string' ? value : JSON.stringify(value)).slice(0, SEARCHED_LENGTH));
}

/** Returns whether a value of that name would be masked in a log. */
function namesSecret(segment: PathSegment): boolean {
  return maskSecrets(`${segment}=value`) !== `${segment}=value`;
}

const MASKED = maskSecrets('password=value').slice('password='.length);

function cut(text: string): string {
  const characters = [...text];
  return characters.length > SHOWN_LENGTH ? `${characters.slice(0, SHOWN_LENGTH - 1).join('')}…` : text;
}

/** Returns the error as it may be logged: a syntax error quotes the input, of which a log must hold nothing. */
function toLogged(error: unknown): unknown {
  return error instanceof SyntaxError ? error.name : error;
}

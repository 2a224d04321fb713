import type { ShownInput } from '@shipbell/core';
import { type Logger, type Reading, read } from '@shipbell/core/runtime';
import { INPUT, type ReadInput } from '../aws/read-input.ts';
import type { ExecutionEvent } from '../parse-event.ts';
import { parseJsonPath, valueAt } from './json-path.ts';

/**
 * Returns the values that the setting names; none where it names none. Where the input could not be read, the
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
  return [[paths.join(', '), `unknown: ${reason}`]];
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
    : [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
}

/** Returns the error as it may be logged: a syntax error quotes the input, of which a log must hold nothing. */
function toLogged(error: unknown): unknown {
  return error instanceof SyntaxError ? error.name : error;
}

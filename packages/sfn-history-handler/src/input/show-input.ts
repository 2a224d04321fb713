import { maskSecrets, type ShownInput } from '@shipbell/core';
import type { Logger } from '@shipbell/core/runtime';
import { failureReason } from '../aws/failure-reason.ts';
import type { ReadInput } from '../aws/read-input.ts';
import type { ExecutionEvent } from '../parse-event.ts';
import { parseJsonPath, type Step, valueAt } from './json-path.ts';

/** Characters of a value that are shown, and that are searched for secrets: an input may have 256 KiB. */
const LENGTH = 200;
const SEARCHED = 4_000;

/**
 * The values that the setting names, masked; of the event's input, else of one call. Nothing where the setting names
 * none, and of an input that could not be read the reason. Never throws.
 */
export async function showInput(
  { executionArn, input }: Pick<ExecutionEvent, 'executionArn' | 'input'>,
  paths: readonly string[],
  readInput: ReadInput,
  log: Logger,
): Promise<ShownInput[]> {
  if (paths.length === 0) return [];
  try {
    const json: unknown = JSON.parse(input ?? (await readInput(executionArn)) ?? 'null');
    return paths.flatMap((path) => shown(path, json));
  } catch (error) {
    const reason = failureReason(error, 'the input', 'states:DescribeExecution');
    log.warn('The input could not be read', { executionArn, reason, error: toLogged(error) });
    return [{ path: paths.join(', '), value: `unknown: ${reason}` }];
  }
}

function shown(path: string, json: unknown): ShownInput[] {
  const steps = parseJsonPath(path);
  const value = steps && valueAt(json, steps);
  return steps === undefined || value === undefined
    ? []
    : [{ path, value: cut(steps.some(namesSecret) ? MASKED : masked(value)) }];
}

function masked(value: unknown): string {
  return maskSecrets((typeof value === 'string' ? value : JSON.stringify(value)).slice(0, SEARCHED));
}

/** Whether what has that name would be masked in a log. */
function namesSecret(step: Step): boolean {
  return maskSecrets(`${step}=value`) !== `${step}=value`;
}

const MASKED = maskSecrets('password=value').slice('password='.length);

function cut(text: string): string {
  const characters = [...text];
  return characters.length > LENGTH ? `${characters.slice(0, LENGTH - 1).join('')}…` : text;
}

/** A syntax error quotes the input, which is nobody's business in a log. */
function toLogged(error: unknown): unknown {
  return error instanceof SyntaxError ? error.name : error;
}

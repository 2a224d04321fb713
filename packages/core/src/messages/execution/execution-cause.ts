import { parseJson } from '../../json.ts';
import { firstLines } from '../parts.ts';

/**
 * The keys under which AWS services put the sentence that says what went wrong, the most precise first: Lambda's
 * `errorMessage`, Glue's `ErrorMessage`, ECS's `StoppedReason`, Batch's `StatusReason`, a nested execution's `Cause`.
 */
const MESSAGE_KEYS = [
  'errorMessage',
  'ErrorMessage',
  'StoppedReason',
  'StatusReason',
  'Cause',
  'message',
  'Message',
  'Error',
];

/** The keys of a nested execution's own data, which a channel must not show. */
const DATA_KEYS = new Set(['Input', 'Output', 'input', 'output', 'Payload', 'payload']);

const MAX_DEPTH = 5;

/**
 * Returns a cause as a person reads it, at most ten lines: the message within a cause that is JSON, which may hold JSON
 * again; empty where it says nothing. It leaves out the state, which the headline names, and the execution's data, which AWS
 * quotes in some causes.
 */
export function readableCause(cause: string): string {
  return firstLines(withoutQuotedData(unwrap(cause.trim(), 0)));
}

function unwrap(text: string, depth: number): string {
  const [, sentence = '', payload] = LAMBDA_PAYLOAD.exec(text) ?? [];
  if (payload !== undefined) return findMessage(parseJson(payload), depth + 1) ?? sentence;
  if (!/^[[{"]/.test(text)) return text;
  const value = depth > MAX_DEPTH ? undefined : parseJson(text);
  if (value === undefined) return messageOfCutJson(text, depth) ?? (OBJECT.test(text) ? '' : text);
  return findMessage(value, depth) ?? scalars(value);
}

/** Matches the cause of a function that was killed, for example by its timeout. */
const LAMBDA_PAYLOAD =
  /^(The cause could not be determined because Lambda did not return an error type\.) Returned payload: (\{.*)$/s;

/**
 * Matches JSON that was cut off, and so cannot be parsed; it may be a nested execution's input or a job's environment.
 */
const OBJECT = /^\[?\s*\{\s*"(?:[^"\\]|\\.)*"\s*:/;

function findMessage(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return unwrap(value.trim(), depth + 1);
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return undefined;
  const members = new Map(Object.entries(value));
  const found = MESSAGE_KEYS.map((key) => members.get(key)).find((member) => typeof member === 'string');
  if (typeof found === 'string') return [unwrap(found.trim(), depth + 1), ...containerExits(members)].join('; ');
  for (const [key, member] of members) {
    const inner = DATA_KEYS.has(key) || typeof member === 'string' ? undefined : findMessage(member, depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/**
 * Returns the exit code of each container of an ECS task that failed:
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html
 */
function containerExits(task: ReadonlyMap<string, unknown>): string[] {
  const containers = task.get('Containers');
  if (!Array.isArray(containers)) return [];
  return containers
    .filter((container) => container?.ExitCode)
    .map(({ Name, ExitCode, Reason }) => `${Name} exited with ${ExitCode}${Reason ? ` (${Reason})` : ''}`);
}

/** Returns the message within JSON that was cut off, as Lambda's is when its stack is longer than a cause may be. */
function messageOfCutJson(text: string, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const [, inner] =
    /"(?:errorMessage|ErrorMessage|StoppedReason|Cause)"\s*:\s*"((?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*)/.exec(text) ??
    [];
  const message = inner === undefined ? undefined : parseJson(`"${inner}"`);
  return typeof message === 'string' ? unwrap(message.trim(), depth + 1) : undefined;
}

function scalars(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  // A nested execution without an error, as one that was aborted.
  if ('ExecutionArn' in value) return '';
  return Object.entries(value)
    .filter(([key, member]) => !DATA_KEYS.has(key) && ['string', 'number', 'boolean'].includes(typeof member))
    .map(([key, member]) => `${key}: ${member}`)
    .join(', ');
}

/**
 * The sentences in which Step Functions quotes an execution's data, each with what may stay. A cause has at most 32,768
 * characters and data at most 256 KiB, so the end of the sentence may be missing.
 */
const QUOTES: readonly (readonly [sentence: RegExp, rest: string])[] = [
  [/ in the input '.*$/s, ' in the input'],
  [
    /^The Parameters '.*' could not be used to start the Task: /s,
    'The parameters could not be used to start the Task: ',
  ],
  [/^The Parameters '.*$/s, 'The parameters could not be used to start the Task'],
  [/^(Unable to apply [^{]{0,300}?) to input .*$/s, '$1 to the input'],
  [/^(Map state input must be an array) but was: .*$/s, '$1'],
];

/** Further sentences, which other texts may hold as well: only Step Functions' own errors are searched for them. */
const QUOTES_OF_VALUES: typeof QUOTES = [
  [/ for value: .*$/s, ''],
  [/ == .*$/s, ''],
  [/ refers to value ".*" which /s, ' refers to a value which '],
  [/( date-time format string): .*$/s, '$1'],
];

const OWN_ERROR = /^An error occurred while executing the state '.*?' \(entered at the event id #\d+\)\. /s;

/**
 * Returns an error's text without the state at which Step Functions says that it occurred and without the data that it
 * quotes.
 */
function withoutQuotedData(text: string): string {
  const sentence = text.replace(OWN_ERROR, '');
  const quotes = sentence === text ? QUOTES : [...QUOTES, ...QUOTES_OF_VALUES];
  return quotes.reduce((rest, [quote, replacement]) => rest.replace(quote, replacement), sentence);
}

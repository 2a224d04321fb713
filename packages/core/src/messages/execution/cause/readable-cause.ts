import { type JsonInText, readJson } from '../../../cut-json.ts';
import { parseJson } from '../../../json.ts';
import { lambdaWords } from './lambda.ts';
import { jsonWords, messageWords, unknownWords } from './loose-words.ts';
import { type Found, objectsIn } from './members.ts';
import { withoutNoise } from './noise.ts';
import { serviceWords, stateWords } from './services.ts';
import { CUT_OFF } from './shorten.ts';
import { joined, type Words } from './words.ts';

/** Step Functions cuts a longer cause: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TaskFailedEventDetails.html */
const MAX_CAUSE_CHARACTERS = 32_768;

/** How deep texts within JSON within texts are read. */
const MAX_DEPTH = 12;

/**
 * Returns a cause as a person reads it, whole and not masked yet: the sentence within a cause that is JSON, which may hold
 * JSON again; empty where it says nothing. It leaves out the state, which the headline names, and the execution's data,
 * which may be the whole cause of a Fail state. Where the cause is the answer of a task (`isMessage`), its own `message`
 * and values of an unknown shape are no data.
 */
export function readableCause(cause: string, isMessage = false): string {
  const { text, isCut } = tellText(cause, isMessage, 0);
  return isCut || cause.length >= MAX_CAUSE_CHARACTERS ? `${text}\n${CUT_OFF}`.trim() : text;
}

interface Told {
  readonly text: string;
  /** Whether the end of a text that was read had been cut off. */
  readonly isCut: boolean;
}

const NOTHING: Told = { text: '', isCut: false };

/** Matches the cause of a function that was killed, for example by its timeout. */
const LAMBDA_PAYLOAD =
  /^(The cause could not be determined because Lambda did not return an error type\.) Returned payload: (.*)$/s;

/** Matches JSON that cannot be read; it may be a nested execution's input or a job's environment. */
const OBJECT = /^\[?\s*\{\s*"(?:[^"\\]|\\.)*"\s*:/;

function tellText(whole: string, isMessage: boolean, depth: number): Told {
  const text = whole.trim();
  const [, sentence, payload = ''] = LAMBDA_PAYLOAD.exec(text) ?? [];
  if (sentence !== undefined) {
    const told = tellValue(jsonAt(payload, 0, false)?.value, false, depth + 1);
    return told.text === '' ? { ...told, text: sentence } : told;
  }
  const value = /^["[{]/.test(text) ? parseJson(text) : undefined;
  if (value !== undefined) return tellValue(value, isMessage, depth + 1);
  const told = tellJsonWithin(text, isMessage, depth);
  return OBJECT.test(told.text) ? NOTHING : { ...told, text: withoutNoise(told.text).trim() };
}

/** Matches where JSON may begin: an object, a list of objects, or an object in a text that is JSON itself. */
const JSON_START = /\{\s*\\*"|\[\s*\{/g;

/** How often the beginning of JSON is looked for in a text. */
const MAX_STARTS = 20;

/** Returns the text with the sentence of each JSON in it instead of the JSON. */
function tellJsonWithin(text: string, isMessage: boolean, depth: number): Told {
  const parts: string[] = [];
  let position = 0;
  let isCut = false;
  for (const { 0: start, index } of [...text.matchAll(JSON_START)].slice(0, MAX_STARTS)) {
    const json = index < position ? undefined : jsonAt(text, index, start.includes('\\'));
    if (json === undefined) continue;
    const told = tellValue(json.value, isMessage, depth + 1);
    const isAll = /^["\s]*$/.test(text.slice(0, index) + text.slice(json.end));
    parts.push(text.slice(position, index), told.text === '' && !isAll ? '{…}' : told.text);
    position = json.end;
    isCut ||= json.isCut || told.isCut;
  }
  return { text: parts.join('') + text.slice(position), isCut };
}

/** Returns the JSON at a position. A text that was cut off within a JSON that was cut off ends with `…`. */
function jsonAt(text: string, index: number, isEscaped: boolean): JsonInText | undefined {
  const whole = text.endsWith('…') ? text.slice(0, -1) : text;
  if (isEscaped) {
    const quoted = readJson(`"${whole.slice(index)}`);
    // Without a quote at its end, it may be whole all the same.
    return quoted && { ...quoted, end: quoted.isCut ? text.length : index + quoted.end - 2, isCut: false };
  }
  const json = readJson(whole, index);
  return json?.isCut ? { ...json, end: text.length } : json;
}

function tellValue(value: unknown, isMessage: boolean, depth: number): Told {
  if (depth > MAX_DEPTH) return NOTHING;
  if (typeof value === 'string') return tellText(value, isMessage, depth);
  for (const words of wordsIn(value, isMessage)) {
    const told = tellText(words.text, words.isMessage ?? false, depth);
    if (told.text !== '') return { ...told, text: withDetails(told.text, words) };
  }
  return NOTHING;
}

/** What reads an object within a cause: each is asked about all of them before the next one. */
const READERS = [errorWords, serviceWords, stateWords, jsonWords, messageWords, unknownWords];

/** Yields what a value says, the most certain first: an error wins over what may be a user's data, wherever it stands. */
function* wordsIn(value: unknown, isMessage: boolean): Iterable<Words> {
  const objects = objectsIn(value);
  for (const read of READERS) {
    for (const object of objects) yield* read(object, object === objects[0], isMessage);
  }
}

function errorWords(found: Found, isRoot: boolean): Words[] {
  return [...lambdaWords(found.members), ...caughtWords(found, isRoot)];
}

/** Returns the error and the cause of a nested execution, or those that a Catch puts into a state's input. */
function caughtWords({ members }: Found, isRoot: boolean): Words[] {
  const error = typeof members.Error === 'string' ? members.Error : undefined;
  const cause = typeof members.Cause === 'string' ? members.Cause : undefined;
  if (!isRoot && (error === undefined || cause === undefined)) return [];
  return [...(cause ? [{ text: cause, isMessage: isAnswer(error) }] : []), ...(error ? [{ text: error }] : [])];
}

/** Returns whether the error's cause is the body of an answer: https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html */
function isAnswer(error: string | undefined): boolean {
  return /^(?:ApiGateway|EKS)\.\d/.test(error ?? '');
}

function withDetails(text: string, { type, details = [] }: Words): string {
  const sentence = type && type !== text && !/\s/.test(text) ? `${type}: ${text}` : text;
  const shown = joined(details, ', ');
  return joined([sentence, shown && `(${shown})`], sentence.includes('\n') ? '\n' : ' ');
}

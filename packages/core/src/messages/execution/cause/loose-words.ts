import { maskValue } from '../../mask-secrets.ts';
import { type Found, isData, textAt } from './members.ts';
import type { Words } from './words.ts';

/** Matches the names of members that hold something on an error. */
const ON_ERROR = /(?:err(?:or)?s?|exception|failure|^cause|^fault|^ResponseBody)$/i;

/** Matches what stands beside an error's message, and beside no customer's words. */
const BESIDE_MESSAGE = /^(?:errno|error_?(?:code|name)|exception|stack(?:_?trace)?|trace|__type|status_?code)$/i;

/**
 * Returns the message of an object that looks like an error: it is called one, it has one's name or stack, it is the
 * condition because of which a job of Kubernetes failed, or the text that holds it was an error's message (`isMessage`).
 * Any other `message` may be a customer's text.
 */
export function messageWords({ members, name }: Found, isRoot: boolean, isMessage: boolean): Words[] {
  const text = textAt(members, 'Message');
  const isError =
    (isRoot && isMessage) ||
    ON_ERROR.test(name) ||
    (members.type === 'Failed' && members.status === 'True') ||
    Object.entries(members).some(([key, value]) => BESIDE_MESSAGE.test(key) || isErrorName(key, value));
  return text !== undefined && isError ? [{ text, isMessage: true }] : [];
}

function isErrorName(key: string, value: unknown): boolean {
  return /^(?:name|code|type)$/i.test(key) && typeof value === 'string' && /(?:Error|Exception)$/.test(value);
}

/** Returns the JSON in a member that holds something on an error. */
export function jsonWords({ members }: Found): Words[] {
  return Object.entries(members)
    .filter(([key, value]) => ON_ERROR.test(key) && !isData(key) && typeof value === 'string' && /^\s*\{/.test(value))
    .map(([, value]) => ({ text: String(value) }));
}

/** Matches the names of members that say nothing on a failure. */
const DULL = /(?:[Aa]rn|[Ii]d|[Dd]ate|[Tt]ime|At|On|[Vv]ersion|[Uu]r[il]|[Nn]ame)s?$/;

/** How many members of an answer are looked at. */
const MAX_MEMBERS = 200;
const MAX_SENTENCES = 3;
const MAX_SCALARS = 5;
const MAX_SCALAR_CHARACTERS = 60;

/**
 * Returns what a task's answer of an unknown shape says: its own sentences, else its short values. What stands deeper may
 * be what the task was given.
 */
export function unknownWords({ members }: Found, isRoot: boolean, isMessage: boolean): Words[] {
  if (!isRoot || !isMessage) return [];
  const scalars = Object.entries(members)
    .filter(([key, value]) => !isData(key) && ['string', 'number', 'boolean'].includes(typeof value))
    .slice(0, MAX_MEMBERS)
    .map(([key, value]) => [key, maskValue(key, String(value).trim())] as const)
    .filter(([, text]) => text !== '');
  const sentences = scalars.flatMap(([, text]) => (/\p{L}\s+\p{L}/u.test(text) ? [text] : [])).slice(0, MAX_SENTENCES);
  const short = scalars
    .filter(([key, text]) => !DULL.test(key) && text.length <= MAX_SCALAR_CHARACTERS)
    .slice(0, MAX_SCALARS)
    .map((entry) => entry.join(': '));
  const told = sentences.length > 0 ? sentences : short;
  return told.length === 0 ? [] : [{ text: told.join(', ') }];
}

import { type Link, parseArn } from '@shipbell/core';

/** A text, number or boolean somewhere in a payload, as text. */
export interface Member {
  readonly path: readonly string[];
  /** Its own name and that of what holds it, in small letters: `state.value`. */
  readonly key: string;
  readonly value: string;
}

/**
 * Matches names of values that must not be shown: an approval's token lets its holder approve, and whoever opens an SNS
 * message's UnsubscribeURL, be it Slack for a preview, ends the subscription.
 */
const SECRET = /token|secret|password|credential|signature|subscribe|key$/i;

/** How deep a payload is read: no AWS service says what happened further down. */
const MAX_DEPTH = 6;

/** Returns the members of a payload that may be shown, in their order, however deep they are. */
export function membersOf(value: unknown, path: readonly string[] = []): readonly Member[] {
  if (typeof value === 'object' && value !== null) {
    const entries = path.length < MAX_DEPTH ? Object.entries(value) : [];
    return entries.flatMap(([name, inner]) => (isSecret(name) ? [] : membersOf(inner, [...path, name])));
  }
  const text = ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
  if (/^(?:\[\]|\{\}|null)?$/.test(text) || opensBySecret(text)) return [];
  const names = path.filter((name) => !/^\d+$/.test(name)).slice(-2);
  return [{ path, key: names.map((name) => name.toLowerCase().replace(/[^a-z]/g, '')).join('.'), value: text }];
}

/** Returns whether the text is an address with a secret in it, as a signed one of S3 is. */
function opensBySecret(text: string): boolean {
  return /^https?:/i.test(text) && URL.canParse(text) && [...new URL(text).searchParams.keys()].some(isSecret);
}

function isSecret(name: string): boolean {
  return SECRET.test(name);
}

/** How services call a status, what it belongs to, and the sentence that says why. */
const STATUS =
  /(?:(?<!health)status|statuscode|state|state\.?value|result|condition|compliancetype|actiontype|(?<![a-z])event|(?<![a-z])eventname)$/;
const NAME =
  /(?<!event|full|host|user|domain|metric|vault|cluster|account|region)(?:name|title|imagetags?|sourceid|resourceid|instanceid|eventtypecode)$|(?<![a-z])(?:pipeline|stage|action|group|service|application)$/;
const SENTENCE = /(?:message|reason|description|annotation|cause|context|body|text|error)$/;
/** Matches the key of what was before. */
const OLD = /^(?:old|previous|prior)|\.(?:old|previous|prior)/;

/** Returns the statuses of a payload. */
export function statusesOf(members: readonly Member[]): readonly string[] {
  return wordsOf(members, STATUS);
}

/** Returns the names of what a payload is about. `UPDATE` is what an action does. */
export function namesOf(members: readonly Member[]): readonly string[] {
  return wordsOf(members, NAME).filter((name) => !/^(?:CREATE|UPDATE|DELETE)$/.test(name));
}

/** Returns the words that are least deep: what is deeper belongs to a part of the payload. A number alone is no word. */
function wordsOf(members: readonly Member[], key: RegExp): readonly string[] {
  const words = current(members, key).filter(({ value }) => value.length <= 200 && !/^(?:[{[]|arn:|\d+$)/.test(value));
  return firstThree(words.filter(({ path }) => path.length === words[0]?.path.length).map(({ value }) => value));
}

/** Returns the sentences of a payload, of which those that are least deep come first. */
export function sentencesOf(members: readonly Member[]): readonly string[] {
  const sentences = current(members, SENTENCE)
    // CodeBuild writes a list of one sentence as text, and `null: null` for none.
    .map(({ value }) => value.trim().replace(/^\[(.*)\]$/s, '$1'))
    .filter((value) => value.includes(' ') && /[a-z]/i.test(value) && value !== 'null: null');
  return firstThree(sentences);
}

/** Returns the members of this key, the least deep first. */
function current(members: readonly Member[], pattern: RegExp): readonly Member[] {
  return members
    .filter(({ key }) => pattern.test(key) && !OLD.test(key))
    .sort((one, other) => one.path.length - other.path.length);
}

function firstThree(values: readonly string[]): readonly string[] {
  return [...new Set(values)].slice(0, 3);
}

/** Returns the name of the first resource of an event, or of the first ARN in it: a function's, a stack's, a service's. */
export function nameOfResource(members: readonly Member[]): string | undefined {
  const arns = members.filter(({ value }) => value.startsWith('arn:'));
  const { value } = arns.find(({ path }) => path[0] === 'resources') ?? arns[0] ?? {};
  const [type, ...names] = parseArn(value ?? '')?.resource.split(/[:/]/) ?? [];
  return (/^(?:stack|stackset|function)$/.test(type ?? '') ? names[0] : names.at(-1)) ?? type;
}

/** Returns the first log and the first other page that the payload links to. */
export function pagesOf(members: readonly Member[]): readonly Link[] {
  const pages = members
    .filter(({ key }) => /(?:link|url)$/.test(key))
    .map(({ path, value }) => ({ label: path.some((name) => /^logs?/i.test(name)) ? 'Log' : 'Details', url: value }));
  return ['Log', 'Details'].flatMap((label) => pages.find((page) => page.label === label) ?? []);
}

/** Returns the facts of a payload that stand in no other part of its message, each long value once. */
export function factsOf(members: readonly Member[], shown: ReadonlySet<string>): [string, string][] {
  const said = new Set(shown);
  return members.flatMap(({ path: [name = '', ...deeper], key, value }) => {
    const fact = EPOCH_MS.test(value) ? `${new Date(Number(value)).toISOString().slice(0, -5)}Z` : value;
    if (deeper.length > 0 || NOISE.test(key) || said.has(fact)) return [];
    if (fact.length > 15) said.add(fact);
    return [[name, fact]];
  });
}

/** Matches a time in milliseconds, of the years 2001 to 2033. */
const EPOCH_MS = /^1\d{12}$/;

/** Matches the members that every event carries and nobody reads. */
const NOISE = /^(?:version|id|(?:aws)?account(?:id)?|notificationrulearn|detailtype|source)$/;

import { createHash } from 'node:crypto';
import { jsonObject, parseJson, textOf } from '@shipbell/core';
import { locationOf } from '@shipbell/core/runtime';
import { END, findSyntaxError } from './find-syntax-error.ts';
import { InputError } from './input-error.ts';
import { jsonInText } from './json-in-text.ts';
import type { PreviewEvent } from './preview-event.ts';
import { parseJsonText } from './read-json.ts';

type Json = Readonly<Record<string, unknown>>;

const EXPECTED =
  'an event of CodeDeploy, CodePipeline or Step Functions as EventBridge or SNS has it: an object with "source" and "detail-type", ' +
  'one with "Records", the message of an SNS notification alone, or a log line or queue message that holds one of these';

/**
 * Returns the events in a text, in whatever people paste: EventBridge's JSON, SNS's records or one message, a log, a list, a
 * message of a queue; also with the quotes escaped that stood around it. Throws an `InputError` where there is none.
 */
export function findEvents(text: string, file: string): readonly PreviewEvent[] {
  try {
    return eventsInText(text, file);
  } catch (error) {
    const unescaped = unescapeQuotes(text);
    if (unescaped === undefined) throw error;
    return eventsInText(unescaped, file);
  }
}

/** Returns a text whose JSON is a part of a string in JSON or of a field in CSV, without that one's escapes; undefined for others. */
function unescapeQuotes(text: string): string | undefined {
  const [, quote] = /^[^{]*\{\s*(?:\\[nrt]\s*)*(\\"|""[^:])/.exec(text) ?? [];
  if (quote === undefined) return undefined;
  if (quote.startsWith('""')) return text.replaceAll('""', '"');
  return text.replace(/\\([nrt"\\/])/g, (_, one: string) => (/[nrt]/.test(one) ? ' ' : one));
}

function eventsInText(text: string, file: string): readonly PreviewEvent[] {
  const values = valuesIn(text, file);
  const events = values.flatMap((value) => eventsIn(value, file));
  if (events.length > 0) return events;
  throw new InputError(`${file}: there is no event in it${nameMembers(values)}; expected ${EXPECTED}.`);
}

/** Returns the JSON that a text is or holds. What begins as JSON and holds none has an error in its syntax. */
function valuesIn(text: string, file: string): readonly unknown[] {
  const whole = parseJson(text);
  if (whole !== undefined) return [whole];
  const [first = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '');
  if (rest.length > 0 && parseJson(first) !== undefined) return jsonInText(text);
  if (!/^\s*(?:\{|\[\s*[{[\]])/.test(text)) return jsonInText(text);
  // One file after another, as "cat" and "jq" print them.
  return findSyntaxError(text)?.expected === END ? jsonInText(text) : [parseJsonText(text, file)];
}

/** The members of an envelope in which an event may lie, deep in logs, queues and lists. */
const ENVELOPES = [
  'requestPayload',
  'Records',
  'Messages',
  'events',
  'results',
  'event',
  'message',
  '@message',
  'body',
  'Body',
];

/** How deep envelopes lie in each other: what `aws logs` prints holds a log line, which holds a queue's message, … */
const MOST_ENVELOPES = 8;

function eventsIn(value: unknown, source: string, depth = 0): readonly PreviewEvent[] {
  if (depth > MOST_ENVELOPES) return [];
  if (typeof value === 'string') {
    const whole = parseJson(value);
    return (whole === undefined ? jsonInText(value) : [whole]).flatMap((one) => eventsIn(one, source, depth + 1));
  }
  if (Array.isArray(value)) return value.flatMap((one) => eventsIn(one, source, depth + 1));
  const object = jsonObject(value);
  const event = toEvent(object, source);
  if (event) return [event];
  return ENVELOPES.flatMap((name) => (object[name] === undefined ? [] : eventsIn(object[name], source, depth + 1)));
}

/** Returns the event that an object is; undefined where it is none itself. */
function toEvent(object: Json, source: string): PreviewEvent | undefined {
  const { Sns, Type, Message } = object;
  if (textOf(object.source) && textOf(object['detail-type'])) return eventBridgeEvent(object, source);
  if (typeof Sns === 'object' && Sns !== null) return snsRecord(object, Sns as Json, source);
  if (Type === 'Notification' && Message !== undefined) return snsRecord(asRecord(object), object, source);
  return isSnsMessage(object) ? snsRecord(asRecord(alone(object)), alone(object), source) : undefined;
}

function eventBridgeEvent(event: Json, source: string): PreviewEvent {
  const { account, region, time, detail } = event;
  const arn = textOf(jsonObject(detail).executionArn);
  return {
    source,
    function: event.source === 'aws.states' ? 'sfn-history-handler' : 'codepipeline-handler',
    // AWS gives every event an id; who writes one by hand may not.
    payload: { id: idOf(event), ...event },
    location: {
      account: textOf(account) ?? locationOf(arn).account,
      region: textOf(region) ?? locationOf(arn).region,
    },
    atMs: momentOf(time),
    byEventBridge: true,
  };
}

function snsRecord(record: Json, notification: Json, source: string): PreviewEvent {
  const { Message, TopicArn, Timestamp } = notification;
  const payload = jsonObject(Message);
  const topic = locationOf(textOf(TopicArn));
  return {
    source,
    function: 'codepipeline-handler',
    payload: { Records: [record] },
    location: {
      account: textOf(payload.account) ?? textOf(payload.accountId) ?? topic.account,
      region: textOf(payload.region) ?? topic.region,
    },
    atMs: momentOf(payload.time) ?? momentOf(payload.completeTime) ?? momentOf(Timestamp),
    byEventBridge: false,
  };
}

/** Returns the record with which SNS invokes a function for a message. */
function asRecord(Sns: Json): Json {
  return { EventSource: 'aws:sns', EventVersion: '1.0', Sns: { MessageId: idOf(Sns), Subject: null, ...Sns } };
}

/** Returns the notification whose message was pasted without it. */
function alone(message: Json): Json {
  return { Type: 'Notification', Message: JSON.stringify(message) };
}

/** What the services write into an SNS message: a trigger of CodeDeploy, a notification rule, an approval, an alarm. */
const OF_SNS_MESSAGES = ['eventTriggerName', 'detailType', 'approval', 'AlarmName'];

function isSnsMessage(object: Json): boolean {
  return (
    OF_SNS_MESSAGES.some((name) => object[name] !== undefined) || (textOf(object.deploymentId) ?? '').startsWith('d-')
  );
}

function idOf(content: Json): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
}

function momentOf(time: unknown): number | undefined {
  const at = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** Returns what the first value has instead of an event, for the error. */
function nameMembers([value]: readonly unknown[]): string {
  if (value === undefined) return '';
  if (typeof value !== 'object' || value === null) return ` (${JSON.stringify(value).slice(0, 60)})`;
  const names = Object.keys(Array.isArray(value) ? jsonObject(value[0]) : value);
  if (names.length === 0) return ' (it is empty)';
  const where = Array.isArray(value) ? 'the first of its list has' : 'it has';
  return ` (${where} ${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''})`;
}

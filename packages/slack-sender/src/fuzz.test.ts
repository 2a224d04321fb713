import { checkSlackPayload } from '@shipbell/core/testing';
import { FUZZ_TIMEOUT_MS, fuzz } from '@shipbell/testing/fuzzing';
import { describe, expect, it } from 'vitest';
import { SECRET } from './testing/any-slack.ts';
import { type Invocation, invocations, type Played, playInvocation } from './testing/play-invocation.ts';

const REASONS = [
  'wrong_environment',
  'malformed_message',
  'webhook_missing',
  'webhook_denied',
  'webhook_placeholder',
  'destination_refused',
  'payload_refused',
  'plain_text_refused',
];

/**
 * What calls somebody, wherever it stands in the body and however JSON writes it; none where the body is no JSON. Half an
 * emoji within calls as little as what is posted in its place.
 */
function callsIn(body: string): string[] {
  const calls: string[] = [];
  const left: unknown[] = [parseJson(body)];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string') calls.push(...(value.toWellFormed().match(/<@[^<>]*>|<!(?!date\^)[^<>]*>/g) ?? []));
    else if (typeof value === 'object' && value !== null) left.push(...Object.values(value));
  }
  return calls;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Records = Invocation['records'];

/** Each record has come to one end; what SQS holds of a refused form besides is for study. */
function expectOneEndEach(records: Records, { lines, handedBack, deadLetters, posts }: Played): void {
  const told = lines.filter(({ message }) => message.startsWith('Delivered'));
  const delivered = told.flatMap(({ fields }) => (fields.messageIds ?? fields.messageId) as string | string[]);
  const kept = deadLetters.map(({ MessageAttributes, MessageGroupId = '' }) => ({
    id: MessageGroupId,
    reason: MessageAttributes?.REASON?.StringValue,
  }));
  for (const { reason } of kept) expect(REASONS).toContain(reason);
  const setAside = kept.filter(({ reason }) => reason !== 'payload_refused').map(({ id }) => id);
  expect([...delivered, ...handedBack, ...setAside].sort()).toEqual(records.map(({ messageId }) => messageId));
  expect(told).toHaveLength(posts.filter(({ answer }) => answer.kind === 'delivered').length);
}

/** What is posted is a record's own body or one that Slack takes, and it calls nobody whom no record calls. */
function expectGoodPosts(records: Records, { posts }: Played): void {
  const own = new Set(records.map(({ body }) => body));
  const calls = new Set(records.flatMap(({ body = '' }) => callsIn(body)));
  for (const { body } of posts) {
    if (!own.has(body)) expect(checkSlackPayload(body)).toEqual({ status: 200, body: 'ok' });
    expect(callsIn(body).filter((call) => !calls.has(call))).toEqual([]);
  }
}

async function judge(invocation: Invocation): Promise<void> {
  const played = await playInvocation(invocation);
  expectOneEndEach(invocation.records, played);
  expectGoodPosts(invocation.records, played);
  for (const second of played.seconds) expect(Number.isInteger(second) && second >= 0 && second <= 43_200).toBe(true);
  const told = [played.lines, played.deadLetters.map(({ MessageAttributes }) => MessageAttributes)];
  expect(JSON.stringify(told)).not.toContain(SECRET);
}

describe('whatever is on the queue and whatever Slack answers', () => {
  it('each record is delivered, handed back, or on the dead-letter queue with a listed reason', {
    timeout: FUZZ_TIMEOUT_MS,
  }, async () => {
    await fuzz('slack-sender', invocations, judge);
  });
});

import { jsonObject, parseJson } from '@shipbell/core';
import { checkSlackPayload } from '@shipbell/core/testing';
import { FUZZ_TIMEOUT_MS, fuzz } from '@shipbell/testing/fuzzing';
import { describe, expect, it } from 'vitest';
import type { DeadLetterReason } from './dead-letter-queue.ts';
import { SECRET } from './testing/any-slack.ts';
import { type Invocation, invocations, type Played, playInvocation } from './testing/play-invocation.ts';
import { withoutImages } from './without-images.ts';

const REASONS: readonly DeadLetterReason[] = [
  'wrong_environment',
  'malformed_message',
  'webhook_missing',
  'webhook_denied',
  'webhook_placeholder',
  'destination_refused',
  'workflow_trigger',
  'not_slack',
  'payload_refused',
  'plain_text_refused',
  'receives_used_up',
];

/**
 * Returns the mentions in a body, wherever they are in it and however JSON writes them; none where the body is no JSON.
 * Half an emoji inside a mention counts as what is posted in its place.
 */
function mentionsIn(body: string): string[] {
  const mentions: string[] = [];
  const left: unknown[] = [parseJson(body)];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string')
      mentions.push(...(value.toWellFormed().match(/<@[^<>]*>|<!(?!date\^)[^<>]*>/g) ?? []));
    else if (typeof value === 'object' && value !== null) left.push(...Object.values(value));
  }
  return mentions;
}

type Records = Invocation['records'];

/**
 * Expects that each record has come to one end. A refused form that is dead-lettered besides is only kept for study.
 */
function expectOneEndEach(records: Records, { lines, returned, deadLettered, posts }: Played): void {
  const reported = lines.filter(({ message }) => message.startsWith('Delivered'));
  const delivered = reported.flatMap(({ fields }) => (fields.messageIds ?? fields.messageId) as string | string[]);
  const kept = deadLettered.map(({ MessageAttributes, MessageGroupId = '' }) => ({
    id: MessageGroupId,
    reason: MessageAttributes?.REASON?.StringValue,
  }));
  for (const { reason } of kept) expect(REASONS).toContain(reason);
  const undelivered = kept.filter(({ reason }) => reason !== 'payload_refused').map(({ id }) => id);
  expect([...delivered, ...returned, ...undelivered].sort()).toEqual(records.map(({ messageId }) => messageId));
  expect(reported).toHaveLength(posts.filter(({ answer }) => answer.kind === 'delivered').length);
}

/**
 * Expects that each post is a record's own body, with or without its images, or one that Slack takes, and that it mentions nobody whom no record
 * mentions.
 */
function expectGoodPosts(records: Records, { posts }: Played): void {
  const bodies = records.map(({ body }) => body);
  const own = new Set([...bodies, ...bodies.map((body) => JSON.stringify(withoutImages(jsonObject(body))))]);
  const mentions = new Set(records.flatMap(({ body = '' }) => mentionsIn(body)));
  for (const { body } of posts) {
    if (!own.has(body)) expect(checkSlackPayload(body)).toEqual({ status: 200, body: 'ok' });
    expect(mentionsIn(body).filter((mention) => !mentions.has(mention))).toEqual([]);
  }
}

async function judge(invocation: Invocation): Promise<void> {
  const played = await playInvocation(invocation);
  expectOneEndEach(invocation.records, played);
  expectGoodPosts(invocation.records, played);
  for (const second of played.seconds) expect(Number.isInteger(second) && second >= 0 && second <= 43_200).toBe(true);
  const written = [played.lines, played.deadLettered.map(({ MessageAttributes }) => MessageAttributes)];
  expect(JSON.stringify(written)).not.toContain(SECRET);
}

describe('the sender, whatever is on the queue and whatever Slack answers,', () => {
  it('delivers each record, returns it to the queue, or dead-letters it with a listed reason', {
    timeout: FUZZ_TIMEOUT_MS,
  }, async () => {
    await fuzz('slack-sender', invocations, judge);
  });
});

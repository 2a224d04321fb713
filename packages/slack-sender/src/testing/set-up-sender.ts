import { memoryLogger, memoryMetrics } from '@shipbell/core/testing';
import type { SQSRecord } from 'aws-lambda';
import { createHandler } from '../handler.ts';
import { createPatience } from '../patience.ts';
import type { SlackAnswer } from '../slack-answer.ts';
import { createPace } from '../slack-rate-limit.ts';
import { createWebhooks } from '../webhooks.ts';
import { queueRecord } from './queue-record.ts';

export const URL_1 = 'https://hooks.slack.com/services/T0/B0/one';
export const URL_2 = 'https://hooks.slack.com/services/T0/B0/two';

export const delivered: SlackAnswer = { kind: 'delivered' };
/** Returns an answer that another try may change. */
export function transient(retryAfterSeconds?: number): SlackAnswer {
  return {
    kind: 'transient',
    reason: '429',
    retryAfterSeconds,
  };
}
export const empty500: SlackAnswer = { kind: 'empty_500', reason: '500' };
export const payloadRefused: SlackAnswer = { kind: 'payload_refused', reason: '400 invalid_blocks' };
export const destinationRefused: SlackAnswer = { kind: 'destination_refused', reason: '410 channel_is_archived' };

/**
 * Returns the sender and everything that it did. Slack gives it these answers in order, and takes all that is posted
 * after the last of them.
 */
export function setUp(
  answers: SlackAnswer[] = [],
  parameters: Record<string, string> = { '/dev/SLACK_URL': URL_1 },
  digestBacklog = false,
) {
  const posts: { url: string; body: string }[] = [];
  const deadLettered: { id: string; reason: string; detail: string }[] = [];
  const reported: { id: string; reason: string }[] = [];
  const delays: { ids: string[]; seconds: number }[] = [];
  const pauses: number[] = [];
  const clock = { now: 0 };
  const fault = { deadLetterQueue: false };
  const { log, lines } = memoryLogger();
  const { metrics, noted } = memoryMetrics();
  const handler = createHandler({
    environment: 'dev',
    digestBacklog,
    log,
    metrics,
    now: () => NOW_MS + clock.now,
    webhooks: createWebhooks(async (name) => {
      const value = parameters[name];
      return value === undefined ? { kind: 'missing' } : { kind: 'value', value };
    }, '/dev/SLACK_URL'),
    postMessage: async (url, body) => {
      posts.push({ url, body });
      return answers.shift() ?? delivered;
    },
    sendToDeadLetterQueue: async ({ messageId }, { reason, detail }) => {
      if (fault.deadLetterQueue) throw new Error('SQS is not there');
      deadLettered.push({ id: messageId, reason, detail });
    },
    reportDestination: async ({ messageId }, { reason }) => void reported.push({ id: messageId, reason }),
    setVisibilityTimeout: async (records, seconds) =>
      void delays.push({ ids: records.map(({ messageId }) => messageId), seconds }),
    patience: createPatience(),
    nextTurn: createPace(() => clock.now),
    random: () => 0,
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
      clock.now += milliseconds;
    },
  });
  const run = async (records: SQSRecord[], remaining = 60_000) => {
    const end = clock.now + remaining;
    const { batchItemFailures } = await handler(
      { Records: records },
      { getRemainingTimeInMillis: () => end - clock.now },
    );
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { run, posts, deadLettered, reported, delays, pauses, parameters, fault, lines, noted };
}

/** A minute after the records of `queueRecord` came onto the queue. */
const NOW_MS = 1_730_441_733_000;

/** Returns the texts of posts. */
export function texts(posts: { body: string }[]) {
  return posts.map(({ body }) => JSON.parse(body).text);
}
/** Returns a record whose text is its id. */
export function record(id: string, change: Parameters<typeof queueRecord>[0] = {}) {
  return queueRecord({ id, body: JSON.stringify({ text: id }), ...change });
}

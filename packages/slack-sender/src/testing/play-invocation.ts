import { urlToHttpOptions } from 'node:url';
import { type ChangeMessageVisibilityBatchCommandInput, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { memoryLogger } from '@shipbell/core/testing';
import { fakeSqs } from '@shipbell/testing';
import fc from 'fast-check';
import { createSendToDeadLetterQueue } from '../dead-letter-queue.ts';
import { createHandler } from '../handler.ts';
import { createPatience } from '../patience.ts';
import { createSetVisibilityTimeout } from '../return-to-queue.ts';
import type { SlackAnswer } from '../slack-answer.ts';
import { createPace } from '../slack-rate-limit.ts';
import { createReadParameter, createWebhooks } from '../webhooks.ts';
import { anyBatch, mostly } from './any-record.ts';
import { answerOf, anyAnswers, anyParameter } from './any-slack.ts';
import { DEAD_LETTER_QUEUE, DEAD_LETTER_QUEUE_URL, QUEUE, QUEUE_URL } from './queue-record.ts';

/** Generates a batch of records, and what Slack, SSM and SQS answer while it is delivered. */
export const invocations = fc.record({
  records: anyBatch,
  answers: anyAnswers,
  parameter: anyParameter,
  digestBacklog: fc.boolean(),
  deadLetterQueueRefuses: mostly(fc.constant(false), fc.constant(true)),
  visibilityIsRefused: mostly(fc.constant(false), fc.constant(true)),
  /** The milliseconds that are left; undefined where whoever invokes the function gives no context. */
  remaining: mostly<number | undefined>(fc.constantFrom(60_000, undefined), fc.integer({ min: -1_000, max: 40_000 })),
});
export type Invocation = typeof invocations extends fc.Arbitrary<infer Value> ? Value : never;

function failing(name: string): Error {
  return Object.assign(new Error('from AWS'), { name });
}

/** Returns an SQS with the records in flight, and the records with the receipts of that receive. */
async function inFlight(
  records: Invocation['records'],
  { deadLetterQueueRefuses, visibilityIsRefused }: Invocation,
  seconds: number[],
) {
  const { sqs, sent, put } = fakeSqs({
    queues: [QUEUE, DEAD_LETTER_QUEUE],
    onCall: (command, input) => {
      if (command === 'SendMessageCommand' && deadLetterQueueRefuses) return failing('QueueDoesNotExist');
      if (command !== 'ChangeMessageVisibilityBatchCommand') return undefined;
      const { Entries = [] } = input as unknown as ChangeMessageVisibilityBatchCommandInput;
      seconds.push(...Entries.map(({ VisibilityTimeout = Number.NaN }) => VisibilityTimeout));
      return visibilityIsRefused ? failing('QueueDoesNotExist') : undefined;
    },
  });
  for (const record of records) put(QUEUE, { body: '{}', group: record.messageId });
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: QUEUE_URL, MaxNumberOfMessages: 10 }));
  const received = records.map((record, index) => ({ ...record, receiptHandle: Messages[index]?.ReceiptHandle ?? '' }));
  return { sqs, sent, received };
}

/** Plays one invocation of the real sender and returns everything that it did. */
export async function playInvocation(invocation: Invocation) {
  const { answers, parameter, digestBacklog, remaining, records } = invocation;
  const { log, lines } = memoryLogger();
  const posts: { body: string; answer: SlackAnswer }[] = [];
  const clock = { now: 0 };
  const seconds: number[] = [];
  const { sqs, sent, received } = await inFlight(records, invocation, seconds);
  const send = async () => {
    if (parameter.error) throw failing(parameter.error);
    return { Parameter: { Value: parameter.value } };
  };
  const handler = createHandler({
    environment: 'dev',
    digestBacklog,
    log,
    metrics: () => undefined,
    now: () => clock.now,
    webhooks: createWebhooks(createReadParameter({ send } as never), '/dev/SLACK_URL'),
    postMessage: async (url, body) => {
      // As Node's own client begins.
      urlToHttpOptions(new URL(url));
      const answer = answerOf(answers[posts.length % answers.length] ?? 'checked', body);
      posts.push({ body, answer });
      return answer;
    },
    sendToDeadLetterQueue: createSendToDeadLetterQueue(sqs, DEAD_LETTER_QUEUE_URL),
    setVisibilityTimeout: createSetVisibilityTimeout(sqs, DEAD_LETTER_QUEUE_URL),
    patience: createPatience(),
    reportDestination: async () => undefined,
    nextTurn: createPace(() => clock.now),
    random: () => 0.5,
    pause: async (milliseconds) => {
      clock.now += milliseconds;
    },
  });
  const context = remaining === undefined ? undefined : { getRemainingTimeInMillis: () => remaining - clock.now };
  const { batchItemFailures } = await handler({ Records: received }, context);
  return {
    posts,
    seconds,
    lines,
    deadLettered: sent,
    returned: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
  };
}

export type Played = Awaited<ReturnType<typeof playInvocation>>;

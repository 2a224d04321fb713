import { urlToHttpOptions } from 'node:url';
import { memoryLogger } from '@shipbell/core/testing';
import { memorySqs } from '@shipbell/testing';
import fc from 'fast-check';
import { createSendToDeadLetterQueue } from '../dead-letter-queue.ts';
import { createHandler } from '../handler.ts';
import { createSetVisibilityTimeout } from '../return-to-queue.ts';
import type { SlackAnswer } from '../slack-answer.ts';
import { createPace } from '../slack-rate-limit.ts';
import { createReadParameter, createWebhooks } from '../webhooks.ts';
import { anyBatch, mostly } from './any-record.ts';
import { answerOf, anyAnswers, anyParameter } from './any-slack.ts';

const DLQ_URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev-slack-dlq.fifo';

/** A batch of records, and what Slack, SSM and SQS answer while it is delivered. */
export const invocations = fc.record({
  records: anyBatch,
  answers: anyAnswers,
  parameter: anyParameter,
  digestBacklog: fc.boolean(),
  deadLetterQueueRefuses: mostly(fc.constant(false), fc.constant(true)),
  visibilityIsRefused: mostly(fc.constant(false), fc.constant(true)),
  /** Milliseconds; undefined where whoever invokes gives no context. */
  remaining: mostly<number | undefined>(fc.constantFrom(60_000, undefined), fc.integer({ min: -1_000, max: 40_000 })),
});
export type Invocation = typeof invocations extends fc.Arbitrary<infer Value> ? Value : never;

function failing(name: string): Error {
  return Object.assign(new Error('from AWS'), { name });
}

/** Plays one invocation of the real sender and returns all that it did. */
export async function playInvocation({
  answers,
  parameter,
  digestBacklog,
  deadLetterQueueRefuses,
  visibilityIsRefused,
  remaining,
  records,
}: Invocation) {
  const { log, lines } = memoryLogger();
  const deadLetterQueue = memorySqs(() => (deadLetterQueueRefuses ? failing('QueueDoesNotExist') : undefined));
  const posts: { body: string; answer: SlackAnswer }[] = [];
  const clock = { now: 0 };
  const seconds: number[] = [];
  const send = async () => {
    if (parameter.error) throw failing(parameter.error);
    return { Parameter: { Value: parameter.value } };
  };
  const handler = createHandler({
    environment: 'dev',
    digestBacklog,
    log,
    webhooks: createWebhooks(createReadParameter({ send } as never), '/dev/SLACK_URL'),
    postMessage: async (url, body) => {
      // As Node's own client begins.
      urlToHttpOptions(new URL(url));
      const answer = answerOf(answers[posts.length % answers.length] ?? 'checked', body);
      posts.push({ body, answer });
      return answer;
    },
    sendToDeadLetterQueue: createSendToDeadLetterQueue(deadLetterQueue.sqs, DLQ_URL),
    setVisibilityTimeout: createSetVisibilityTimeout(
      {
        send: async ({ input }: { input: { Entries: { VisibilityTimeout: number }[] } }) => {
          seconds.push(...input.Entries.map(({ VisibilityTimeout }) => VisibilityTimeout));
          if (visibilityIsRefused) throw failing('QueueDoesNotExist');
          return {};
        },
      } as never,
      DLQ_URL,
    ),
    nextTurn: createPace(() => clock.now),
    random: () => 0.5,
    pause: async (milliseconds) => {
      clock.now += milliseconds;
    },
  });
  const context = remaining === undefined ? undefined : { getRemainingTimeInMillis: () => remaining - clock.now };
  const { batchItemFailures } = await handler({ Records: records }, context);
  return {
    posts,
    seconds,
    lines,
    deadLettered: deadLetterQueue.messages,
    returned: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
  };
}

export type Played = Awaited<ReturnType<typeof playInvocation>>;

import { urlToHttpOptions } from 'node:url';
import { memoryLogger } from '@shipbell/core/testing';
import { memorySqs } from '@shipbell/testing';
import fc from 'fast-check';
import { createDeadLetter } from '../dead-letter.ts';
import { createDelayGroup } from '../delay-group.ts';
import { createHandler } from '../handler.ts';
import { createPace } from '../pace.ts';
import type { SlackAnswer } from '../slack-answer.ts';
import { createReadParameter, createWebhooks } from '../webhooks.ts';
import { anyBatch, mostly } from './any-record.ts';
import { answerOf, anyAnswers, anyParameter } from './any-slack.ts';

const DLQ_URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev-slack-dlq.fifo';

/** A batch of records, and how Slack, SSM and SQS stand to it. */
export const invocations = fc.record({
  records: anyBatch,
  answers: anyAnswers,
  parameter: anyParameter,
  digestBacklog: fc.boolean(),
  refusesDeadLetters: mostly(fc.constant(false), fc.constant(true)),
  refusesVisibility: mostly(fc.constant(false), fc.constant(true)),
  /** Milliseconds; undefined where whoever invokes gives no context. */
  remaining: mostly<number | undefined>(fc.constantFrom(60_000, undefined), fc.integer({ min: -1_000, max: 40_000 })),
});
export type Invocation = typeof invocations extends fc.Arbitrary<infer Value> ? Value : never;

function failing(name: string): Error {
  return Object.assign(new Error('from AWS'), { name });
}

/** Plays one invocation of the real sender and gives all that it did. */
export async function playInvocation({
  answers,
  parameter,
  digestBacklog,
  refusesDeadLetters,
  refusesVisibility,
  remaining,
  records,
}: Invocation) {
  const { log, lines } = memoryLogger();
  const deadLetters = memorySqs(() => (refusesDeadLetters ? failing('QueueDoesNotExist') : undefined));
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
    deadLetter: createDeadLetter(deadLetters.sqs, DLQ_URL),
    delayGroup: createDelayGroup(
      {
        send: async ({ input }: { input: { Entries: { VisibilityTimeout: number }[] } }) => {
          seconds.push(...input.Entries.map(({ VisibilityTimeout }) => VisibilityTimeout));
          if (refusesVisibility) throw failing('QueueDoesNotExist');
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
    deadLetters: deadLetters.messages,
    handedBack: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
  };
}

export type Played = Awaited<ReturnType<typeof playInvocation>>;

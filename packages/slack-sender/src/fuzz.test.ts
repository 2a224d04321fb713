import { urlToHttpOptions } from 'node:url';
import { checkSlackPayload, memoryLogger, memorySqs } from '@shipbell/core/testing';
import {
  FUZZ_TIMEOUT,
  fuzz,
  giantText,
  hostileJson,
  hostileText,
  mutate,
  typedMutations,
} from '@shipbell/core/testing/fuzzing';
import type { SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDeadLetter } from './dead-letter.ts';
import { createDelayGroup } from './delay-group.ts';
import { createHandler } from './handler.ts';
import { createPace } from './pace.ts';
import { classifyAnswer, type SlackAnswer } from './slack-answer.ts';
import { anyMessage } from './testing/any-message.ts';
import { queueRecord } from './testing/queue-record.ts';
import { createReadParameter, createWebhooks } from './webhooks.ts';

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
const DLQ_URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev-slack-dlq.fifo';
const WEBHOOK = 'https://hooks.slack.com/services/T0123ABCD/B0123ABCD/verysecretindeed';

const bodies = fc.oneof(
  { weight: 6, arbitrary: anyMessage.map((message) => JSON.stringify(message)) },
  {
    weight: 1,
    arbitrary: fc
      .record(
        { text: fc.oneof(hostileText, giantText, hostileJson), blocks: hostileJson, attachments: hostileJson },
        { requiredKeys: ['text'] },
      )
      .map((message) => JSON.stringify(message)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(anyMessage, fc.nat({ max: 99 })).map(([message, percent]) => {
      const json = JSON.stringify(message);
      return json.slice(0, (json.length * percent) / 100);
    }),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      hostileText,
      hostileJson.map((value) => JSON.stringify(value)),
    ),
  },
);

const mostly = <Value>(usual: Value, others: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others });

const record = fc.record({
  body: bodies,
  group: mostly('dev/default', fc.constantFrom('dev/ops', '__proto__', '')),
  environment: mostly('dev', hostileText),
  destination: mostly('default', fc.oneof(fc.constantFrom('ops', '__proto__', '../x'), hostileText)),
  receives: mostly(1, fc.constantFrom(0, -1, 49, 1e21, Number.NaN)),
  mutations: mostly([], typedMutations),
});
type AnyRecord = typeof record extends fc.Arbitrary<infer Value> ? Value : never;

/** Anything may be missing but for the id, by which Lambda knows what is handed back. */
const toRecord = ({ environment, destination, mutations, ...record }: AnyRecord, index: number): SQSRecord => ({
  ...(mutate(
    queueRecord({ ...record, attributes: { ENV: environment, DESTINATION: destination } }),
    mutations,
  ) as SQSRecord),
  messageId: `00000000-0000-4000-8000-00000000000${index}`,
});

const retryAfter = fc.option(
  fc.oneof(hostileText, fc.constantFrom('0', '1', '5', '30', '999999', '1e3', '-1', 'Wed, 21 Oct 2026 07:28:00 GMT')),
  { nil: undefined },
);
const word = fc.oneof(
  hostileText,
  fc.constantFrom('ok', '', 'invalid_blocks', 'no_service', 'ratelimited', 'rollup_error', 'channel_is_archived'),
);
const answers = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant('checked' as const) },
    {
      weight: 3,
      arbitrary: fc.record({
        status: fc.constantFrom(0, 200, 201, 301, 400, 403, 404, 408, 410, 413, 429, 500, 503, 999),
        word,
        retryAfter,
      }),
    },
    { weight: 1, arbitrary: fc.constant('none' as const) },
  ),
  { minLength: 1, maxLength: 6 },
);

const parameter = mostly<{ value?: string; error?: string }>(
  { value: WEBHOOK },
  fc.oneof(
    fc.record({
      value: fc.oneof(
        hostileText,
        fc.webUrl(),
        fc.constantFrom('placeholder', ` ${WEBHOOK}\n`, 'https://%zz@hooks.slack.com/', 'http://hooks.slack.com/'),
      ),
    }),
    fc.record({
      error: fc.constantFrom('ParameterNotFound', 'AccessDeniedException', 'ThrottlingException', 'constructor'),
    }),
    fc.constant({}),
  ),
);

const cases = fc.record({
  records: fc.array(record, { maxLength: 10 }),
  answers,
  parameter,
  digestBacklog: fc.boolean(),
  refusesDeadLetters: mostly(false, fc.constant(true)),
  refusesVisibility: mostly(false, fc.constant(true)),
  remaining: fc.option(mostly(60_000, fc.integer({ min: -1_000, max: 40_000 })), { nil: undefined }),
});
type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

const failing = (name: string): Error => Object.assign(new Error('from AWS'), { name });

/** Plays one invocation and gives all that it did. */
const play = async ({
  answers,
  parameter,
  digestBacklog,
  refusesDeadLetters,
  refusesVisibility,
  remaining,
  ...one
}: Case) => {
  const records = one.records.map(toRecord);
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
    records,
    posts,
    seconds,
    lines,
    deadLetters: deadLetters.messages,
    handedBack: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
  };
};

const answerOf = (answer: Case['answers'][number], body: string): SlackAnswer => {
  if (answer === 'none') return { kind: 'transient', reason: 'no answer: ECONNRESET', retryAfterSeconds: undefined };
  if (answer !== 'checked') return classifyAnswer(answer.status, answer.word, answer.retryAfter);
  const { status, body: word } = checkSlackPayload(body);
  return classifyAnswer(status, word, undefined);
};

/** What calls somebody, wherever it stands in the body and however JSON writes it; none where the body is no JSON. */
const callsIn = (body: string): string[] => {
  const calls: string[] = [];
  const left: unknown[] = [parseJson(body)];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string') calls.push(...(value.match(/<@[^<>]*>|<!(?!date\^)[^<>]*>/g) ?? []));
    else if (typeof value === 'object' && value !== null) left.push(...Object.values(value));
  }
  return calls;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const judge = async (one: Case): Promise<void> => {
  const { records, posts, seconds, lines, deadLetters, handedBack } = await play(one);
  const delivered = lines.flatMap(({ message, fields }) =>
    message.startsWith('Delivered') ? (fields.messageIds ?? fields.messageId) : [],
  ) as string[];
  const kept = deadLetters.map(({ MessageAttributes = {}, MessageGroupId }) => ({
    id: MessageGroupId,
    reason: MessageAttributes.REASON?.StringValue,
  }));
  for (const { reason } of kept) expect(REASONS).toContain(reason);
  const ended = [
    ...delivered,
    ...handedBack,
    ...kept.flatMap(({ id, reason }) => (reason === 'payload_refused' ? [] : id)),
  ];
  expect(ended.sort()).toEqual(records.map(({ messageId }) => messageId));
  expect(lines.filter(({ message }) => message.startsWith('Delivered'))).toHaveLength(
    posts.filter(({ answer }) => answer.kind === 'delivered').length,
  );
  const own = new Set(records.map(({ body }) => body));
  const calls = new Set(records.flatMap(({ body }) => callsIn(body ?? '')));
  for (const { body } of posts) {
    if (!own.has(body)) expect(checkSlackPayload(body)).toEqual({ status: 200, body: 'ok' });
    expect(callsIn(body).filter((call) => !calls.has(call))).toEqual([]);
  }
  for (const second of seconds) expect(Number.isInteger(second) && second >= 0 && second <= 43_200).toBe(true);
  expect(JSON.stringify([lines, deadLetters.map(({ MessageAttributes }) => MessageAttributes)])).not.toContain(
    'verysecret',
  );
};

describe('whatever is on the queue and whatever Slack answers', () => {
  it('each record is delivered, handed back, or on the dead-letter queue with a listed reason', {
    timeout: FUZZ_TIMEOUT,
  }, async () => {
    await fuzz('slack-sender', cases, judge);
  });
});

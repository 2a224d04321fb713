import { checkSlackPayload } from '@shipbell/core/testing';
import { hostileText } from '@shipbell/testing/fuzzing';
import fc from 'fast-check';
import { classifyAnswer, type SlackAnswer } from '../slack-answer.ts';
import { mostly } from './any-record.ts';

/** The part of a webhook that nobody may see. */
export const SECRET = 'verysecretindeed';
const WEBHOOK = `https://hooks.slack.com/services/T0123ABCD/B0123ABCD/${SECRET}`;

const retryAfter = fc.option(
  fc.oneof(hostileText, fc.constantFrom('0', '1', '5', '30', '999999', '1e3', '-1', 'Wed, 21 Oct 2026 07:28:00 GMT')),
  { nil: undefined },
);
const word = fc.oneof(
  hostileText,
  fc.constantFrom('ok', '', 'invalid_blocks', 'no_service', 'ratelimited', 'rollup_error', 'channel_is_archived'),
);
/** Generates Slack's answers to the posts: each is the one that the body deserves, any other, or none. */
export const anyAnswers = fc.array(
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

/** Generates SSM's answer to the read of a webhook. */
export const anyParameter = mostly<{ readonly value?: string; readonly error?: string }>(
  fc.constant({ value: WEBHOOK }),
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

type Answers = typeof anyAnswers extends fc.Arbitrary<infer Value> ? Value : never;

/** Returns the answer to a post of the body. */
export function answerOf(answer: Answers[number], body: string): SlackAnswer {
  if (answer === 'none') return { kind: 'transient', reason: 'no answer: ECONNRESET', retryAfterSeconds: undefined };
  if (answer !== 'checked') return classifyAnswer(answer.status, answer.word, answer.retryAfter);
  const { status, body: word } = checkSlackPayload(body);
  return classifyAnswer(status, word, undefined);
}

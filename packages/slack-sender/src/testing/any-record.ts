import { giantText, hostileJson, hostileText, type Mutation, mutate, typedMutations } from '@shipbell/testing/fuzzing';
import type { SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { anyMessage } from './any-message.ts';
import { queueRecord } from './queue-record.ts';

/** Generates the first nine times in ten, so that not everything is wrong at once. */
export function mostly<Value>(first: fc.Arbitrary<Value>, others: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 9, arbitrary: first }, { weight: 1, arbitrary: others });
}

function toJson(value: unknown): string {
  return JSON.stringify(value);
}
const message = anyMessage.map(toJson);
const body = fc.oneof(
  { weight: 6, arbitrary: message },
  {
    weight: 1,
    arbitrary: fc
      .record(
        { text: fc.oneof(hostileText, giantText, hostileJson), blocks: hostileJson, attachments: hostileJson },
        { requiredKeys: ['text'] },
      )
      .map(toJson),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(message, fc.nat({ max: 99 }))
      .map(([json, percent]) => json.slice(0, (json.length * percent) / 100)),
  },
  { weight: 1, arbitrary: fc.oneof(hostileText, hostileJson.map(toJson)) },
);

/**
 * Returns the text without the characters that no queue holds.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
function onQueue(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?') || '?';
}

const onQueueText = hostileText.map(onQueue);

const record = fc.record({
  body: body.map(onQueue),
  group: mostly(fc.constant('dev/default'), fc.constantFrom('dev/ops', '__proto__')),
  environment: mostly(fc.constant('dev'), onQueueText),
  destination: mostly(fc.constant('default'), fc.oneof(fc.constantFrom('ops', '__proto__', '../x'), onQueueText)),
  receives: mostly(fc.constant(1), fc.constantFrom(0, -1, 49, 1e21, Number.NaN)),
  mutations: mostly<readonly Mutation[]>(fc.constant([]), typedMutations),
});

const backlog = fc
  .array(message.map(onQueue), { minLength: 5, maxLength: 10 })
  .map((bodies) => bodies.map((body) => queueRecord({ body })));

/**
 * Generates batches of the queue: of any records, or of a backlog that may be folded. Each record has an id, by which
 * it is returned.
 */
export const anyBatch: fc.Arbitrary<SQSRecord[]> = fc
  .oneof(
    fc.array(
      record.map(({ environment, destination, mutations, ...rest }) => {
        const whole = queueRecord({ ...rest, attributes: { ENV: environment, DESTINATION: destination } });
        return mutate(whole, mutations) as SQSRecord;
      }),
      { maxLength: 10 },
    ),
    backlog,
  )
  .map((records) =>
    records.map((record, index) => ({ ...record, messageId: `00000000-0000-4000-8000-00000000000${index}` })),
  );

import type { SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  delivered,
  destinationRefused,
  empty500,
  payloadRefused,
  record,
  setUp,
  transient,
  URL_1,
  URL_2,
} from './testing/set-up-sender.ts';

const BATCH = 10;
const PARAMETERS = { '/dev/SLACK_URL': URL_1, '/dev/SLACK_URL/ops': URL_2 };

function mostly<Value>(first: Value, ...others: readonly Value[]) {
  return fc.oneof({ weight: 6, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

/** Generates backlogs whose groups and destinations have nothing to do with each other. */
const anyBacklog = fc
  .array(
    fc.record({
      group: mostly('dev/default', 'dev/ops', 'somebody’s own'),
      destination: mostly('default', 'ops'),
      change: mostly({}, { body: 'no JSON' }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) =>
    all.map(({ group, destination, change }, index) =>
      record(`${index}`, { group, attributes: { ENV: 'dev', DESTINATION: destination }, ...change }),
    ),
  );

const anyAnswers = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(delivered) },
    fc.constantFrom(transient(), transient(1), transient(30), empty500, payloadRefused, destinationRefused),
  ),
  { maxLength: 60 },
);

const anyTimes = fc.infiniteStream(
  fc.oneof({ weight: 3, arbitrary: fc.constant(60_000) }, fc.integer({ min: 0, max: 40_000 })),
);

/** Returns the ids that a post shows: of a digest’s lines, or of the one message, its plain text included. */
function idsOf({ body }: { body: string }): string[] {
  const { text, attachments } = JSON.parse(body) as Shown;
  const texts = attachments?.map(({ blocks: [section] }) => section.text.text) ?? [text];
  return texts.map((own) => own.split('\n')[0] ?? '');
}
interface Shown {
  readonly text: string;
  readonly attachments?: readonly { readonly blocks: readonly [{ readonly text: { readonly text: string } }] }[];
}

function ids(records: readonly SQSRecord[]) {
  return records.map(({ messageId }) => messageId);
}
function groupsOf(records: readonly SQSRecord[]) {
  return [...Map.groupBy(records, ({ attributes }) => attributes.MessageGroupId).values()].map(ids);
}
function byNumber(one: string, other: string) {
  return Number(one) - Number(other);
}

it('the sender ends each message once and in its group’s order, whatever Slack and the dead-letter queue answer and when', async () => {
  const property = fc.asyncProperty(
    anyBacklog,
    anyAnswers,
    anyTimes,
    fc.array(fc.boolean(), { maxLength: 20 }),
    fc.boolean(),
    async (backlog, answers, times, refusals, digestBacklog) => {
      const { run, posts, deadLettered, fault } = setUp([...answers], PARAMETERS, digestBacklog);
      Object.defineProperty(fault, 'deadLetterQueue', { get: () => refusals.shift() ?? false });
      const given = [...answers];
      let left = backlog;
      for (const time of times) {
        if (left.length === 0) break;
        const batch = left.slice(0, BATCH);
        const back = await run(batch, time);

        const done = ids(batch).filter((id) => !back.includes(id));
        const shown = posts.splice(0).filter(() => (given.shift() ?? delivered) === delivered);
        const accepted = shown.flatMap(idsOf);
        const undelivered = deadLettered.splice(0).filter(({ reason }) => reason !== 'payload_refused');
        const ended = [...accepted, ...undelivered.map(({ id }) => id)];
        expect(ended.toSorted(byNumber), 'acknowledged is what came to an end').toEqual(done.toSorted(byNumber));
        for (const group of groupsOf(batch)) {
          const waiting = group.filter((id) => back.includes(id));
          expect(waiting, 'the first that waits and all behind it').toEqual(group.slice(group.length - waiting.length));
          const order = accepted.filter((id) => group.includes(id));
          expect(order, 'order').toEqual(order.toSorted(byNumber));
        }
        left = left.filter(({ messageId }) => back.includes(messageId) || !ids(batch).includes(messageId));
      }
    },
  );
  await fc.assert(property, { numRuns: 200 });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Outage, playOutages } from './testing/play-outages.ts';
import type { Sent } from './testing/virtual-queue.ts';
import type { Shown } from './testing/virtual-slack.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

const FAULTS = [
  'down',
  'empty_500',
  'hangs',
  'limits',
  'limits_briefly',
  'limits_untold',
  'slow',
  'answers_lost',
  'ssm_silent',
  'dead_letters_refused',
  'visibility_refused',
] as const;

const message = (index: number, change: Partial<Sent> & { refusal?: string } = {}): Sent => {
  const id = `m-${index}`;
  const { refusal, ...rest } = change;
  return { id, destination: 'default', body: JSON.stringify({ text: id, refusal }), sentAt: index, ...rest };
};
const messages = (count: number) => Array.from({ length: count }, (_, index) => message(index));

const acknowledged = (shown: readonly Shown[]) => shown.filter((one) => one.acknowledged).map(({ id }) => id);
const position = (id: string) => Number(id.slice(2));

describe('an outage of Slack', () => {
  it.each(FAULTS.slice(0, 6))(
    'of three hours (%s) dead-letters nothing of a backlog and keeps its order',
    async (fault) => {
      const sent = messages(35);
      const played = await playOutages(sent, [{ fault, from: 0, until: 3 * HOUR }]);
      expect(played.movedAway).toEqual([]);
      expect(played.deadLetters).toEqual([]);
      expect(acknowledged(played.shown)).toEqual(sent.map(({ id }) => id));
      expect(played.end, 'it catches up when Slack is back').toBeLessThan(3 * HOUR + 600 * SECOND);
      expect(played.overrun).toBe(0);
    },
  );

  it('is shorter than the invocation where Slack is slow: what has no time left is not begun', async () => {
    const sent = messages(35);
    const { shown, overrun, movedAway } = await playOutages(sent, [{ fault: 'slow', from: 0, until: HOUR }]);
    expect({ overrun, movedAway }).toEqual({ overrun: 0, movedAway: [] });
    expect(shown.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
  });

  it('is the end of a message only when it lasts longer than the fifty receives do', async () => {
    const { movedAway, shown } = await playOutages(messages(1), [{ fault: 'down', from: 0, until: 8 * HOUR }]);
    expect({ movedAway, shown }).toEqual({ movedAway: ['m-0'], shown: [] });
  });

  it('is not taken for a refused block, though Slack answers with empty 500s', async () => {
    const outage: Outage = { fault: 'empty_500', from: 0, until: HOUR };
    const { deadLetters, times } = await playOutages([message(0, { refusal: 'unknown_block' })], [outage]);
    expect(deadLetters).toEqual([{ id: 'm-0', reason: 'payload_refused' }]);
    expect(times.length, 'three posts a receive').toBeLessThan(60);
  });
});

it('posts a refused message’s plain text once, though the dead-letter queue refuses for an hour', async () => {
  const outage: Outage = { fault: 'dead_letters_refused', from: 0, until: HOUR };
  const { shown, deadLetters } = await playOutages([message(0, { refusal: 'block' }), message(1)], [outage]);
  expect(shown.map(({ id }) => id)).toEqual(['m-0', 'm-1']);
  expect(deadLetters).toEqual([{ id: 'm-0', reason: 'payload_refused' }]);
});

const anySent = fc
  .array(
    fc.record({
      gap: fc.nat(120 * SECOND),
      destination: fc.constantFrom('default', 'ops', 'data'),
      kind: fc.oneof(
        { weight: 8, arbitrary: fc.constant('good' as const) },
        { weight: 1, arbitrary: fc.constantFrom('block' as const, 'unknown_block' as const, 'malformed' as const) },
      ),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) => {
    let sentAt = 0;
    return all.map(({ gap, destination, kind }, index) => {
      sentAt += gap;
      const change = { sentAt, destination };
      if (kind === 'malformed') return message(index, { ...change, body: 'no JSON' });
      return message(index, kind === 'good' ? change : { ...change, refusal: kind });
    });
  });

/** Up to two hours of outages in a row and one over another. */
const anyOutages = fc
  .array(fc.record({ fault: fc.constantFrom(...FAULTS), gap: fc.nat(300 * SECOND), length: fc.nat(1_800 * SECOND) }), {
    maxLength: 4,
  })
  .map((all) => {
    let from = 0;
    return all.map(({ fault, gap, length }): Outage => {
      from += gap;
      const outage = { fault, from, until: from + length };
      from += length / 2;
      return outage;
    });
  });

it('loses nothing, keeps the order and shows nothing twice that was acknowledged, whatever fails and when', async () => {
  await fc.assert(
    fc.asyncProperty(anySent, anyOutages, async (sent, outages) => {
      const { shown, deadLetters, movedAway, overrun } = await playOutages(sent, outages);
      const malformed = sent.filter(({ body }) => body === 'no JSON').map(({ id }) => id);
      const good = sent.map(({ id }) => id).filter((id) => !malformed.includes(id));
      expect(movedAway, 'moved away by SQS').toEqual([]);
      expect(overrun, 'milliseconds beyond the invocation').toBe(0);
      expect(acknowledged(shown).toSorted(), 'delivered exactly once').toEqual(good.toSorted());
      expect(
        deadLetters
          .filter(({ reason }) => reason !== 'payload_refused')
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(malformed.toSorted());
      for (const ofGroup of Map.groupBy(shown, ({ destination }) => destination).values()) {
        const order = ofGroup.map(({ id }) => position(id));
        expect(order, 'order').toEqual(order.toSorted((one, other) => one - other));
        const again = ofGroup.filter(({ id }, index) =>
          ofGroup.slice(0, index).some((one) => one.acknowledged && one.id === id),
        );
        expect(again, 'shown again after it was acknowledged').toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});

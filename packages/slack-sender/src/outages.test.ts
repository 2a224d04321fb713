import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Outage, playOutages, type Sent } from './testing/play-outages.ts';
import { type Shown, UNSPEAKABLE } from './testing/virtual-slack.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

const FAULTS = [
  'down',
  'empty_500',
  'hangs',
  'limits',
  'limits_briefly',
  'limits_without_retry_after',
  'slow',
  'answers_lost',
  'ssm_silent',
  'dead_letter_queue_refuses',
  'visibility_refused',
  'refuses_images',
  'answers_no_images',
] as const;

function message(index: number, change: Partial<Sent> & { refusal?: string; more?: string } = {}): Sent {
  const id = `m-${index}`;
  const { refusal, more = '', ...rest } = change;
  return { id, destination: 'default', body: JSON.stringify({ text: id + more, refusal }), sentAt: index, ...rest };
}
function messages(count: number) {
  return Array.from({ length: count }, (_, index) => message(index));
}

function acknowledged(shown: readonly Shown[]) {
  return shown.filter((one) => one.acknowledged).map(({ id }) => id);
}
function position(id: string) {
  return Number(id.slice(2));
}

describe.each([
  ['alone', false],
  ['in digests', true],
])('the sender, in an outage with messages sent %s,', (_how, digestBacklog) => {
  it.each(FAULTS.slice(0, 6))(
    'delivers a backlog in order after three hours of the fault “%s”, and dead-letters nothing',
    async (fault) => {
      const sent = messages(35);
      const played = await playOutages(sent, [{ fault, from: 0, until: 3 * HOUR_MS }], digestBacklog);
      expect(played.movedAway).toEqual([]);
      expect(played.deadLettered).toEqual([]);
      expect(acknowledged(played.shown)).toEqual(sent.map(({ id }) => id));
      expect(played.end, 'it catches up when Slack is back').toBeLessThan(3 * HOUR_MS + 600 * SECOND_MS);
      expect(played.overrun).toBe(0);
    },
  );

  it('overruns no invocation while Slack is slow: it begins no post without enough time', async () => {
    const sent = messages(35);
    const { shown, overrun, movedAway } = await playOutages(
      sent,
      [{ fault: 'slow', from: 0, until: HOUR_MS }],
      digestBacklog,
    );
    expect({ overrun, movedAway }).toEqual({ overrun: 0, movedAway: [] });
    expect(shown.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
  });

  it('dead-letters a message only when the outage lasts longer than fifty receives', async () => {
    const { movedAway, shown, deadLettered } = await playOutages(
      messages(1),
      [{ fault: 'down', from: 0, until: 8 * HOUR_MS }],
      digestBacklog,
    );
    expect({ movedAway, shown }).toEqual({ movedAway: [], shown: [] });
    expect(deadLettered).toEqual([{ id: 'm-0', reason: 'receives_used_up' }]);
  });

  it('does not take the outage for a refused block, though Slack answers with empty 500s', async () => {
    const outage: Outage = { fault: 'empty_500', from: 0, until: HOUR_MS };
    const sent = [message(0, { refusal: 'unknown_block' })];
    const { deadLettered, times } = await playOutages(sent, [outage], digestBacklog);
    expect(deadLettered).toEqual([{ id: 'm-0', reason: 'payload_refused' }]);
    expect(times.length, 'three posts a receive').toBeLessThan(60);
  });
});

/** The outages with which the sender is patient for half an hour, and the reason of what it dead-letters then. */
const UNAVAILABLE = {
  ssm_denies: 'webhook_denied',
  no_parameter: 'webhook_missing',
  placeholder: 'webhook_placeholder',
  answers_html: 'not_slack',
  redirects: 'not_slack',
  has_no_certificate: 'not_slack',
} as const;
const UNAVAILABLE_FAULTS = Object.keys(UNAVAILABLE) as (keyof typeof UNAVAILABLE)[];

describe.each(UNAVAILABLE_FAULTS)('the sender, in the outage “%s”,', (fault) => {
  const MINUTE_MS = 60 * SECOND_MS;
  const reason = UNAVAILABLE[fault];

  it('delivers everything in order where it ends within twenty minutes', async () => {
    const sent = messages(35);
    const { shown, deadLettered, movedAway } = await playOutages(sent, [{ fault, from: 0, until: 20 * MINUTE_MS }]);
    expect({ deadLettered, movedAway }).toEqual({ deadLettered: [], movedAway: [] });
    expect(acknowledged(shown)).toEqual(sent.map(({ id }) => id));
  });

  it.each([
    ['one container', 1, 30],
    ['three containers', 3, 120],
  ])(
    'tries for half an hour with %s, dead-letters a thousand messages after it, and delivers those sent when it is over',
    async (_name, containers, lastMinutes) => {
      const sent = [...messages(1_000), message(1_000, { sentAt: 4 * HOUR_MS })];
      const { shown, deadLettered, deadLetteredAt } = await playOutages(
        sent,
        [{ fault, from: 0, until: 3 * HOUR_MS }],
        false,
        containers,
      );
      expect(deadLettered).toEqual(sent.slice(0, -1).map(({ id }) => ({ id, reason })));
      expect(acknowledged(shown)).toEqual(['m-1000']);
      expect(deadLetteredAt[0], 'the first one').toBeGreaterThan(30 * MINUTE_MS);
      expect(deadLetteredAt[0], 'the first one').toBeLessThan(50 * MINUTE_MS);
      expect(deadLetteredAt.at(-1), 'the last one').toBeLessThan((30 + lastMinutes) * MINUTE_MS);
    },
  );
});

describe.each(['refuses_images', 'answers_no_images'] as const)('the sender, in the outage “%s”,', (fault) => {
  it('delivers messages without their pictures for three hours, and with them afterwards', async () => {
    const blocks = [{ type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' }];
    const sent = messages(40).map(({ id, ...one }, index) => ({
      ...one,
      id,
      sentAt: index < 20 ? index : 3 * HOUR_MS + index,
      body: JSON.stringify({ text: id, blocks }),
    }));
    const { shown, pictures, deadLettered } = await playOutages(sent, [{ fault, from: 0, until: 3 * HOUR_MS }]);
    expect(deadLettered).toEqual([]);
    expect(acknowledged(shown)).toEqual(sent.map(({ id }) => id));
    expect(pictures).toEqual(sent.slice(20).map(({ id }) => id));
  });
});

it('the sender uses the webhook that it knows while SSM denies it for three hours', async () => {
  const sent = [message(0), ...messages(20).map((one, index) => message(index + 1, { sentAt: HOUR_MS + one.sentAt }))];
  const { shown, deadLettered } = await playOutages(
    sent,
    [{ fault: 'ssm_denies', from: SECOND_MS, until: 3 * HOUR_MS }],
    false,
    1,
  );
  expect(deadLettered).toEqual([]);
  expect(acknowledged(shown)).toEqual(sent.map(({ id }) => id));
});

it('the sender posts a refused message’s plain text once, though the dead-letter queue refuses for an hour', async () => {
  const outage: Outage = { fault: 'dead_letter_queue_refuses', from: 0, until: HOUR_MS };
  const { shown, deadLettered } = await playOutages([message(0, { refusal: 'block' }), message(1)], [outage]);
  expect(shown.map(({ id }) => id)).toEqual(['m-0', 'm-1']);
  expect(deadLettered, 'the copy is lost').toEqual([]);
});

describe('the sender, for a backlog after an outage,', () => {
  const waiting = (count: number) => messages(count).map((one) => ({ ...one, sentAt: 0 }));
  const sent = waiting(3_600);
  const down: Outage = { fault: 'down', from: 0, until: HOUR_MS };

  it('needs a tenth of the posts and of the time with digests', async () => {
    const [alone, inDigests] = [await playOutages(sent, []), await playOutages(sent, [], true)];
    expect(acknowledged(inDigests.shown)).toEqual(acknowledged(alone.shown));
    expect([alone.times.length, inDigests.times.length]).toEqual([3_600, 360]);
    expect(alone.end).toBeGreaterThanOrEqual(HOUR_MS - SECOND_MS);
    expect(inDigests.end).toBeLessThan(HOUR_MS / 9);
  });

  it('delivers the messages of an hour in order within a quarter of an hour of its end', async () => {
    const { shown, deadLettered, movedAway, end, overrun } = await playOutages(sent, [down], true);
    expect({ deadLettered, movedAway, overrun }).toEqual({ deadLettered: [], movedAway: [], overrun: 0 });
    expect(shown.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
    expect(end).toBeLessThan(HOUR_MS + 900 * SECOND_MS);
  });

  it('delivers message by message where a digest is refused, so that the bad message is found', async () => {
    const all = waiting(40).map((one, index) =>
      index === 13 ? message(13, { sentAt: 0, more: `\n${UNSPEAKABLE}` }) : one,
    );
    const { shown, deadLettered, times } = await playOutages(all, [], true);
    expect(shown.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSpliced(13, 1));
    expect(deadLettered).toEqual([{ id: 'm-13', reason: 'plain_text_refused' }]);
    expect(times.length, 'three digests, one that is refused, its ten, and one plain text').toBe(15);
  });
});

const anySent = fc
  .array(
    fc.record({
      gap: fc.oneof(fc.nat(120 * SECOND_MS), fc.nat(SECOND_MS)),
      destination: fc.constantFrom('default', 'ops', 'data'),
      kind: fc.oneof(
        { weight: 8, arbitrary: fc.constant('good') },
        { weight: 1, arbitrary: fc.constantFrom('block', 'unknown_block', 'malformed', 'unspeakable') },
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
      if (kind === 'unspeakable') return message(index, { ...change, more: `\n${UNSPEAKABLE}` });
      return message(index, kind === 'good' ? change : { ...change, refusal: kind });
    });
  });

const gap = fc.nat(300 * SECOND_MS);

/** Generates up to two hours of outages, one after another and one over another. */
const anyOutages = fc
  .array(
    fc.oneof(
      fc.record({ fault: fc.constantFrom(...FAULTS), gap, length: fc.nat(1_800 * SECOND_MS) }),
      // Four of these are shorter than the half hour after which the sender gives a channel up.
      fc.record({ fault: fc.constantFrom(...UNAVAILABLE_FAULTS), gap, length: fc.nat(420 * SECOND_MS) }),
    ),
    {
      maxLength: 4,
    },
  )
  .map((all) => {
    let from = 0;
    return all.map(({ fault, gap, length }): Outage => {
      from += gap;
      const outage = { fault, from, until: from + length };
      from += length / 2;
      return outage;
    });
  });

it.each([
  ['alone', false],
  ['in digests', true],
])(
  'the sender loses nothing, keeps the order and shows nothing twice that was acknowledged, whatever fails and when (messages sent %s)',
  async (_how, digestBacklog) => {
    await fc.assert(
      fc.asyncProperty(anySent, anyOutages, async (sent, outages) => {
        const { shown, deadLettered, movedAway, overrun } = await playOutages(sent, outages, digestBacklog);
        const idsOf = (part: string) => sent.filter(({ body }) => body.includes(part)).map(({ id }) => id);
        const [malformed, unspeakable] = [idsOf('no JSON'), idsOf(UNSPEAKABLE)];
        const bad = [...malformed, ...unspeakable];
        const good = sent.map(({ id }) => id).filter((id) => !bad.includes(id));
        expect(movedAway, 'moved away by SQS').toEqual([]);
        expect(overrun, 'milliseconds beyond the invocation').toBe(0);
        expect(acknowledged(shown).toSorted(), 'delivered exactly once').toEqual(good.toSorted());
        const undelivered = deadLettered.filter(({ reason }) => reason !== 'payload_refused').map(({ id }) => id);
        expect(undelivered.toSorted(), 'dead-lettered exactly once').toEqual(bad.toSorted());
        for (const ofGroup of Map.groupBy(shown, ({ destination }) => destination).values()) {
          const firstOf = ofGroup.filter(({ id }, index) => ofGroup.findIndex((one) => one.id === id) === index);
          for (const some of [firstOf, ofGroup.filter((one) => one.acknowledged)]) {
            const order = some.map(({ id }) => position(id));
            expect(order, 'order').toEqual(order.toSorted((one, other) => one - other));
          }
          const again = ofGroup.filter(({ id }, index) =>
            ofGroup.slice(0, index).some((one) => one.acknowledged && one.id === id),
          );
          expect(again, 'shown again after it was acknowledged').toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  },
);

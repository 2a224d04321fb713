import { describe, expect, it } from 'vitest';
import type { Fact } from './fact-log.ts';
import {
  ALL,
  began,
  broken,
  deadLettered,
  ended,
  FIRST,
  killed,
  notification,
  posted,
  refused,
  SECOND,
  sent,
  THIRD,
  well,
} from './testing/made-up.ts';
import { judge } from './verdict.ts';

const REPORT = 'report-on-d08';

/** Returns the fact that Shipbell put its own report on a destination on the queue. */
function ownReport(sequence: string): Fact {
  return { kind: 'enqueued', id: REPORT, group: 'dev/default', sequence };
}

/** Returns the facts of a message that Slack refused for good at a webhook that was revoked. */
function wellWithout(id: string): Fact[] {
  return [
    ...sent(id),
    { kind: 'webhook', destination: 'd08', state: 'revoked' },
    began(1, id),
    refused(1, id, 'webhook_revoked'),
    ...deadLettered(id, 'destination_refused', 1),
  ];
}

describe('judgeLoss', () => {
  it('a notification is lost when it stands nowhere', () => {
    const facts = [...sent(...ALL), posted(1, FIRST), posted(1, SECOND)];
    expect(broken(facts)).toEqual([`lost: ${THIRD}`]);
  });

  it('a notification is lost when it never came as far as the queue', () => {
    expect(broken([...well(), { kind: 'published', id: 'd03-n000004' }], [notification('d03-n000004')])).toContain(
      'lost: d03-n000004',
    );
  });

  it('a notification is lost when one of its two events was lost and the other led to nothing', () => {
    const lost: Fact = { kind: 'event_lost', id: FIRST, event: 'deployment_event_lost' };
    const published: Fact = { kind: 'published', id: FIRST };
    const deployment = notification(FIRST, { route: 'pipeline' });
    expect(broken([lost, published], [deployment])).toEqual([`lost: ${FIRST}`]);
    expect(broken([lost, ...sent(FIRST), posted(1, FIRST)], [deployment])).toEqual([]);
  });

  it('a notification is lost when its only post was not delivered', () => {
    const facts = [...sent(FIRST), refused(1, FIRST), ended(1, 'done', FIRST)];
    expect(broken(facts)).toContain(`lost: ${FIRST}`);
  });

  it('a notification is lost when a digest does not hold it', () => {
    expect(broken([...sent(...ALL), posted(1, [FIRST, THIRD])])).toContain(`lost: ${SECOND}`);
  });

  it('a notification is lost when its rich form is kept and its plain text was never delivered', () => {
    const facts = [...sent(FIRST), refused(1, FIRST, 'payload_refused'), ...deadLettered(FIRST, 'payload_refused', 1)];
    expect(broken(facts)).toEqual([`lost: ${FIRST}`]);
  });

  it('a notification is lost when Slack refused its rich form and nobody kept it', () => {
    const facts = [...sent(FIRST), refused(1, FIRST, 'refused: 400 invalid_blocks'), posted(1, FIRST)];
    expect(broken(facts, [notification(FIRST, { poison: 'refused_block' })])).toEqual([`lost: ${FIRST}`]);
  });

  it('a notification is lost when one invocation delivered it as plain text and did not keep the rich form that Slack refused', () => {
    const refusal = refused(1, FIRST, 'payload_refused');
    expect(broken([...sent(FIRST), refusal, posted(1, FIRST)])).toEqual([`lost: ${FIRST}`]);
    expect(broken([...sent(FIRST), refusal, posted(2, FIRST)])).toEqual([]);
    const unheard = posted(1, FIRST, { isAnswered: false, answer: 'answer_drips' });
    expect(broken([...sent(FIRST), refusal, unheard, posted(2, FIRST)])).toEqual([]);
  });

  it('a notification is not lost, nor its rich form, when Slack took it without its image', () => {
    const facts = [...sent(FIRST), refused(1, FIRST, 'image_refused'), posted(1, FIRST)];
    expect(broken(facts, [notification(FIRST, { poison: 'refused_image' })])).toEqual([]);
  });

  it('a report by Shipbell itself is lost when it is delivered nowhere', () => {
    expect(broken([...well(), ownReport('18')])).toEqual(['lost: report-on-d08']);
  });

  it('a notification is lost when it was dead-lettered and is gone at the end', () => {
    const [written] = deadLettered(FIRST, 'malformed_message', 1);
    expect(broken([...sent(FIRST), written as Fact], [notification(FIRST, { poison: 'no_json' })])).toEqual([
      `lost: ${FIRST}`,
    ]);
  });
});

describe('judgeDuplicates', () => {
  it('a second delivery is unexplained when the first one was answered and acknowledged', () => {
    expect(broken([...well(), posted(2, FIRST)])).toEqual([`unexplained duplicate: ${FIRST}`]);
  });

  it('a second delivery is unexplained for what a digest has reported already', () => {
    expect(broken([...sent(...ALL), posted(1, ALL), posted(2, SECOND)])).toEqual([`unexplained duplicate: ${SECOND}`]);
  });

  it('a second delivery is unexplained when each of its two events became a message of its own', () => {
    const other: Fact = { kind: 'enqueued', id: FIRST, group: 'dev/d03', sequence: '00000000000000000009' };
    expect(broken([...sent(FIRST), other, posted(1, FIRST), posted(2, FIRST)])).toEqual([
      `unexplained duplicate: ${FIRST}`,
    ]);
  });

  it('a second delivery is explained by an answer that was lost, once', () => {
    const lost = posted(1, FIRST, { isAnswered: false, answer: 'answer_hangs' });
    expect(broken([...sent(FIRST), lost, posted(2, FIRST)])).toEqual([]);
    expect(broken([...sent(FIRST), lost, posted(2, FIRST), posted(3, FIRST)])).toEqual([
      `unexplained duplicate: ${FIRST}`,
    ]);
  });

  it.each(['killed', 'delete_denied'] as const)(
    'a second delivery is explained when the first one’s invocation was %s',
    (kind) => {
      const again = ALL.map((id) => posted(2, id));
      expect(broken([...well(), { kind, invocation: 1, ids: ALL }, ...again])).toEqual([]);
      expect(broken([...well(), { kind, invocation: 1, ids: [FIRST, SECOND] }, ...again])).toEqual([
        `unexplained duplicate: ${THIRD}`,
      ]);
      expect(broken([...well(), { kind, invocation: 7, ids: ALL }, ...again])).toHaveLength(3);
    },
  );

  it('a second delivery is unexplained when the first one’s invocation was killed only afterwards', () => {
    const facts = [...sent(FIRST), posted(1, FIRST), posted(1, FIRST), killed(1, FIRST)];
    expect(broken(facts)).toEqual([`unexplained duplicate: ${FIRST}`]);
  });

  it('a second delivery is unexplained in another line of the same digest', () => {
    const lost = { isAnswered: false, answer: 'answer_hangs' };
    expect(broken([...sent(FIRST, SECOND), posted(1, [FIRST, SECOND, FIRST])])).toContain(
      `unexplained duplicate: ${FIRST}`,
    );
    expect(broken([...sent(FIRST, SECOND), posted(1, [FIRST, SECOND, FIRST], lost)])).toContain(
      `unexplained duplicate: ${FIRST}`,
    );
  });

  it('a second delivery of Shipbell’s own report is explained by a second message, from another container', () => {
    const one = [...wellWithout('d08-n000001'), ownReport('18'), posted(2, REPORT, { channel: 'default' })];
    const again = posted(3, REPORT, { channel: 'default' });
    expect(broken([...one, ownReport('19'), again], [notification('d08-n000001')])).toEqual([]);
    expect(broken([...one, ownReport('18'), again], [notification('d08-n000001')])).toEqual([
      'unexplained duplicate: report-on-d08',
    ]);
  });

  it('a second delivery is counted by its cause', () => {
    const facts = [
      ...sent(FIRST, SECOND),
      posted(1, FIRST, { isAnswered: false, answer: 'answer_resets' }),
      posted(2, FIRST),
      posted(2, SECOND),
      killed(2, FIRST, SECOND),
      posted(3, FIRST),
      posted(3, SECOND),
    ];
    expect([...judge({ facts, played: new Map() }, []).duplicates]).toEqual([
      ['answer_resets', 1],
      ['killed', 2],
    ]);
  });
});

describe('judgeChannels', () => {
  it('finds a message that was delivered into another channel than its own', () => {
    expect(broken([...sent(FIRST), posted(1, FIRST, { channel: 'd04' })])).toEqual([`in the wrong channel: ${FIRST}`]);
  });

  it('finds a post that reports no notification', () => {
    expect(broken([...well(), posted(1, [], { channel: 'd03' })])).toEqual(['in the wrong channel: nobody']);
  });

  it('finds a message that was delivered although it belongs in no channel', () => {
    const poison = notification(FIRST, { poison: 'wrong_environment' });
    expect(broken([...sent(FIRST), posted(1, FIRST)], [poison])).toEqual([`in the wrong channel: ${FIRST}`]);
  });

  it('finds a report by Shipbell itself on a destination that takes messages, or in another channel than the default one', () => {
    const report = posted(2, REPORT, { channel: 'default' });
    expect(broken([...well(), ownReport('18'), report])).toEqual(['in the wrong channel: report-on-d08']);
    const elsewhere = posted(2, REPORT, { channel: 'd08' });
    expect(broken([...wellWithout('d08-n000001'), ownReport('18'), elsewhere], [notification('d08-n000001')])).toEqual([
      'in the wrong channel: report-on-d08',
    ]);
    expect(broken([...wellWithout('d08-n000001'), ownReport('18'), report], [notification('d08-n000001')])).toEqual([]);
  });

  it('finds nothing wrong with a message that came by the webhook that replaced a revoked one', () => {
    const facts = [...sent('d08-n000001'), posted(1, 'd08-n000001', { channel: 'd08-rotated' })];
    expect(broken(facts, [notification('d08-n000001')])).toEqual([]);
  });
});

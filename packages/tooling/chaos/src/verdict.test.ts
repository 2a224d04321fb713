import { describe, expect, it } from 'vitest';
import type { Fact } from './ledger.ts';
import type { Notification } from './notification.ts';
import {
  began,
  deadLetter,
  ended,
  FIRST,
  killed,
  notification,
  posted,
  refused,
  SECOND,
  sent,
  THIRD,
} from './testing/made-up.ts';
import { judge } from './verdict.ts';

const ALL = [FIRST, SECOND, THIRD];

/** The broken promises of a run in which this was seen. */
function broken(facts: Fact[], notifications: Notification[] = ALL.map((id) => notification(id))) {
  return judge({ facts, played: new Map() }, notifications).violations.map(({ kind, id }) => `${kind}: ${id}`);
}

/** A run in which these three were sent and everything went well. */
function well() {
  return [...sent(...ALL), began(1, ...ALL), ...ALL.map((id) => posted(1, id))];
}

describe('a run in which everything went well', () => {
  it('breaks no promise', () => {
    expect(broken(well())).toEqual([]);
  });

  it('breaks none with a digest in the order of the queue', () => {
    expect(broken([...sent(...ALL), posted(1, ALL)])).toEqual([]);
  });

  it('says nothing of what was never told', () => {
    expect(broken([])).toEqual([]);
  });
});

describe('a notification is lost', () => {
  it('when it stands nowhere', () => {
    const facts = [...sent(...ALL), posted(1, FIRST), posted(1, SECOND)];
    expect(broken(facts)).toEqual([`lost: ${THIRD}`]);
  });

  it('when it never came as far as the queue', () => {
    expect(broken([...well(), { kind: 'told', id: 'd03-n000004' }], [notification('d03-n000004')])).toContain(
      'lost: d03-n000004',
    );
  });

  it('when its only post was not delivered', () => {
    const facts = [...sent(FIRST), refused(1, FIRST), ended(1, 'done', FIRST)];
    expect(broken(facts)).toContain(`lost: ${FIRST}`);
  });

  it('when a digest does not hold it', () => {
    expect(broken([...sent(...ALL), posted(1, [FIRST, THIRD])])).toContain(`lost: ${SECOND}`);
  });

  it('when its rich form is kept and its plain text was never delivered', () => {
    const facts = [...sent(FIRST), refused(1, FIRST, 'payload_refused'), ...deadLetter(FIRST, 'payload_refused', 1)];
    expect(broken(facts)).toEqual([`lost: ${FIRST}`]);
  });

  it('when Slack refused its rich form and nobody kept it', () => {
    const facts = [...sent(FIRST), refused(1, FIRST, 'refused: 400 invalid_blocks'), posted(1, FIRST)];
    expect(broken(facts, [notification(FIRST, { poison: 'refused_block' })])).toEqual([`lost: ${FIRST}`]);
  });

  it('when one invocation delivered it as plain text and did not keep the rich form that Slack refused', () => {
    const refusal = refused(1, FIRST, 'payload_refused');
    expect(broken([...sent(FIRST), refusal, posted(1, FIRST)])).toEqual([`lost: ${FIRST}`]);
    expect(broken([...sent(FIRST), refusal, posted(2, FIRST)])).toEqual([]);
  });

  it('when its dead letter is gone at the end', () => {
    const [written] = deadLetter(FIRST, 'malformed_message', 1);
    expect(broken([...sent(FIRST), written as Fact], [notification(FIRST, { poison: 'no_json' })])).toEqual([
      `lost: ${FIRST}`,
    ]);
  });
});

describe('a second delivery', () => {
  it('is unexplained when the first one was answered and acknowledged', () => {
    expect(broken([...well(), posted(2, FIRST)])).toEqual([`unexplained duplicate: ${FIRST}`]);
  });

  it('is unexplained for what a digest has told already', () => {
    expect(broken([...sent(...ALL), posted(1, ALL), posted(2, SECOND)])).toEqual([`unexplained duplicate: ${SECOND}`]);
  });

  it('is explained by an answer that was lost, once', () => {
    const lost = posted(1, FIRST, { isAnswered: false, answer: 'answer_hangs' });
    expect(broken([...sent(FIRST), lost, posted(2, FIRST)])).toEqual([]);
    expect(broken([...sent(FIRST), lost, posted(2, FIRST), posted(3, FIRST)])).toEqual([
      `unexplained duplicate: ${FIRST}`,
    ]);
  });

  it.each(['killed', 'delete_denied'] as const)('is explained when the first one’s invocation was %s', (kind) => {
    const again = ALL.map((id) => posted(2, id));
    expect(broken([...well(), { kind, invocation: 1, ids: ALL }, ...again])).toEqual([]);
    expect(broken([...well(), { kind, invocation: 1, ids: [FIRST, SECOND] }, ...again])).toEqual([
      `unexplained duplicate: ${THIRD}`,
    ]);
    expect(broken([...well(), { kind, invocation: 7, ids: ALL }, ...again])).toHaveLength(3);
  });

  it('is unexplained when the first one’s invocation was killed only afterwards', () => {
    const facts = [...sent(FIRST), posted(1, FIRST), posted(1, FIRST), killed(1, FIRST)];
    expect(broken(facts)).toEqual([`unexplained duplicate: ${FIRST}`]);
  });

  it('is unexplained in another line of the same digest', () => {
    const lost = { isAnswered: false, answer: 'answer_hangs' };
    expect(broken([...sent(FIRST, SECOND), posted(1, [FIRST, SECOND, FIRST])])).toContain(
      `unexplained duplicate: ${FIRST}`,
    );
    expect(broken([...sent(FIRST, SECOND), posted(1, [FIRST, SECOND, FIRST], lost)])).toContain(
      `unexplained duplicate: ${FIRST}`,
    );
  });

  it('is counted by its cause', () => {
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

describe('a message is out of order', () => {
  const outOfOrder = (facts: Fact[]) => broken(facts).filter((line) => line.startsWith('out of order'));

  it('when it is posted before its predecessor', () => {
    const facts = [...sent(...ALL), posted(1, FIRST), posted(1, THIRD), posted(1, SECOND)];
    expect(outOfOrder(facts)).toEqual([`out of order: ${THIRD}`]);
  });

  it('when it follows a predecessor that was refused for now', () => {
    const facts = [...sent(FIRST, SECOND), refused(1, FIRST), posted(1, SECOND), posted(2, FIRST)];
    expect(outOfOrder(facts)).toEqual([`out of order: ${SECOND}`]);
  });

  it('when it follows a predecessor whose delivery the sender cannot know of', () => {
    const lost = posted(1, FIRST, { isAnswered: false, answer: 'answer_hangs' });
    expect(outOfOrder([...sent(FIRST, SECOND), lost, posted(1, SECOND), posted(2, FIRST)])).toEqual([
      `out of order: ${SECOND}`,
    ]);
  });

  it('when it was only tried before its predecessor', () => {
    const facts = [...sent(FIRST, SECOND), refused(1, SECOND), posted(2, FIRST), posted(2, SECOND)];
    expect(outOfOrder(facts)).toEqual([`out of order: ${SECOND}`]);
  });

  it('when it stands above its predecessor in a digest', () => {
    expect(outOfOrder([...sent(...ALL), posted(1, [FIRST, THIRD, SECOND])])).toEqual([`out of order: ${THIRD}`]);
  });

  it('when it follows a predecessor that is kept in its rich form and still to be told as plain text', () => {
    const kept = deadLetter(FIRST, 'payload_refused', 1);
    const facts = [...sent(FIRST, SECOND), refused(1, FIRST, 'payload_refused'), ...kept, posted(1, SECOND)];
    expect(outOfOrder([...facts, posted(2, FIRST)])).toEqual([`out of order: ${SECOND}`]);
  });

  it('once for each that was overtaken', () => {
    const facts = [...sent(...ALL), posted(1, THIRD), posted(1, SECOND), refused(1, SECOND), posted(2, FIRST)];
    expect(outOfOrder(facts)).toEqual([`out of order: ${THIRD}`]);
  });

  it('not when its predecessor was dead-lettered', () => {
    const facts = [...sent(FIRST, SECOND), ...deadLetter(FIRST, 'malformed_message', 1), posted(1, SECOND)];
    expect(outOfOrder(facts)).toEqual([]);
  });

  it('not before a message of another channel', () => {
    expect(outOfOrder([...sent(SECOND, 'd04-n000001'), posted(1, 'd04-n000001'), posted(1, SECOND)])).toEqual([]);
  });

  it('not when a batch whose acknowledgement was lost comes again', () => {
    const facts = [...well(), killed(1, ...ALL), ...ALL.map((id) => posted(2, id))];
    expect(outOfOrder(facts)).toEqual([]);
  });
});

describe('an invocation reports too early', () => {
  it('when it says that a message is done before Slack has', () => {
    const facts = [...sent(FIRST), began(1, FIRST), ended(1, 'done', FIRST), posted(1, FIRST)];
    expect(broken(facts)).toContain(`reported too early: ${FIRST}`);
  });

  it('when it says so of a message whose post Slack did not answer', () => {
    const lost = posted(1, FIRST, { isAnswered: false, answer: 'answer_hangs' });
    expect(broken([...sent(FIRST), lost, ended(1, 'done', FIRST)])).toEqual([`reported too early: ${FIRST}`]);
  });

  it('when it posts a message that it has handed back', () => {
    const facts = [...sent(FIRST), began(1, FIRST), ended(1, 'to be tried again', FIRST), posted(1, FIRST)];
    expect(broken(facts)).toEqual([`reported too early: ${FIRST}`]);
  });

  it('not when its process was killed, for a post may have been on its way', () => {
    const end = ended(1, 'Runtime exited with error: signal: killed', FIRST);
    expect(broken([...sent(FIRST), began(1, FIRST), killed(1, FIRST), end, posted(1, FIRST)])).toEqual([]);
  });

  it('not when the message is delivered or dead-lettered', () => {
    const letter = deadLetter(SECOND, 'malformed_message', 1);
    const facts = [...sent(FIRST, SECOND), posted(1, FIRST), ...letter, ended(1, 'done', FIRST, SECOND)];
    expect(broken(facts, [notification(FIRST), notification(SECOND, { poison: 'no_json' })])).toEqual([]);
  });
});

describe('what is delivered', () => {
  it('belongs into its own channel', () => {
    expect(broken([...sent(FIRST), posted(1, FIRST, { channel: 'd04' })])).toEqual([`in the wrong place: ${FIRST}`]);
  });

  it('tells of something', () => {
    expect(broken([...well(), posted(1, [], { channel: 'd03' })])).toEqual(['in the wrong place: nobody']);
  });

  it('is nothing that should be delivered nowhere', () => {
    const poison = notification(FIRST, { poison: 'wrong_environment' });
    expect(broken([...sent(FIRST), posted(1, FIRST)], [poison])).toEqual([`in the wrong place: ${FIRST}`]);
  });

  it('may come by the webhook that replaced a revoked one', () => {
    const facts = [...sent('d08-n000001'), posted(1, 'd08-n000001', { channel: 'd08-rotated' })];
    expect(broken(facts, [notification('d08-n000001')])).toEqual([]);
  });
});

it('a run is summed up', () => {
  const facts = [
    ...sent(...ALL),
    { kind: 'told', id: FIRST } as const,
    posted(1, [FIRST, SECOND]),
    ...deadLetter(THIRD, 'malformed_message', 1),
  ];
  const played = new Map([['hang', 2] as const]);
  const verdict = judge(
    { facts, played },
    [FIRST, SECOND].map((id) => notification(id)),
  );
  expect(verdict).toMatchObject({ sent: 3, sentTwice: 1, delivered: 2, posts: 1, digests: 1, played });
  expect([...verdict.letters]).toEqual([['undelivered_messages: malformed_message', 1]]);
  expect(verdict.neverPlayed).not.toContain('hang');
  expect(verdict.neverPlayed).toContain('reset');
});

it('batches of several of one message group are counted, and those that were cut short', () => {
  const facts = [
    ...sent(...ALL, 'd04-n000001'),
    began(1, FIRST, 'd04-n000001'),
    killed(1, FIRST, 'd04-n000001'),
    began(2, FIRST, SECOND, 'd04-n000001'),
    began(3, SECOND, THIRD),
    killed(3, SECOND, THIRD),
  ];
  expect(judge({ facts, played: new Map() }, []).batches).toEqual({ ofSeveral: 2, killed: 1 });
});

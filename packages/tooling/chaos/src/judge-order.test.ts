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

describe('judgeOrder', () => {
  const outOfOrder = (facts: Fact[]) => broken(facts).filter((line) => line.startsWith('out of order'));

  it('a message is out of order when it is posted before its predecessor', () => {
    const facts = [...sent(...ALL), posted(1, FIRST), posted(1, THIRD), posted(1, SECOND)];
    expect(outOfOrder(facts)).toEqual([`out of order: ${THIRD}`]);
  });

  it('a message is out of order when it follows a predecessor that was refused for now', () => {
    const facts = [...sent(FIRST, SECOND), refused(1, FIRST), posted(1, SECOND), posted(2, FIRST)];
    expect(outOfOrder(facts)).toEqual([`out of order: ${SECOND}`]);
  });

  it('a message is out of order when it follows a predecessor whose delivery the sender cannot know of', () => {
    const lost = posted(1, FIRST, { isAnswered: false, answer: 'answer_hangs' });
    expect(outOfOrder([...sent(FIRST, SECOND), lost, posted(1, SECOND), posted(2, FIRST)])).toEqual([
      `out of order: ${SECOND}`,
    ]);
  });

  it('a message is out of order when it was only tried before its predecessor', () => {
    const facts = [...sent(FIRST, SECOND), refused(1, SECOND), posted(2, FIRST), posted(2, SECOND)];
    expect(outOfOrder(facts)).toEqual([`out of order: ${SECOND}`]);
  });

  it('a message is out of order when it stands above its predecessor in a digest', () => {
    expect(outOfOrder([...sent(...ALL), posted(1, [FIRST, THIRD, SECOND])])).toEqual([`out of order: ${THIRD}`]);
  });

  it('a message is out of order when it follows a predecessor that is kept in its rich form and still to be posted as plain text', () => {
    const kept = deadLettered(FIRST, 'payload_refused', 1);
    const facts = [...sent(FIRST, SECOND), refused(1, FIRST, 'payload_refused'), ...kept, posted(1, SECOND)];
    expect(outOfOrder([...facts, posted(2, FIRST)])).toEqual([`out of order: ${SECOND}`]);
  });

  it('a message is out of order once for each that was overtaken', () => {
    const facts = [...sent(...ALL), posted(1, THIRD), posted(1, SECOND), refused(1, SECOND), posted(2, FIRST)];
    expect(outOfOrder(facts)).toEqual([`out of order: ${THIRD}`]);
  });

  it('a message is in order when its predecessor was dead-lettered', () => {
    const facts = [...sent(FIRST, SECOND), ...deadLettered(FIRST, 'malformed_message', 1), posted(1, SECOND)];
    expect(outOfOrder(facts)).toEqual([]);
  });

  it('a message is in order before a message of another channel', () => {
    expect(outOfOrder([...sent(SECOND, 'd04-n000001'), posted(1, 'd04-n000001'), posted(1, SECOND)])).toEqual([]);
  });

  it('a message is in order when a batch whose acknowledgement was lost comes again', () => {
    const facts = [...well(), killed(1, ...ALL), ...ALL.map((id) => posted(2, id))];
    expect(outOfOrder(facts)).toEqual([]);
  });
});

describe('judgeReports', () => {
  it('an invocation reports too early when it says that a message is done before Slack has', () => {
    const facts = [...sent(FIRST), began(1, FIRST), ended(1, 'done', FIRST), posted(1, FIRST)];
    expect(broken(facts)).toContain(`reported too early: ${FIRST}`);
  });

  it('an invocation reports too early when it says so of a message whose post Slack did not answer', () => {
    const lost = posted(1, FIRST, { isAnswered: false, answer: 'answer_hangs' });
    expect(broken([...sent(FIRST), lost, ended(1, 'done', FIRST)])).toEqual([`reported too early: ${FIRST}`]);
  });

  it('an invocation reports too early when it posts a message that it has returned to the queue', () => {
    const facts = [...sent(FIRST), began(1, FIRST), ended(1, 'to be tried again', FIRST), posted(1, FIRST)];
    expect(broken(facts)).toEqual([`reported too early: ${FIRST}`]);
  });

  it('an invocation does not report too early when its process was killed, for a post may have been on its way', () => {
    const end = ended(1, 'Runtime exited with error: signal: killed', FIRST);
    expect(broken([...sent(FIRST), began(1, FIRST), killed(1, FIRST), end, posted(1, FIRST)])).toEqual([]);
  });

  it('an invocation does not report too early when the message is delivered or dead-lettered', () => {
    const written = deadLettered(SECOND, 'malformed_message', 1);
    const facts = [...sent(FIRST, SECOND), posted(1, FIRST), ...written, ended(1, 'done', FIRST, SECOND)];
    expect(broken(facts, [notification(FIRST), notification(SECOND, { poison: 'no_json' })])).toEqual([]);
  });
});

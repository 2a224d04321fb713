import { describe, expect, it } from 'vitest';
import { openFactLog } from './fact-log.ts';
import { historyOf, reportOf, tableOf } from './report.ts';
import { began, FIRST, notification, posted, refused, SECOND, sent } from './testing/made-up.ts';
import { judge } from './verdict.ts';

/** Returns the report on a run in which this was seen of two notifications. */
function report(facts: ReturnType<typeof sent>, stuck?: string) {
  const log = openFactLog();
  for (const fact of facts) log.record(fact);
  const verdict = judge(log, [notification(FIRST), notification(SECOND)]);
  return reportOf({ verdict, log, stuck });
}

describe('reportOf', () => {
  it('has no failures after a run that went well', () => {
    expect(report([...sent(FIRST, SECOND), posted(1, FIRST), posted(1, SECOND)]).failures).toEqual([]);
  });

  it('shows the histories of the notifications to which a promise was broken, and no others', () => {
    const { lines, failures } = report([...sent(FIRST, SECOND), posted(1, FIRST), posted(1, FIRST)]);
    expect(failures).toEqual(['2 broken promises']);
    expect(lines).toContain(`${FIRST}: unexplained duplicate (delivered again, though the sender could know)`);
    const begin = lines.indexOf(`${SECOND}: lost (neither delivered nor dead-lettered)`);
    expect(lines.slice(begin + 1, begin + 4)).toEqual(['  published', '  on the queue in dev/d03 as #2', '']);
  });

  it('shows the history of the message that was overtaken after that of the one that overtook it', () => {
    const { lines } = report([...sent(FIRST, SECOND), posted(1, SECOND), posted(1, FIRST)]);
    const begin = lines.indexOf(`${SECOND}: out of order (posted before ${FIRST})`);
    expect(lines.slice(begin + 3, begin + 6)).toEqual([
      '  sender 1 posted it to d03: delivered, ok',
      `and ${FIRST}`,
      '  published',
    ]);
  });

  it('fails a run that stood still', () => {
    expect(report([], '3 messages on the queue').failures).toEqual(['nothing moved any more: 3 messages on the queue']);
  });

  it('fails a long run that never played a fault, or never put order and digests to the test', () => {
    const log = openFactLog();
    const verdict = { ...judge(log, []), sent: 1_000, neverPlayed: ['hang' as const] };
    expect(reportOf({ verdict, log, stuck: undefined }).failures).toEqual([
      'faults never played: hang',
      'never seen: a batch of several of one message group, one that was killed in the middle, a digest, an event that was published twice',
    ]);
    const seen = { ...verdict, neverPlayed: [], batches: { ofSeveral: 1, killed: 1 }, digests: 1, sentTwice: 1 };
    expect(reportOf({ verdict: seen, log, stuck: undefined }).failures).toEqual([]);
  });
});

const FACTS = [
  ...sent(FIRST, SECOND),
  began(1, FIRST, SECOND),
  posted(1, FIRST, { isAnswered: false, answer: 'answer_hangs' }),
  began(2, FIRST, SECOND),
  refused(2, FIRST),
  posted(3, [FIRST, SECOND]),
  posted(4, SECOND),
];

describe('tableOf', () => {
  it('says how often what happened, and which promises were broken', () => {
    const played = new Map([['answer_hangs', 1] as const, ['server_error', 1] as const]);
    const verdict = judge({ facts: FACTS, played }, [notification(FIRST), notification(SECOND)]);
    const lines = tableOf({ ...verdict, neverPlayed: ['reset'] });
    expect(lines.map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
      'sent | 2 | 0 of them published twice',
      'delivered | 2 | in 3 posts, 1 of them digests',
      'destinations that Shipbell reported to default | 0',
      'batches of several of one message group | 2 | 0 of them killed in the middle',
      'delivered again | 1',
      ' | answer hangs | 1',
      'dead-lettered | 0',
      'faults played | 2',
      ' | answer hangs | 1',
      ' | server error | 1',
      'faults never played | 1 | reset',
      'lost | 0',
      'unexplained duplicate | 1',
      'out of order | 0',
      'reported too early | 0',
      'dead-lettered without a cause | 0',
      'in the wrong channel | 0',
    ]);
  });
});

describe('historyOf', () => {
  it('says what happened to a notification, in order', () => {
    expect(
      historyOf([
        { kind: 'event_lost', id: FIRST, event: 'action_event_lost' },
        ...FACTS.filter((fact) => ('ids' in fact ? fact.ids.includes(FIRST) : 'id' in fact && fact.id === FIRST)),
      ]),
    ).toEqual([
      'action event lost, and the other event came',
      'published',
      'on the queue in dev/d03 as #1',
      'sender 1 began, 2 in the batch',
      'sender 1 posted it to d03: delivered, answer_hangs',
      'sender 2 began, 2 in the batch',
      'sender 2 posted it to d03: not delivered, server_error',
      'sender 3 posted it to d03 with 1 others: delivered, ok',
    ]);
  });
});

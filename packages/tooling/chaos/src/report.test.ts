import { expect, it } from 'vitest';
import { openLedger } from './ledger.ts';
import { reportOf } from './report.ts';
import { FIRST, notification, posted, SECOND, sent } from './testing/made-up.ts';
import { judge } from './verdict.ts';

/** The report on a run in which this was seen of two notifications. */
function report(facts: ReturnType<typeof sent>, stuck?: string) {
  const ledger = openLedger();
  for (const fact of facts) ledger.record(fact);
  const verdict = judge(ledger, [notification(FIRST), notification(SECOND)]);
  return reportOf({ verdict, ledger, stuck });
}

it('a run that went well did not fail', () => {
  expect(report([...sent(FIRST, SECOND), posted(1, FIRST), posted(1, SECOND)]).failures).toEqual([]);
});

it('a failed run tells the stories of the notifications to which a promise was broken, and no others', () => {
  const { lines, failures } = report([...sent(FIRST, SECOND), posted(1, FIRST), posted(1, FIRST)]);
  expect(failures).toEqual(['2 broken promises']);
  expect(lines).toContain(`${FIRST}: unexplained duplicate (delivered again, though the sender could know)`);
  const begin = lines.indexOf(`${SECOND}: lost (neither delivered nor dead-lettered)`);
  expect(lines.slice(begin + 1, begin + 4)).toEqual(['  AWS was told', '  on the queue in dev/d03 as #2', '']);
});

it('who overtook is told with who was overtaken', () => {
  const { lines } = report([...sent(FIRST, SECOND), posted(1, SECOND), posted(1, FIRST)]);
  const begin = lines.indexOf(`${SECOND}: out of order (posted before ${FIRST})`);
  expect(lines.slice(begin + 3, begin + 6)).toEqual([
    '  sender 1 posted it to d03: delivered, ok',
    `and ${FIRST}`,
    '  AWS was told',
  ]);
});

it('a run that stood still failed', () => {
  expect(report([], '3 messages on the queue').failures).toEqual(['nothing moved any more: 3 messages on the queue']);
});

it('a long run failed that never played a fault, or never put order and digests to the test', () => {
  const ledger = openLedger();
  const verdict = { ...judge(ledger, []), sent: 1_000, neverPlayed: ['hang' as const] };
  expect(reportOf({ verdict, ledger, stuck: undefined }).failures).toEqual([
    'faults never played: hang',
    'never seen: a batch of several of one message group, one that was killed in the middle, a digest, an event that was told twice',
  ]);
  const seen = { ...verdict, neverPlayed: [], batches: { ofSeveral: 1, killed: 1 }, digests: 1, sentTwice: 1 };
  expect(reportOf({ verdict: seen, ledger, stuck: undefined }).failures).toEqual([]);
});

import { expect, it } from 'vitest';
import { storyOf } from './story.ts';
import { tableOf } from './table.ts';
import { began, FIRST, notification, posted, refused, SECOND, sent } from './testing/made-up.ts';
import { judge } from './verdict.ts';

const FACTS = [
  ...sent(FIRST, SECOND),
  began(1, FIRST, SECOND),
  posted(1, FIRST, { isAnswered: false, answer: 'answer_hangs' }),
  began(2, FIRST, SECOND),
  refused(2, FIRST),
  posted(3, [FIRST, SECOND]),
  posted(4, SECOND),
];

it('the table says how often what happened, and which promises were broken', () => {
  const played = new Map([['answer_hangs', 1] as const, ['server_error', 1] as const]);
  const verdict = judge({ facts: FACTS, played }, [notification(FIRST), notification(SECOND)]);
  const lines = tableOf({ ...verdict, neverPlayed: ['reset'] });
  expect(lines.map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
    'sent | 2 | 0 of them told twice',
    'delivered | 2 | in 3 posts, 1 of them digests',
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
    'dead letter without a cause | 0',
    'in the wrong place | 0',
  ]);
});

it('a story says what happened to a notification, in order', () => {
  expect(
    storyOf(FACTS.filter((fact) => ('ids' in fact ? fact.ids.includes(FIRST) : 'id' in fact && fact.id === FIRST))),
  ).toEqual([
    'AWS was told',
    'on the queue in dev/d03 as #1',
    'sender 1 began, 2 in the batch',
    'sender 1 posted it to d03: delivered, answer_hangs',
    'sender 2 began, 2 in the batch',
    'sender 2 posted it to d03: not delivered, server_error',
    'sender 3 posted it to d03 with 1 others: delivered, ok',
  ]);
});

import { describe, expect, it } from 'vitest';
import { createPace } from './slack-rate-limit.ts';
import { record, setUp, transient, URL_1, URL_2 } from './testing/set-up-sender.ts';

describe('createPace', () => {
  it('lets a second pass between two posts to a destination, and delays no other', () => {
    let now = 5_000;
    const nextTurn = createPace(() => now);
    expect([nextTurn('default'), nextTurn('ops')]).toEqual([0, 0]);
    now = 5_400;
    expect(nextTurn('default')).toBe(600);
    now = 9_000;
    expect(nextTurn('default')).toBe(0);
  });

  it('lets those that ask at the same time take one turn after the other', () => {
    const nextTurn = createPace(() => 0);
    expect([1, 2, 3].map(() => nextTurn('default'))).toEqual([0, 1_000, 2_000]);
  });
});

describe('the sender, within Slack’s rate limit,', () => {
  it('waits within the invocation for a short Retry-After', async () => {
    const { run, pauses, posts } = setUp([transient(2)]);
    expect(await run([record('1')])).toEqual([]);
    expect(pauses).toEqual([2_000]);
    expect(posts).toHaveLength(2);
  });

  it.each([0, 1, 5])('backs off when Slack asks for a short wait of %i s again and again', async (seconds) => {
    const { run, delays, posts } = setUp([transient(seconds), transient(seconds)]);
    expect(await run([record('1', { receives: 3 })])).toEqual(['1']);
    expect(posts).toHaveLength(2);
    expect(delays).toEqual([{ ids: ['1'], seconds: 40 }]);
  });

  it('posts to one destination once a second, and to two at the same time', async () => {
    const { run, pauses } = setUp([], { '/dev/SLACK_URL': URL_1, '/dev/SLACK_URL/ops': URL_2 });
    const ops = { group: 'dev/ops', attributes: { ENV: 'dev', DESTINATION: 'ops' } };
    expect(await run([record('1'), record('o1', ops)])).toEqual([]);
    expect(pauses).toEqual([]);
    expect(await run([record('2'), record('3')])).toEqual([]);
    expect(pauses).toEqual([1_000, 1_000]);
  });
});

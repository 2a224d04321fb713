import { describe, expect, it } from 'vitest';
import { createPace } from './slack-rate-limit.ts';

describe('createPace', () => {
  it('lets a second pass between two posts to a destination, and holds up no other', () => {
    let now = 5_000;
    const nextTurn = createPace(() => now);
    expect([nextTurn('default'), nextTurn('ops')]).toEqual([0, 0]);
    now = 5_400;
    expect(nextTurn('default')).toBe(600);
    now = 9_000;
    expect(nextTurn('default')).toBe(0);
  });

  it('gives those who ask at once one turn after the other', () => {
    const nextTurn = createPace(() => 0);
    expect([1, 2, 3].map(() => nextTurn('default'))).toEqual([0, 1_000, 2_000]);
  });
});

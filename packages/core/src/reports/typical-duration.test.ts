import { describe, expect, it } from 'vitest';
import { slownessOf, typicalDuration } from './typical-duration.ts';

function took(seconds: number) {
  return { startedAt: new Date(0), endedAt: new Date(seconds * 1_000) };
}

describe('typicalDuration', () => {
  it.each([
    [[], undefined],
    [[7], { medianMs: 7, of: 1 }],
    [[9, 1, 4], { medianMs: 4, of: 3 }],
    [[9, 1, 4, 6], { medianMs: 5, of: 4 }],
  ])('returns the median of %j', (durations, expected) => {
    expect(typicalDuration(durations)).toEqual(expected);
  });
});

describe('slownessOf', () => {
  const typical = { medianMs: 60_000, of: 3 };

  it('calls slow what took longer than so many times the typical duration', () => {
    expect(slownessOf(took(121), typical, 2)).toEqual({ kind: 'slow', typicalMs: 60_000 });
    expect(slownessOf(took(120), typical, 2)).toBeUndefined();
    expect(slownessOf(took(121), typical, 2.5)).toBeUndefined();
  });

  it('calls nothing slow where a duration is unknown or fewer than three successes are', () => {
    expect(slownessOf(took(999), undefined, 2)).toBeUndefined();
    expect(slownessOf(took(999), { ...typical, of: 2 }, 2)).toBeUndefined();
    expect(slownessOf({ ...took(999), startedAt: undefined }, typical, 2)).toBeUndefined();
  });

  it('says why the typical duration is unknown', () => {
    expect(slownessOf(took(1), { unknown: 'denied' }, 2)).toEqual({ kind: 'unknown', reason: 'denied' });
  });
});

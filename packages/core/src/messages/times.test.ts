import { describe, expect, it } from 'vitest';
import { formatDuration } from './times.ts';

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [400, '0.4 s'],
    [9_949, '9.9 s'],
    [9_950, '10 s'],
    [40_000, '40 s'],
    [59_499, '59 s'],
    [59_500, '1m 00s'],
    [724_000, '12m 04s'],
    [3_599_499, '59m 59s'],
    [3_599_500, '1h 00m'],
    [11_100_000, '3h 05m'],
    [198_000_000, '2d 07h'],
    [-5_000, '0 s'],
    [Number.NaN, 'an unknown time'],
  ])('writes %i ms as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

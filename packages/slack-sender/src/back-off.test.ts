import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffSeconds } from './back-off.ts';
import { queueRecord } from './testing/queue-record.ts';

function backOff(receives: number, atLeast = 0, random = 0) {
  return backOffSeconds(queueRecord({ receives }), atLeast, () => random);
}

describe('backOffSeconds', () => {
  it.each([
    [1, 10],
    [2, 20],
    [5, 160],
    [6, 300],
    [50, 300],
    [Number.NaN, 10],
  ])('is at receive %i at least %i seconds', (receives, seconds) => {
    expect(backOff(receives)).toBe(seconds);
  });

  it('heeds a longer wait that Slack asks for', () => {
    expect(backOff(1, 30)).toBe(30);
    expect(backOff(3, 30)).toBe(40);
  });

  it('adds some by chance, so that groups that failed together come back apart', () => {
    expect([0, 0.5, 0.99].map((random) => backOff(1, 100, random))).toEqual([100, 113, 125]);
  });

  it('adds a quarter at most, and never comes back early', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 100_000 }),
        chance,
        (count, wait, random) => {
          const least = backOff(count, wait);
          const seconds = backOff(count, wait, random);
          expect(Number.isInteger(seconds)).toBe(true);
          expect(seconds).toBeGreaterThanOrEqual(Math.max(least, wait));
          expect(seconds).toBeLessThanOrEqual(Math.ceil(least * 1.25));
        },
      ),
    );
  });

  it('makes fifty receives last more than three and a half hours', () => {
    const waits = Array.from({ length: 49 }, (_, index) => backOff(index + 1));
    expect(waits.reduce((sum, seconds) => sum + seconds)).toBe(13_510);
  });
});

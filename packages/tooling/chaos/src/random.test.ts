import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choose, createRandom, isChosen } from './random.ts';

describe('createRandom', () => {
  it('gives numbers from 0 up to 1 that depend on seed and key alone', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), fc.nat(), (seed, key, n) => {
        const number = createRandom(seed)(key, n);
        expect(number).toBeGreaterThanOrEqual(0);
        expect(number).toBeLessThan(1);
        expect(createRandom(seed)(key, n)).toBe(number);
      }),
    );
  });

  it('gives different numbers for keys that join to the same text', () => {
    expect(createRandom(1)('a', 'b')).not.toBe(createRandom(1)('ab'));
  });
});

describe('choose', () => {
  it('chooses each option as often as its weight says', () => {
    const chosen = Array.from({ length: 100 }, (_, n) => choose({ often: 3, never: 0, once: 1 }, n / 100));
    expect(chosen.filter((option) => option === 'often')).toHaveLength(75);
    expect(chosen.filter((option) => option === 'once')).toHaveLength(25);
  });
});

describe('isChosen', () => {
  it('chooses one occurrence of each group of successive ones, whatever the seed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 12 }), fc.nat(20), (seed, every, block) => {
        const random = createRandom(seed);
        const occurrences = Array.from({ length: every }, (_, n) => isChosen(random, 'kind', every, block * every + n));
        expect(occurrences.filter(Boolean)).toHaveLength(1);
      }),
    );
  });
});

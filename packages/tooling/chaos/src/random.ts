import { createHash } from 'node:crypto';

/**
 * Numbers from 0 up to 1 that depend on a seed and a key alone, so that what they decide does not depend on the order in
 * which it is asked: the first 48 bits of a SHA-256.
 */
export type Random = (...key: (string | number)[]) => number;

/** Returns the random numbers of this seed. */
export function createRandom(seed: number): Random {
  return (...key) =>
    createHash('sha256')
      .update(JSON.stringify([seed, ...key]))
      .digest()
      .readUIntBE(0, 6) /
    2 ** 48;
}

/** Returns one of the options, each as likely as its weight says. */
export function choose<Option extends string>(weights: Readonly<Record<Option, number>>, fraction: number): Option {
  const options = Object.entries(weights) as [Option, number][];
  let rest = fraction * options.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [option, weight] of options) {
    rest -= weight;
    if (rest < 0) return option;
  }
  throw new Error('there is nothing to choose from');
}

/**
 * Returns whether the `n`-th occurrence (from 0) is chosen: one of each `every` successive ones is. A run with at least
 * `every` occurrences has a chosen one whatever its seed.
 */
export function isChosen(random: Random, key: string, every: number, n: number): boolean {
  return n % every === Math.floor(random(key, Math.floor(n / every)) * every);
}

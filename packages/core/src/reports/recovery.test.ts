import { describe, expect, it } from 'vitest';
import { type EarlierEnd, recoveryFrom } from './recovery.ts';

/** Returns ends, a letter each (s, f and n), the newest first and one an hour. */
function ends(outcomes: string): EarlierEnd[] {
  const names = { s: 'succeeded', f: 'failed', n: 'neither' } as const;
  return [...outcomes].map((letter, index) => ({
    outcome: names[letter as keyof typeof names],
    endedAt: new Date(Date.UTC(2024, 0, 1) - index * 3_600_000),
  }));
}

function known(failures: number, hoursBefore: number, isCut = false) {
  return { kind: 'known', failures, isCut, since: new Date(Date.UTC(2024, 0, 1) - hoursBefore * 3_600_000) };
}

describe('recoveryFrom', () => {
  it.each([
    ['', false, undefined],
    ['s', false, undefined],
    ['nns', false, undefined],
    ['sff', false, undefined],
    ['f', false, known(1, 0)],
    ['fnffs', false, known(3, 3)],
    ['ffns', true, known(2, 1)],
    ['nfff', true, known(3, 3, true)],
    ['nn', true, { kind: 'unknown', reason: 'the last 2 show neither a success nor a failure' }],
  ])('returns for %s, cut: %s, what failed since the last success', (outcomes, isCut, expected) => {
    expect(recoveryFrom(ends(outcomes), isCut)).toEqual(expected);
  });
});

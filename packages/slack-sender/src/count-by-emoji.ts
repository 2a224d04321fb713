import { COLORS } from '@shipbell/core';
import type { DigestLine } from './digest-line.ts';

/** Shipbell's messages begin with one, and those of many others, who may write it as `:rocket:`. */
const LEADING_EMOJI = /^\s*(\p{RGI_Emoji}|:[\w+\-]{1,40}:)/v;

const WORST_FIRST: readonly (string | undefined)[] = [COLORS.bad, COLORS.warning];

/** `7 ❌ · 2 ✅ · 1 other`: what went wrong first, what begins with no emoji last. */
export const countByEmoji = (lines: readonly Pick<DigestLine, 'text' | 'color'>[]): string => {
  const groups = Map.groupBy(lines, ({ text }) => LEADING_EMOJI.exec(text)?.[1]);
  const others = groups.get(undefined)?.length ?? 0;
  groups.delete(undefined);
  const counts = [...groups]
    .toSorted(([, [one]], [, [other]]) => badness(other) - badness(one))
    .map(([emoji, { length }]) => `${length} ${emoji}`);
  return [...counts, ...(others === 0 ? [] : [`${others} ${others === 1 ? 'other' : 'others'}`])].join(' · ');
};

const badness = (line: Pick<DigestLine, 'color'> | undefined): number => {
  const index = WORST_FIRST.indexOf(line?.color);
  return index < 0 ? 0 : WORST_FIRST.length - index;
};

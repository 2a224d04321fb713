import { COLORS } from '@shipbell/core';
import type { DigestLine } from './digest-line.ts';

/** Shipbell's messages begin with one, and those of many others, who may write it as `:rocket:`. */
const LEADING_EMOJI = /^(?:\p{RGI_Emoji}|:[\w+\-]{1,40}:)/v;

const WORST_FIRST: readonly (string | undefined)[] = [COLORS.bad, COLORS.warning];

/** `7 ❌ · 2 ✅ · 1 other`: what went wrong first, what begins with no emoji last, and nothing where none does. */
export function countByEmoji(lines: readonly Pick<DigestLine, 'text' | 'color'>[]): string {
  const groups = Map.groupBy(lines, ({ text }) => LEADING_EMOJI.exec(text)?.[0]);
  const others = groups.get(undefined) ?? [];
  groups.delete(undefined);
  if (groups.size === 0) return '';
  const counts = [...groups]
    .toSorted(([, [one]], [, [other]]) => badness(other) - badness(one))
    .map(([emoji, { length }]) => count(length, emoji ?? ''));
  return [
    ...counts,
    ...(others.length === 0 ? [] : [count(others.length, others.length === 1 ? 'other' : 'others')]),
  ].join(' · ');
}

/** The number stays with what is counted where a phone breaks the line. */
function count(number: number, what: string): string {
  return `${number}\u00a0${what}`;
}

function badness(line: Pick<DigestLine, 'color'> | undefined): number {
  const index = WORST_FIRST.indexOf(line?.color);
  return index < 0 ? 0 : WORST_FIRST.length - index;
}

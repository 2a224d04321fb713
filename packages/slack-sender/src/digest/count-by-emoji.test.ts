import { COLORS } from '@shipbell/core';
import { describe, expect, it } from 'vitest';
import { countByEmoji } from './count-by-emoji.ts';

function of(text: string, color?: string) {
  return { text, color };
}

/** With ordinary spaces, for they are easier to read. */
function counted(...lines: ReturnType<typeof of>[]) {
  return countByEmoji(lines).replaceAll('\u00a0', ' ');
}

describe('countByEmoji', () => {
  it('says what went wrong first, whatever came first', () => {
    expect(
      counted(
        of('✅ a', COLORS.good),
        of('⏹️ b', COLORS.warning),
        of('⏱️ c', COLORS.bad),
        of('❌ d', COLORS.bad),
        of('✅ e', COLORS.good),
        of('⏱️ f', COLORS.bad),
      ),
    ).toBe('2 ⏱️ · 1 ❌ · 1 ⏹️ · 2 ✅');
  });

  it('takes an emoji as Slack writes it, and one that is made of several characters, as one', () => {
    expect(counted(of(':rocket: a'), of('👩‍🚀 b'), of('🇪🇺 c'), of('👩‍🚀 d'))).toBe('1 :rocket: · 2 👩‍🚀 · 1 🇪🇺');
  });

  it('counts what begins otherwise last, and says nothing where all does', () => {
    expect(counted(of('a ✅'), of('✅ b'), of('12:30: c'), of('✅ d'))).toBe('2 ✅ · 2 others');
    expect(counted(of('a'), of('✅ b'))).toBe('1 ✅ · 1 other');
    expect(counted(of('a'), of('b'))).toBe('');
  });

  it('keeps a number on the line of what it counts', () => {
    expect(countByEmoji([of('✅ a'), of('b')])).toBe('1\u00a0✅ · 1\u00a0other');
  });
});

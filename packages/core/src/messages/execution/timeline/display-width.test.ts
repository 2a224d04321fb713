import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutMiddleToWidth, displayWidth, leftToRight, padEndToWidth } from './display-width.ts';

describe('displayWidth', () => {
  it.each([
    ['Load', 4],
    ['주문 처리', 9],
    ['한'.normalize('NFD'), 2],
    ['在庫データ', 10],
    ['ㄅㄆ', 4],
    ['「確認」', 8],
    ['ﾊﾝｶｸ', 4],
    ['Ｆｕｌｌ', 8],
    ['🚀', 2],
    ['👩‍💻', 2],
    ['👍🏽', 2],
    ['🇰🇷', 2],
    ['❤️', 2],
    ['1️⃣', 2],
    ['█▒░▄·X', 6],
    ['e\u0301', 1],
    ['שלום', 4],
    ['\u200e\u200b', 0],
    ['', 0],
  ])('counts for %s %i columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});

describe('cutMiddleToWidth', () => {
  it('keeps a text that fits', () => {
    expect(cutMiddleToWidth('주문 처리', 9)).toBe('주문 처리');
  });

  it('keeps the end, by which names that begin alike can be distinguished', () => {
    expect(cutMiddleToWidth('ProcessOrdersNightly', 12)).toBe('Process…htly');
    expect(cutMiddleToWidth('ProcessOrdersMonthly', 12)).toBe('Process…thly');
  });

  it('does not take a wide character or a joined emoji apart', () => {
    expect(cutMiddleToWidth('주문 처리 중', 6)).toBe('주…중');
    expect(cutMiddleToWidth('ab👩‍💻cd👩‍💻ef', 5)).toBe('ab…f');
  });

  it('never returns more columns than asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 50 }), (text, columns) => {
        expect(displayWidth(cutMiddleToWidth(text, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('padEndToWidth', () => {
  it('fills up by the width of the characters, not by their number', () => {
    expect(padEndToWidth('주문', 6)).toBe('주문  ');
  });
});

describe('leftToRight', () => {
  it.each(['تحميل', 'Load שליחה', '\u{1e900}'])('puts marks around %s', (text) => {
    expect(leftToRight(text)).toBe(`\u200e${text}\u200e`);
  });

  it.each(['Load', '주문', '🚀', ''])('leaves %s as it is', (text) => {
    expect(leftToRight(text)).toBe(text);
  });
});

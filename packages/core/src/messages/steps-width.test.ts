import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutToWidth, displayWidth, padEndToWidth } from './steps-width.ts';

describe('displayWidth', () => {
  it.each([
    ['Load', 4],
    ['주문 처리', 9],
    ['在庫', 4],
    ['ﾊﾝｶｸ', 4],
    ['Ｆｕｌｌ', 8],
    ['🚀', 2],
    ['👩‍💻', 2],
    ['👍🏽', 2],
    ['🇰🇷', 2],
    ['❤️', 2],
    ['e\u0301', 1],
    ['\u200b', 0],
    ['', 0],
  ])('%s takes %i columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});

describe('cutToWidth', () => {
  it('keeps what fits', () => {
    expect(cutToWidth('주문 처리', 9)).toBe('주문 처리');
  });

  it('puts an ellipsis in the last column', () => {
    expect(cutToWidth('Transform', 6)).toBe('Trans…');
  });

  it('does not take a wide character or a joined emoji apart', () => {
    expect(cutToWidth('주문 처리', 4)).toBe('주…');
    expect(cutToWidth('ab👩‍💻cd', 4)).toBe('ab…');
  });

  it('never gives more columns than asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 50 }), (text, columns) => {
        expect(displayWidth(cutToWidth(text, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('padEndToWidth', () => {
  it('fills up to the column by what is seen, not by the length', () => {
    expect(padEndToWidth('주문', 6)).toBe('주문  ');
  });
});

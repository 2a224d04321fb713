import { describe, expect, it } from 'vitest';
import { leftToRight } from './left-to-right.ts';

describe('leftToRight', () => {
  it.each(['تحميل', 'Load שליחה', '\u{1e900}'])('puts marks around %s', (text) => {
    expect(leftToRight(text)).toBe(`\u200e${text}\u200e`);
  });

  it.each(['Load', '주문', '🚀', ''])('leaves %s as it is', (text) => {
    expect(leftToRight(text)).toBe(text);
  });
});

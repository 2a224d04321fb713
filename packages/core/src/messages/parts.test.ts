import { describe, expect, it } from 'vitest';
import { firstLines } from './parts.ts';

function lines(count: number): string {
  return Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n');
}

describe('firstLines', () => {
  it('keeps ten lines as they are', () => {
    expect(firstLines(lines(10))).toBe(lines(10));
  });

  it('keeps ten of eleven lines and adds an ellipsis', () => {
    expect(firstLines(lines(11))).toBe(`${lines(10)}\n…`);
  });

  it('drops blank lines around the text and keeps those inside', () => {
    expect(firstLines('\n\n  one\n\ntwo\n\n')).toBe('  one\n\ntwo');
  });
});

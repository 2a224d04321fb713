import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSyntaxError } from './find-syntax-error.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('findSyntaxError', () => {
  it.each([
    ['{\n  "a": tru\n}', { line: 2, column: 8, expected: 'a value' }],
    ['{"a": 1,}', { line: 1, column: 9, expected: 'a member’s name in double quotes' }],
    ["{'a': 1}", { line: 1, column: 2, expected: 'a member’s name in double quotes or "}"' }],
    ['{"a" 1}', { line: 1, column: 6, expected: '":"' }],
    ['{"a": 1\n  "b": 2}', { line: 2, column: 3, expected: '"," or "}"' }],
    ['[1, 2', { line: 1, column: 6, expected: '"," or "]"' }],
    ['{} {}', { line: 1, column: 4, expected: 'the end of the text' }],
    ['', { line: 1, column: 1, expected: 'a value' }],
  ])('says where %j is no JSON, and what JSON has there', (text, expected) => {
    expect(findSyntaxError(text)).toEqual(expected);
  });

  it('finds an error exactly where JSON.parse does, whatever is changed in a text of JSON', () => {
    const changed = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.nat({ max: 2 }),
      fc.constantFrom('', ',', '"', '}', ']', ':', '1', ' '),
    );
    fc.assert(
      fc.property(changed, ([json, at, length, put]) => {
        const start = at % (json.length + 1);
        const text = json.slice(0, start) + put + json.slice(start + length);
        expect(findSyntaxError(text) === undefined).toBe(isJson(text));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './cut-json.ts';
import { costGrowth } from './testing/cost-growth.ts';

describe('readJson', () => {
  it.each([
    ['{"a":[1,{"b":"x"}]} and more', { a: [1, { b: 'x' }] }, 19, false],
    ['"a" is missing', 'a', 3, false],
    ['{"a":"x', { a: 'x…' }, 7, true],
    ['{"a":"x","b":"y\\', { a: 'x', b: 'y…' }, 16, true],
    ['{"a":"x","b":"y\\u00', { a: 'x', b: 'y…' }, 19, true],
    ['{"a":"x\\\\u00', { a: 'x\\u00…' }, 12, true],
    ['{"a":["x","y', { a: ['x', 'y…'] }, 12, true],
    ['{"a":["x"],"b', { a: ['x'] }, 13, true],
    ['{"a":{"c":"x"},"b":', { a: { c: 'x' } }, 19, true],
    ['{"a":"x","b":13', { a: 'x' }, 15, true],
    ['{"a":"x","b":tru', { a: 'x' }, 16, true],
    ['{', {}, 1, true],
    ['{"a":"two\nlines"}', { a: 'two lines' }, 17, false],
  ])('reads %j', (text, value, end, isCut) => {
    expect(readJson(text)).toEqual({ value, end, isCut });
  });

  it.each(['{"a" is not set', '{a}', '{"a":1]', '[1 of 3] loading', '{"a":"x" ,, "b'])(
    'reads nothing in %j',
    (text) => {
      expect(readJson(text)).toBeUndefined();
    },
  );

  it('reads JSON that stands in a text', () => {
    fc.assert(
      fc.property(fc.string(), fc.object(), fc.string(), (before, value, after) => {
        const json = JSON.stringify(value);
        expect(readJson(before + json + after, before.length)).toEqual({
          value: JSON.parse(json),
          end: before.length + json.length,
          isCut: false,
        });
      }),
    );
  });

  it('reads JSON that was cut off at any position, with members of the whole and no others', () => {
    fc.assert(
      fc.property(fc.object({ key: fc.string() }), fc.nat(), (value, at) => {
        const json = JSON.stringify(value);
        const length = 1 + (at % (json.length - 1));
        const cut = readJson(json.slice(0, length));
        expect(cut).toMatchObject({ end: length, isCut: true });
        expect(Object.keys(value)).toEqual(expect.arrayContaining(Object.keys(cut?.value as object)));
      }),
    );
  });

  it('costs no more than in proportion to any text', () => {
    for (const part of ['{', '"', '\\', ' ', '[', '{"', '{ ', ',', '\\"', '{"a":', '["', '\\u']) {
      const growth = costGrowth((length) => {
        readJson(`{"${part.repeat(length / part.length)}`);
        readJson(`{"a":${part.repeat(length / part.length)}!`);
      });
      expect.soft(growth, part).toBeLessThan(4);
    }
  });
});

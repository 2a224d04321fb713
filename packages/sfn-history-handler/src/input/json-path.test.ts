import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PathSegment, parseJsonPath, valueAt } from './json-path.ts';

describe('parseJsonPath', () => {
  it.each<[string, PathSegment[]]>([
    ['$.order', ['order']],
    ['$.order.id', ['order', 'id']],
    ["$.a.b[0]['c']", ['a', 'b', 0, 'c']],
    ['$["it\'s"]', ["it's"]],
    [String.raw`$['it\'s']`, ["it's"]],
    ['$.주문-번호', ['주문-번호']],
  ])('reads the path %s', (path, segments) => {
    expect(parseJsonPath(path)).toEqual(segments);
  });

  it.each([
    '',
    '$',
    '$.',
    'order',
    '$..id',
    '$.*',
    '$.items[*]',
    '$.items[-1]',
    '$.a b',
    '$[0',
    "$['']",
    '$.a[?(@.b)]',
    '$$.x',
  ])('refuses %j as a path that names one value', (path) => {
    expect(parseJsonPath(path)).toBeUndefined();
  });

  it('reads every name and index that is written in brackets', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(), fc.string({ minLength: 1 })), { minLength: 1 }), (segments) => {
        const written = segments.map((segment) =>
          typeof segment === 'number' ? `[${segment}]` : `['${segment.replaceAll(/[\\']/g, '\\$&')}']`,
        );
        expect(parseJsonPath(`$${written.join('')}`)).toEqual(segments);
      }),
    );
  });
});

describe('valueAt', () => {
  it('finds a member, an item and what they hold', () => {
    const value = { orders: [{ id: 7 }, { id: 8 }] };
    expect(valueAt(value, ['orders', 1, 'id'])).toBe(8);
    expect(valueAt(value, ['orders'])).toEqual(value.orders);
  });

  it.each<[unknown, PathSegment[]]>([
    [{}, ['a']],
    [null, ['a']],
    ['text', ['length']],
    [[1], ['length']],
    [{ 0: 'a' }, [0]],
    [{}, ['constructor']],
    [{ a: null }, ['a', 'b']],
  ])('finds nothing in %j at %j', (value, segments) => {
    expect(valueAt(value, segments)).toBeUndefined();
  });
});

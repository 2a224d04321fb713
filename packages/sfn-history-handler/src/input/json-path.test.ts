import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonPath, type Step, valueAt } from './json-path.ts';

describe('parseJsonPath', () => {
  it.each<[string, Step[]]>([
    ['$.order', ['order']],
    ['$.order.id', ['order', 'id']],
    ["$.a.b[0]['c']", ['a', 'b', 0, 'c']],
    ['$["it\'s"]', ["it's"]],
    [String.raw`$['it\'s']`, ["it's"]],
    ['$.주문-번호', ['주문-번호']],
  ])('reads %s', (path, steps) => {
    expect(parseJsonPath(path)).toEqual(steps);
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
  ])('refuses %s', (path) => {
    expect(parseJsonPath(path)).toBeUndefined();
  });

  it('reads every name and place that is written in brackets', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(), fc.string({ minLength: 1 })), { minLength: 1 }), (steps) => {
        const written = steps.map((step) =>
          typeof step === 'number' ? `[${step}]` : `['${step.replaceAll(/[\\']/g, '\\$&')}']`,
        );
        expect(parseJsonPath(`$${written.join('')}`)).toEqual(steps);
      }),
    );
  });
});

describe('valueAt', () => {
  it('finds a member, a place and what they hold', () => {
    const value = { orders: [{ id: 7 }, { id: 8 }] };
    expect(valueAt(value, ['orders', 1, 'id'])).toBe(8);
    expect(valueAt(value, ['orders'])).toEqual(value.orders);
  });

  it.each<[unknown, Step[]]>([
    [{}, ['a']],
    [null, ['a']],
    ['text', ['length']],
    [[1], ['length']],
    [{ 0: 'a' }, [0]],
    [{}, ['constructor']],
    [{ a: null }, ['a', 'b']],
  ])('finds nothing in %j at %j', (value, steps) => {
    expect(valueAt(value, steps)).toBeUndefined();
  });
});

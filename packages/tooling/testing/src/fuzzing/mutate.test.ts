import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyMutations, type Mutation, mutate, typedMutations } from './mutate.ts';

const value = { text: 'hello', json: '{"inner":["a","b"]}', at: new Date(0), list: [1, 2, 3] };

/** Returns the value after the change at each of its places, in their order. */
function everywhere(change: Mutation['change']): unknown[] {
  return Array.from({ length: 9 }, (_, place) => mutate(value, [{ place, change }]));
}

describe('mutate', () => {
  it('sets another value at the place, also inside of JSON that a text holds', () => {
    const changed = everywhere({ kind: 'set', value: null });
    expect(changed).toContainEqual({ ...value, text: null });
    expect(changed).toContainEqual({ ...value, json: '{"inner":["a",null]}' });
    expect(changed).toContainEqual(null);
  });

  it('removes a member or an item', () => {
    const { text: _text, ...rest } = value;
    expect(everywhere({ kind: 'remove' })).toContainEqual(rest);
    expect(everywhere({ kind: 'remove' })).toContainEqual({ ...value, json: '{"inner":["b"]}' });
  });

  it('renames a member to __proto__, as a member of JSON may be called', () => {
    const names = everywhere({ kind: 'rename', name: '__proto__' }).flatMap((one) => Object.keys(one as object));
    expect(names).toContain('__proto__');
  });

  it('repeats, cuts and empties lists and texts', () => {
    expect(everywhere({ kind: 'repeat', times: 0 })).toContainEqual({ ...value, list: [] });
    expect(everywhere({ kind: 'repeat', times: 2 })).toContainEqual({ ...value, text: 'hellohello' });
    expect(everywhere({ kind: 'cut', part: 0.5 })).toContainEqual({ ...value, list: [1] });
  });

  it('returns an equal value without a change, and never changes the original', () => {
    const before = structuredClone(value);
    fc.assert(fc.property(fc.oneof(anyMutations, typedMutations), (mutations) => void mutate(value, mutations)));
    expect(value).toEqual(before);
    expect(mutate(value, [])).toEqual(before);
  });
});

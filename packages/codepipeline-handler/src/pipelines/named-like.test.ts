import { describe, expect, it } from 'vitest';
import { namedLike } from './named-like.ts';

describe('namedLike', () => {
  it.each([
    ['the words in common', ['shop-pipeline', 'billing-pipeline'], ['shop-app', 'shop-prod'], ['shop-pipeline']],
    ['the most of them', ['shop-dev', 'shop-prod', 'shop'], ['Shop', 'shop-prod'], ['shop-prod']],
    ['capitals for words', ['BillingRelease', 'ShopRelease'], ['shop', 'shop_prod'], ['ShopRelease']],
    ['rare words before common ones', ['a-prod', 'b-prod', 'shop', 'c-prod'], ['shop-prod', 'shop-prod'], ['shop']],
  ])('goes by %s', (_what, pipelines, names, expected) => {
    expect(namedLike(pipelines, names)).toEqual(expected);
  });

  it('returns all that have as much in common, and none where none has anything', () => {
    expect(namedLike(['shop-a', 'b', 'shop-c'], ['shop'])).toEqual(['shop-a', 'shop-c']);
    expect(namedLike(['a', 'b', '-'], ['shop', '-'])).toEqual([]);
    expect(namedLike([], ['shop'])).toEqual([]);
  });
});

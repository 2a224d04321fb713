import type { Reading } from '@shipbell/core/runtime';
import { describe, expect, it } from 'vitest';
import { itemsOf, lazyPages, once, oncePer, type Page } from './repeated-reads.ts';

function page(items: number[], next?: string): Reading<Page<number>> {
  return { value: { items, next }, failure: undefined };
}

const DENIED: Reading<never> = {
  value: undefined,
  failure: { reason: 'denied', isFinal: true, resource: 'the list', action: 'a:List', error: undefined },
};

/**
 * Returns a read of endless pages of one item each, which is the page's number, and the tokens that it was asked with.
 */
function endless() {
  const asked: (string | undefined)[] = [];
  const read = async (after: string | undefined) => {
    asked.push(after);
    const number = Number(after ?? 0);
    return page([number], String(number + 1));
  };
  return { read, asked };
}

async function take(pages: AsyncIterable<Reading<Page<number>>>, count: number): Promise<number[]> {
  const taken: number[] = [];
  for await (const { value } of pages) {
    taken.push(...(value?.items ?? []));
    if (taken.length === count) break;
  }
  return taken;
}

describe('lazyPages', () => {
  it('reads each page once, when the first walk reaches it', async () => {
    const { read, asked } = endless();
    const pages = lazyPages(read, 10);
    expect(await take(pages(), 2)).toEqual([0, 1]);
    expect(await take(pages(), 3)).toEqual([0, 1, 2]);
    expect(asked).toEqual([undefined, '1', '2']);
  });

  it('reads each page once for two walks at the same time', async () => {
    const { read, asked } = endless();
    const pages = lazyPages(read, 10);
    expect(await Promise.all([take(pages(), 2), take(pages(), 2)])).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(asked).toHaveLength(2);
  });

  it('ends after the greatest number of pages', async () => {
    const { read } = endless();
    expect(await take(lazyPages(read, 3)(), 99)).toEqual([0, 1, 2]);
  });

  it('ends with the last page', async () => {
    expect(await take(lazyPages(async () => page([7]), 3)(), 99)).toEqual([7]);
  });

  it('gives every walk the same failure, as the last page', async () => {
    let reads = 0;
    const pages = lazyPages<number>(async () => (reads++ === 0 ? page([0], '1') : DENIED), 3);
    for (const _again of [1, 2]) {
      const seen = [];
      for await (const one of pages()) seen.push(one);
      expect(seen).toEqual([page([0], '1'), DENIED]);
    }
    expect(reads).toBe(2);
  });
});

describe('itemsOf', () => {
  it('returns the items of all pages', async () => {
    expect(await itemsOf(lazyPages(endless().read, 3)())).toEqual({ value: [0, 1, 2], failure: undefined });
  });

  it('returns the failure of a page that cannot be read', async () => {
    expect(await itemsOf(lazyPages(async (after) => (after ? DENIED : page([0], '1')), 3)())).toBe(DENIED);
  });
});

it('once makes its read once, and oncePer makes it once for each key', async () => {
  let reads = 0;
  const one = once(async () => ++reads);
  expect([await one(), await one()]).toEqual([1, 1]);
  const per = oncePer(async (key) => `${key}${++reads}`);
  expect([await per('a'), await per('b'), await per('a')]).toEqual(['a2', 'b3', 'a2']);
});

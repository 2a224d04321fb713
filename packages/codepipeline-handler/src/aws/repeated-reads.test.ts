import { describe, expect, it } from 'vitest';
import { lazyPages, once, oncePer } from './repeated-reads.ts';

/** Endless pages of one item each, which is the page's number; and the tokens that they were asked with. */
function endless() {
  const asked: (string | undefined)[] = [];
  const read = async (after: string | undefined) => {
    asked.push(after);
    const number = Number(after ?? 0);
    return { items: [number], next: String(number + 1) };
  };
  return { read, asked };
}

async function take(pages: AsyncIterable<{ items: readonly number[] }>, count: number): Promise<number[]> {
  const taken: number[] = [];
  for await (const { items } of pages) {
    taken.push(...items);
    if (taken.length === count) break;
  }
  return taken;
}

describe('lazyPages', () => {
  it('reads a page when somebody gets there, and never again', async () => {
    const { read, asked } = endless();
    const pages = lazyPages(read, 10);
    expect(await take(pages(), 2)).toEqual([0, 1]);
    expect(await take(pages(), 3)).toEqual([0, 1, 2]);
    expect(asked).toEqual([undefined, '1', '2']);
  });

  it('reads a page once for two who come together', async () => {
    const { read, asked } = endless();
    const pages = lazyPages(read, 10);
    expect(await Promise.all([take(pages(), 2), take(pages(), 2)])).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(asked).toHaveLength(2);
  });

  it('ends at its limit', async () => {
    const { read } = endless();
    expect(await take(lazyPages(read, 3)(), 99)).toEqual([0, 1, 2]);
  });

  it('ends with the last page', async () => {
    expect(await take(lazyPages(async () => ({ items: [7], next: undefined }), 3)(), 99)).toEqual([7]);
  });

  it('fails alike for everybody', async () => {
    const pages = lazyPages<number>(async () => Promise.reject(new Error('denied')), 3);
    await expect(take(pages(), 1)).rejects.toThrow('denied');
    await expect(take(pages(), 1)).rejects.toThrow('denied');
  });
});

it('reads once, or once for each key', async () => {
  let reads = 0;
  const one = once(async () => ++reads);
  expect([await one(), await one()]).toEqual([1, 1]);
  const per = oncePer(async (key) => `${key}${++reads}`);
  expect([await per('a'), await per('b'), await per('a')]).toEqual(['a2', 'b3', 'a2']);
});

import { describe, expect, it } from 'vitest';
import { eachRecord } from './each-record.ts';

describe('eachRecord', () => {
  it('processes every record although one fails, then throws that failure', async () => {
    const done: number[] = [];
    const failure = new Error('two');
    const run = eachRecord([1, 2, 3], async (record) => {
      if (record === 2) throw failure;
      done.push(record);
    });
    await expect(run).rejects.toBe(failure);
    expect(done).toEqual([1, 3]);
  });

  it('throws all failures together', async () => {
    const run = eachRecord([1, 2, 3], async (record) => {
      if (record > 1) throw new Error(`no ${record}`);
    });
    await expect(run).rejects.toThrow('2 of 3 records failed: Error: no 2; Error: no 3');
  });
});

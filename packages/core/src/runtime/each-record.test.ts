import { describe, expect, it } from 'vitest';
import { eachRecord } from './each-record.ts';

function failing(...failures: readonly number[]) {
  const done: number[] = [];
  const process = async (record: number) => {
    if (failures.includes(record)) throw new Error(`no ${record}`);
    done.push(record);
  };
  return { done, process };
}

describe('eachRecord', () => {
  it('processes every record although one fails, then throws which one failed and why', async () => {
    const { done, process } = failing(20);
    await expect(eachRecord([10, 20, 30], process)).rejects.toThrow('1 of 3 records failed: record 2: Error: no 20');
    expect(done).toEqual([10, 30]);
  });

  it('throws all failures in one error', async () => {
    const run = eachRecord([10, 20, 30], failing(20, 30).process);
    await expect(run).rejects.toThrow('2 of 3 records failed: record 2: Error: no 20; record 3: Error: no 30');
  });

  it('throws the error of the only record as it is', async () => {
    const failure = new Error('one');
    await expect(eachRecord([1], async () => Promise.reject(failure))).rejects.toBe(failure);
  });
});

import { setImmediate as turn } from 'node:timers/promises';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryMetrics } from '../testing/memory.ts';
import { countThrottled, limited } from './aws-client.ts';

/** Returns a limited call that ends when the test ends it, and the ids of the calls that have begun. */
function limitedCalls(most: number) {
  const begun: number[] = [];
  const ends: ((outcome: 'done' | 'failed') => void)[] = [];
  const call = limited(most, (id: number) => {
    begun.push(id);
    return new Promise<number>((resolve, reject) => {
      ends[id] = (outcome) => (outcome === 'done' ? resolve(id) : reject(new Error(`${id} failed`)));
    });
  });
  return { begun, end: (id: number, outcome: 'done' | 'failed' = 'done') => ends[id]?.(outcome), call };
}

describe('limited', () => {
  it('begins a call at once while fewer than the limit run, and the next one when a call ends', async () => {
    const { begun, end, call } = limitedCalls(2);
    const calls = [0, 1, 2].map(call);
    await turn();
    expect(begun).toEqual([0, 1]);
    end(1);
    expect(await calls[1]).toBe(1);
    await turn();
    expect(begun).toEqual([0, 1, 2]);
  });

  it('begins the next call when one fails, and rejects the one that failed', async () => {
    const { begun, end, call } = limitedCalls(1);
    const failing = call(0);
    const next = call(1);
    await turn();
    end(0, 'failed');
    await expect(failing).rejects.toThrow('0 failed');
    await turn();
    expect(begun).toEqual([0, 1]);
    end(1);
    expect(await next).toBe(1);
  });

  it('runs every call in order, and never more side by side than the limit', async () => {
    const ends = fc.infiniteStream(fc.nat());
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 12 }),
        ends,
        async (most, count, picks) => {
          const { begun, end, call } = limitedCalls(most);
          const ids = Array.from({ length: count }, (_, id) => id);
          const calls = ids.map(call);
          const running = new Set<number>();
          for (let ended = 0; ended < count; ended += 1) {
            await turn();
            for (const id of begun.slice(ended + running.size)) running.add(id);
            expect(running.size).toBe(Math.min(most, count - ended));
            const one = [...running][picks.next().value % running.size] ?? 0;
            running.delete(one);
            end(one);
          }
          expect(await Promise.all(calls)).toEqual(ids);
          expect(begun).toEqual(ids);
        },
      ),
    );
  });
});

describe('countThrottled', () => {
  /** Returns how many calls are counted where AWS answers every try of a call with this error. */
  async function counted(name: string) {
    const { metrics, noted } = memoryMetrics();
    const refuse = async () => {
      throw Object.assign(new Error('no'), { name, $retryable: {} });
    };
    const client = new SQSClient({
      region: 'eu-west-1',
      maxAttempts: 2,
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      requestHandler: { handle: refuse },
    });
    await expect(countThrottled(client, metrics).send(new GetQueueUrlCommand({ QueueName: 'q' }))).rejects.toThrow(
      'no',
    );
    return noted;
  }

  it('counts every try that AWS throttles, and nothing else that fails', async () => {
    expect(await counted('ThrottlingException')).toEqual([{ ThrottledReads: 1 }, { ThrottledReads: 1 }]);
    expect(await counted('AccessDeniedException')).toEqual([]);
  });
});

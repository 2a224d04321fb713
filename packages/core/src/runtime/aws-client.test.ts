import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limited } from './aws-client.ts';

/** Calls that end when they are told to; which have begun. */
function held(most: number) {
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

it('begins a call at once while there is room, and the next when one ends', async () => {
  const { begun, end, call } = held(2);
  const calls = [0, 1, 2].map(call);
  await turn();
  expect(begun).toEqual([0, 1]);
  end(1);
  expect(await calls[1]).toBe(1);
  await turn();
  expect(begun).toEqual([0, 1, 2]);
});

it('gives the room of a call that failed to the next, and tells its caller', async () => {
  const { begun, end, call } = held(1);
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

it('runs every call, in order, and never more side by side than it may', async () => {
  const ends = fc.infiniteStream(fc.nat());
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 12 }),
      ends,
      async (most, count, picks) => {
        const { begun, end, call } = held(most);
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

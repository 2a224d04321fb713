import { afterEach, describe, expect, it, vi } from 'vitest';
import { warmUp } from './warm-up.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('warmUp', () => {
  it('resolves when the work is done, and leaves its signal alone', async () => {
    vi.useFakeTimers();
    let given: AbortSignal | undefined;
    await warmUp(async (signal) => {
      given = signal;
    });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(given?.aborted).toBe(false);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['rejects', () => Promise.reject(new Error('no'))],
    [
      'throws at once',
      () => {
        throw new Error('no');
      },
    ],
  ])('resolves where the work %s, so that the function starts all the same', async (_how, work) => {
    await expect(warmUp(work)).resolves.toBeUndefined();
  });

  it('stops after two seconds, and reports that to the work', async () => {
    vi.useFakeTimers();
    let stopped = 0;
    const begin = Date.now();
    const warm = warmUp((signal) => {
      signal.addEventListener('abort', () => {
        stopped = Date.now() - begin;
      });
      return new Promise(() => {});
    });
    await vi.advanceTimersByTimeAsync(2_000);
    await expect(warm).resolves.toBeUndefined();
    expect(stopped).toBe(2_000);
  });
});

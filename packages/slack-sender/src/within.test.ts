import { describe, expect, it } from 'vitest';
import { within } from './within.ts';

describe('within', () => {
  it('hands on what the call gives', async () => {
    expect(await within(60_000, async () => 'answer')).toBe('answer');
    await expect(within(60_000, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });

  it('ends a call that heeds the signal, and does not wait for one that does not', async () => {
    let seen: AbortSignal | undefined;
    const never = (signal: AbortSignal) => {
      seen = signal;
      return new Promise<never>(() => undefined);
    };
    await expect(within(1, never)).rejects.toThrow('no answer within 1 ms');
    expect(seen?.aborted).toBe(true);
  });
});

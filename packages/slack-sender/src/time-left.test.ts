import { describe, expect, it } from 'vitest';
import { delivered, payloadRefused, record, setUp, texts, transient } from './testing/set-up-sender.ts';
import { within } from './time-left.ts';

describe('the sender, with little time left,', () => {
  it('returns records for which there is no time to the queue, without a wait where one before them was delivered', async () => {
    const { run, delays, posts } = setUp();
    expect(await run([record('1'), record('2'), record('3')], 20_500)).toEqual([]);
    expect(await run([record('4'), record('5')], 16_500)).toEqual(['5']);
    expect(texts(posts)).toEqual(['1', '2', '3', '4']);
    expect(delays).toEqual([{ ids: ['5'], seconds: 0 }]);
  });

  it('backs off where there is no time even for the first record', async () => {
    const { run, delays, posts } = setUp();
    expect(await run([record('1', { receives: 2 }), record('2')], 10_000)).toEqual(['1', '2']);
    expect(posts).toEqual([]);
    expect(delays).toEqual([{ ids: ['1', '2'], seconds: 20 }]);
  });

  it('does not begin to dead-letter a message where the time may not be enough', async () => {
    const { run, deadLettered } = setUp();
    const malformed = record('1', { body: 'no JSON' });
    expect(await run([malformed], 9_999)).toEqual(['1']);
    expect(deadLettered).toEqual([]);
    expect(await run([malformed], 10_000)).toEqual([]);
    expect(deadLettered).toHaveLength(1);
  });

  it('does not wait for a short Retry-After where the time is not enough', async () => {
    const { run, pauses, posts } = setUp([transient(5)]);
    expect(await run([record('1')], 20_000)).toEqual(['1']);
    expect(posts).toHaveLength(1);
    expect(pauses).toEqual([]);
  });

  it('does not dead-letter an original where there is no time to send its plain text', async () => {
    const { run, deadLettered, posts } = setUp([payloadRefused]);
    expect(await run([record('1')], 21_000)).toEqual([]);
    expect(deadLettered).toHaveLength(1);
    const short = setUp([delivered, payloadRefused]);
    await short.run([record('1')]);
    expect(await short.run([record('2')], 21_999)).toEqual(['2']);
    expect(short.deadLettered).toEqual([]);
    expect(posts).toHaveLength(2);
  });
});

describe('within', () => {
  it('returns what the call returns, and throws what it throws', async () => {
    expect(await within(60_000, async () => 'answer')).toBe('answer');
    await expect(within(60_000, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });

  it('aborts a call that takes too long, and does not wait for one that heeds no signal', async () => {
    let seen: AbortSignal | undefined;
    const never = (signal: AbortSignal) => {
      seen = signal;
      return new Promise<never>(() => undefined);
    };
    await expect(within(1, never)).rejects.toThrow('no answer within 1 ms');
    expect(seen?.aborted).toBe(true);
  });
});

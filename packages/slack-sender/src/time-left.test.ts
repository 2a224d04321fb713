import { describe, expect, it } from 'vitest';
import { delivered, payloadRefused, record, setUp, texts, transient } from './testing/set-up-sender.ts';

describe('the time that an invocation has left', () => {
  it('gives back what there is no time for: at once behind a delivered one, untouched', async () => {
    const { run, delays, posts } = setUp();
    expect(await run([record('1'), record('2'), record('3')], 20_500)).toEqual([]);
    expect(await run([record('4'), record('5')], 16_500)).toEqual(['5']);
    expect(texts(posts)).toEqual(['1', '2', '3', '4']);
    expect(delays).toEqual([{ ids: ['5'], seconds: 0 }]);
  });

  it('backs off where there is no time even for the first', async () => {
    const { run, delays, posts } = setUp();
    expect(await run([record('1', { receives: 2 }), record('2')], 10_000)).toEqual(['1', '2']);
    expect(posts).toEqual([]);
    expect(delays).toEqual([{ ids: ['1', '2'], seconds: 20 }]);
  });

  it('begins no letter to the dead-letter queue that it does not hold', async () => {
    const { run, deadLetters } = setUp();
    const malformed = record('1', { body: 'no JSON' });
    expect(await run([malformed], 9_999)).toEqual(['1']);
    expect(deadLetters).toEqual([]);
    expect(await run([malformed], 10_000)).toEqual([]);
    expect(deadLetters).toHaveLength(1);
  });

  it('does not wait for a short Retry-After that the time left does not hold', async () => {
    const { run, pauses, posts } = setUp([transient(5)]);
    expect(await run([record('1')], 20_000)).toEqual(['1']);
    expect(posts).toHaveLength(1);
    expect(pauses).toEqual([]);
  });

  it('keeps no original for which there is no time to send the plain text', async () => {
    const { run, deadLetters, posts } = setUp([payloadRefused]);
    expect(await run([record('1')], 21_000)).toEqual([]);
    expect(deadLetters).toHaveLength(1);
    const short = setUp([delivered, payloadRefused]);
    await short.run([record('1')]);
    expect(await short.run([record('2')], 21_999)).toEqual(['2']);
    expect(short.deadLetters).toEqual([]);
    expect(posts).toHaveLength(2);
  });
});

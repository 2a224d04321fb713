import { checkSlackPayload } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { empty500, payloadRefused, record, setUp, texts, transient } from './testing/set-up-sender.ts';

describe('a payload that Slack refuses', () => {
  it('sends the plain text once when the payload is refused, and keeps the original', async () => {
    const { run, posts, deadLetters } = setUp([payloadRefused]);
    expect(await run([record('1')])).toEqual([]);
    expect(texts(posts)).toEqual(['1', expect.stringContaining('Slack refused the rich form')]);
    expect(deadLetters).toEqual([{ id: '1', reason: 'payload_refused', detail: '400 invalid_blocks' }]);
    expect(checkSlackPayload(posts[1]?.body ?? '').status).toBe(200);
  });

  it('cuts a plain text that the note would make too long', async () => {
    const { run, posts } = setUp([payloadRefused]);
    await run([record('1', { body: JSON.stringify({ text: 'x'.repeat(5_000) }) })]);
    const [, text] = texts(posts);
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(text).toMatch(/x…\n_Slack refused/);
  });

  it('replaces half an emoji, which Slack refuses in a plain text as well', async () => {
    const { run, posts } = setUp([payloadRefused]);
    expect(await run([record('1', { body: '{"text":"half \\ud83d"}' })])).toEqual([]);
    expect(texts(posts)[1]).toContain('half \ufffd\n_Slack refused');
  });

  it('keeps a message whose plain text is refused too', async () => {
    const { run, deadLetters } = setUp([payloadRefused, payloadRefused]);
    expect(await run([record('1')])).toEqual([]);
    expect(deadLetters).toMatchObject([{ reason: 'payload_refused' }, { id: '1', reason: 'plain_text_refused' }]);
  });

  it('tries again later when the plain text meets an outage, with the original kept already', async () => {
    const { run, deadLetters } = setUp([payloadRefused, transient()]);
    expect(await run([record('1')])).toEqual(['1']);
    expect(deadLetters).toMatchObject([{ id: '1', reason: 'payload_refused' }]);
  });

  it('posts no plain text while the dead-letter queue refuses the original', async () => {
    const { run, posts, deadLetters, fault } = setUp([payloadRefused, payloadRefused, payloadRefused]);
    fault.deadLetters = true;
    expect(await run([record('1')])).toEqual(['1']);
    expect(await run([record('1', { receives: 2 })])).toEqual(['1']);
    fault.deadLetters = false;
    expect(await run([record('1', { receives: 3 })])).toEqual([]);
    expect(texts(posts)).toEqual(['1', '1', '1', expect.stringContaining('Slack refused the rich form')]);
    expect(deadLetters).toMatchObject([{ id: '1', reason: 'payload_refused' }]);
  });

  it('takes a second empty 500 as a refusal of the payload where the plain text is taken', async () => {
    const { run, posts, deadLetters } = setUp([empty500, empty500]);
    expect(await run([record('1')])).toEqual([]);
    expect(texts(posts)).toEqual(['1', '1', expect.stringContaining('Slack refused the rich form')]);
    expect(deadLetters).toMatchObject([{ reason: 'payload_refused' }]);
  });

  it('posts a plain text once, though the dead-letter queue refuses the form that got empty 500s', async () => {
    const { run, posts, fault } = setUp([empty500, empty500]);
    fault.deadLetters = true;
    expect(await run([record('1')])).toEqual([]);
    expect(texts(posts)).toEqual(['1', '1', expect.stringContaining('Slack refused the rich form')]);
  });

  it('delivers after a stray empty 500', async () => {
    const { run, posts, deadLetters } = setUp([empty500]);
    expect(await run([record('1')])).toEqual([]);
    expect(posts).toHaveLength(2);
    expect(deadLetters).toEqual([]);
  });

  it.each([empty500, transient()])('takes empty 500s as an outage where the plain text gets %j', async (answer) => {
    const { run, posts, deadLetters, delays } = setUp([empty500, empty500, answer, answer]);
    expect(await run([record('1'), record('2')])).toEqual(['1', '2']);
    expect(posts).toHaveLength(3);
    expect(deadLetters).toEqual([]);
    expect(delays).toEqual([{ ids: ['1', '2'], seconds: 10 }]);
  });
});

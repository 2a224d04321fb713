import { checkSlackPayload } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { empty500, payloadRefused, record, setUp, texts, transient } from './testing/set-up-sender.ts';

describe('the sender, where Slack refuses a payload,', () => {
  it('sends the plain text once, and dead-letters the original', async () => {
    const { run, posts, deadLettered } = setUp([payloadRefused]);
    expect(await run([record('1')])).toEqual([]);
    expect(texts(posts)).toEqual(['1', expect.stringContaining('Slack refused the rich form')]);
    expect(deadLettered).toEqual([{ id: '1', reason: 'payload_refused', detail: '400 invalid_blocks' }]);
    expect(checkSlackPayload(posts[1]?.body ?? '').status).toBe(200);
  });

  it('cuts a plain text that its note would make too long', async () => {
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

  it('dead-letters a message whose plain text is refused too', async () => {
    const { run, deadLettered } = setUp([payloadRefused, payloadRefused]);
    expect(await run([record('1')])).toEqual([]);
    expect(deadLettered).toMatchObject([{ id: '1', reason: 'plain_text_refused' }]);
  });

  it('keeps nothing while Slack is down for the plain text, and the original once when that is delivered', async () => {
    const { run, deadLettered } = setUp([payloadRefused, transient(), payloadRefused, transient(), payloadRefused]);
    expect(await run([record('1')])).toEqual(['1']);
    expect(await run([record('1', { receives: 2 })])).toEqual(['1']);
    expect(deadLettered).toEqual([]);
    expect(await run([record('1', { receives: 3 })])).toEqual([]);
    expect(deadLettered).toMatchObject([{ id: '1', reason: 'payload_refused' }]);
  });

  const withImage = JSON.stringify({
    text: '1',
    attachments: [
      {
        color: '#2eb67d',
        blocks: [
          {
            type: 'section',
            text: { type: 'mrkdwn', text: 'done' },
            accessory: { type: 'image', image_url: 'https://example.com/gone.png', alt_text: 'logo' },
          },
        ],
      },
    ],
  });

  it('sends a message without the images that Slack could not fetch, and keeps nothing', async () => {
    const { run, posts, deadLettered } = setUp([payloadRefused]);
    expect(await run([record('1', { body: withImage })])).toEqual([]);
    expect(posts).toHaveLength(2);
    expect(posts[1]?.body).toContain('"text":"done"');
    expect(posts[1]?.body).not.toContain('image');
    expect(checkSlackPayload(posts[1]?.body ?? '').status).toBe(200);
    expect(deadLettered).toEqual([]);
  });

  it('leaves the text of a message that is otherwise all images', async () => {
    const image = { type: 'image', image_url: 'https://example.com/gone.png', alt_text: 'chart' };
    const { run, posts } = setUp([payloadRefused]);
    await run([
      record('1', {
        body: JSON.stringify({ text: '1', blocks: [image], attachments: [{ image_url: 'x', blocks: [image] }] }),
      }),
    ]);
    expect(JSON.parse(posts[1]?.body ?? '')).toEqual({ text: '1' });
  });

  it('sends the plain text where Slack refuses the message without its images too', async () => {
    const { run, posts, deadLettered } = setUp([payloadRefused, payloadRefused]);
    expect(await run([record('1', { body: withImage })])).toEqual([]);
    expect(texts(posts)).toEqual(['1', '1', expect.stringContaining('Slack refused the rich form')]);
    expect(deadLettered).toMatchObject([{ reason: 'payload_refused' }]);
  });

  it('takes a second empty 500 as a refusal of the payload where the plain text is taken', async () => {
    const { run, posts, deadLettered } = setUp([empty500, empty500]);
    expect(await run([record('1')])).toEqual([]);
    expect(texts(posts)).toEqual(['1', '1', expect.stringContaining('Slack refused the rich form')]);
    expect(deadLettered).toMatchObject([{ reason: 'payload_refused' }]);
  });

  it.each([
    [[payloadRefused], 1],
    [[empty500, empty500], 2],
  ])('posts a plain text once, though the dead-letter queue refuses the original (%j)', async (answers, tries) => {
    const { run, posts, fault, lines } = setUp([...answers]);
    fault.deadLetterQueue = true;
    expect(await run([record('1')])).toEqual([]);
    expect(texts(posts)).toEqual([...Array(tries).fill('1'), expect.stringContaining('Slack refused the rich form')]);
    expect(lines.map(({ message }) => message)).toContain(
      'The rich form could not be kept; its plain text is delivered',
    );
  });

  it('delivers a message after a stray empty 500', async () => {
    const { run, posts, deadLettered } = setUp([empty500]);
    expect(await run([record('1')])).toEqual([]);
    expect(posts).toHaveLength(2);
    expect(deadLettered).toEqual([]);
  });

  it.each([empty500, transient()])(
    'takes empty 500s as an outage where the answer to the plain text is %j',
    async (answer) => {
      const { run, posts, deadLettered, delays } = setUp([empty500, empty500, answer, answer]);
      expect(await run([record('1'), record('2')])).toEqual(['1', '2']);
      expect(posts).toHaveLength(3);
      expect(deadLettered).toEqual([]);
      expect(delays).toEqual([{ ids: ['1', '2'], seconds: 10 }]);
    },
  );
});

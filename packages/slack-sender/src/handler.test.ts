import { checkSlackPayload, memoryLogger } from '@shipbell/core/testing';
import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createHandler } from './handler.ts';
import { createPace } from './pace.ts';
import type { SlackAnswer } from './slack-answer.ts';
import { queueRecord } from './testing/queue-record.ts';
import { createWebhooks } from './webhooks.ts';

const URL_1 = 'https://hooks.slack.com/services/T0/B0/one';
const URL_2 = 'https://hooks.slack.com/services/T0/B0/two';

const delivered: SlackAnswer = { kind: 'delivered' };
const transient = (retryAfterSeconds?: number): SlackAnswer => ({
  kind: 'transient',
  reason: '429',
  retryAfterSeconds,
});
const empty500: SlackAnswer = { kind: 'empty_500', reason: '500' };
/** Slack's answer to an empty text. */
const nothingRefused: SlackAnswer = { kind: 'payload_refused', reason: '400 no_text' };
const payloadRefused: SlackAnswer = { kind: 'payload_refused', reason: '400 invalid_blocks' };
const destinationRefused: SlackAnswer = { kind: 'destination_refused', reason: '410 channel_is_archived' };

/** The sender with Slack's answers in order (delivered after the last) and everything that it did. */
const setUp = (answers: SlackAnswer[] = [], parameters: Record<string, string> = { '/dev/SLACK_URL': URL_1 }) => {
  const posts: { url: string; body: string }[] = [];
  const deadLetters: { id: string; reason: string; detail: string }[] = [];
  const delays: { ids: string[]; seconds: number }[] = [];
  const pauses: number[] = [];
  const clock = { now: 0 };
  const fault = { deadLetters: false };
  const { log, lines } = memoryLogger();
  const handler = createHandler({
    environment: 'dev',
    log,
    webhooks: createWebhooks(async (name) => {
      const value = parameters[name];
      return value === undefined ? { kind: 'missing' } : { kind: 'value', value };
    }, '/dev/SLACK_URL'),
    postMessage: async (url, body) => {
      posts.push({ url, body });
      return answers.shift() ?? delivered;
    },
    deadLetter: async ({ messageId }, reason, detail) => {
      if (fault.deadLetters) throw new Error('SQS is not there');
      deadLetters.push({ id: messageId, reason, detail });
    },
    delayGroup: async (records, seconds) =>
      void delays.push({ ids: records.map(({ messageId }) => messageId), seconds }),
    nextTurn: createPace(() => clock.now),
    random: () => 0,
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
      clock.now += milliseconds;
    },
  });
  const run = async (records: SQSRecord[], remaining = 60_000) => {
    const end = clock.now + remaining;
    const { batchItemFailures } = await handler(
      { Records: records },
      { getRemainingTimeInMillis: () => end - clock.now },
    );
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { run, posts, deadLetters, delays, pauses, parameters, fault, lines };
};

const texts = (posts: { body: string }[]) => posts.map(({ body }) => JSON.parse(body).text);
const record = (id: string, change: Parameters<typeof queueRecord>[0] = {}) =>
  queueRecord({ id, body: JSON.stringify({ text: id }), ...change });

describe('the sender', () => {
  it('posts each message as it is, in the order of its group', async () => {
    const { run, posts } = setUp();
    expect(await run([record('1'), record('2')])).toEqual([]);
    expect(posts).toEqual([
      { url: URL_1, body: '{"text":"1"}' },
      { url: URL_1, body: '{"text":"2"}' },
    ]);
  });

  it('returns a record that must wait with all that follow it in its group, and no other group’s', async () => {
    const { run, delays, posts } = setUp([delivered, transient(30)], {
      '/dev/SLACK_URL': URL_1,
      '/dev/SLACK_URL/ops': URL_2,
    });
    const ops = { group: 'dev/ops', attributes: { ENV: 'dev', DESTINATION: 'ops' } };
    const failures = await run([record('o1', ops), record('1'), record('2'), record('o2', ops)]);
    expect(failures).toEqual(['1', '2']);
    expect(delays).toEqual([{ ids: ['1', '2'], seconds: 30 }]);
    expect(texts(posts)).not.toContain('2');
    expect(texts(posts)).toContain('o2');
  });

  it('waits for a short Retry-After itself', async () => {
    const { run, pauses, posts } = setUp([transient(2)]);
    expect(await run([record('1')])).toEqual([]);
    expect(pauses).toEqual([2_000]);
    expect(posts).toHaveLength(2);
  });

  it.each([0, 1, 5])('backs off when Slack asks for a short wait of %i s again and again', async (seconds) => {
    const { run, delays, posts } = setUp([transient(seconds), transient(seconds)]);
    expect(await run([record('1', { receives: 3 })])).toEqual(['1']);
    expect(posts).toHaveLength(2);
    expect(delays).toEqual([{ ids: ['1'], seconds: 40 }]);
  });

  it.each([
    [1, 10],
    [2, 20],
    [5, 160],
    [6, 300],
    [49, 300],
  ])('backs off at receive %i by %i seconds where Slack names no time', async (receives, seconds) => {
    const { run, delays } = setUp([transient()]);
    expect(await run([record('1', { receives })])).toEqual(['1']);
    expect(delays).toEqual([{ ids: ['1'], seconds }]);
  });

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

  it('takes a second empty 500 as a refusal of the payload where Slack refuses nothing at all as well', async () => {
    const { run, posts, deadLetters } = setUp([empty500, empty500, nothingRefused]);
    expect(await run([record('1')])).toEqual([]);
    expect(texts(posts)).toEqual(['1', '1', '', expect.stringContaining('Slack refused the rich form')]);
    expect(deadLetters).toMatchObject([{ reason: 'payload_refused' }]);
    expect(checkSlackPayload(posts[2]?.body ?? ''), 'nobody sees it').toMatchObject({ status: 400 });
  });

  it('delivers after a stray empty 500', async () => {
    const { run, posts, deadLetters } = setUp([empty500]);
    expect(await run([record('1')])).toEqual([]);
    expect(posts).toHaveLength(2);
    expect(deadLetters).toEqual([]);
  });

  it.each([empty500, transient(), destinationRefused])(
    'takes empty 500s as an outage where a message of nothing gets %j',
    async (answer) => {
      const { run, posts, deadLetters, delays } = setUp([empty500, empty500, answer, answer]);
      expect(await run([record('1'), record('2')])).toEqual(['1', '2']);
      expect(posts).toHaveLength(3);
      expect(deadLetters).toEqual([]);
      expect(delays).toEqual([{ ids: ['1', '2'], seconds: 10 }]);
    },
  );

  it('posts to a destination once a second, and to two at once', async () => {
    const { run, pauses } = setUp([], { '/dev/SLACK_URL': URL_1, '/dev/SLACK_URL/ops': URL_2 });
    const ops = { group: 'dev/ops', attributes: { ENV: 'dev', DESTINATION: 'ops' } };
    expect(await run([record('1'), record('o1', ops)])).toEqual([]);
    expect(pauses).toEqual([]);
    expect(await run([record('2'), record('3')])).toEqual([]);
    expect(pauses).toEqual([1_000, 1_000]);
  });

  it('puts a message for a dead webhook away at once, and asks SSM again for the next', async () => {
    const { run, deadLetters, posts, parameters } = setUp([destinationRefused]);
    expect(await run([record('1')])).toEqual([]);
    expect(deadLetters).toEqual([{ id: '1', reason: 'destination_refused', detail: '410 channel_is_archived' }]);
    parameters['/dev/SLACK_URL'] = URL_2;
    expect(await run([record('2')])).toEqual([]);
    expect(posts.at(-1)).toEqual({ url: URL_2, body: '{"text":"2"}' });
  });

  it('uses a rotated webhook at once when Slack refuses the old one', async () => {
    const { run, deadLetters, posts, parameters } = setUp([delivered, destinationRefused]);
    await run([record('1')]);
    parameters['/dev/SLACK_URL'] = URL_2;
    expect(await run([record('2')])).toEqual([]);
    expect(posts.map(({ url }) => url)).toEqual([URL_1, URL_1, URL_2]);
    expect(deadLetters).toEqual([]);
  });

  it.each([
    ['placeholder', 'webhook_placeholder', { '/dev/SLACK_URL': 'placeholder' }],
    ['missing', 'webhook_missing', {}],
  ])('keeps a message whose webhook is %s', async (_name, reason, parameters: Record<string, string>) => {
    const { run, deadLetters, posts } = setUp([], parameters);
    expect(await run([record('1')])).toEqual([]);
    expect(deadLetters).toMatchObject([{ id: '1', reason }]);
    expect(posts).toEqual([]);
  });

  it('puts malformed messages away and delivers the others of the batch', async () => {
    const { run, deadLetters, posts } = setUp();
    const records = [record('1', { body: 'no json' }), record('2', { attributes: { ENV: 'prod' } }), record('3')];
    expect(await run(records)).toEqual([]);
    expect(deadLetters.map(({ id, reason }) => [id, reason])).toEqual([
      ['1', 'malformed_message'],
      ['2', 'wrong_environment'],
    ]);
    expect(texts(posts)).toEqual(['3']);
  });

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

  it('gives a record back when the dead-letter queue or SSM cannot be reached', async () => {
    const { log } = memoryLogger();
    const refuse = async () => {
      throw new Error('SQS is not there');
    };
    const handler = createHandler({
      environment: 'dev',
      log,
      webhooks: createWebhooks(refuse, '/dev/SLACK_URL'),
      postMessage: async () => delivered,
      deadLetter: refuse,
      delayGroup: refuse,
      nextTurn: () => 0,
      random: () => 0,
      pause: async () => undefined,
    });
    const records = [record('1'), record('2', { body: 'no json', group: 'dev/other' })];
    const answer = await handler({ Records: records }, { getRemainingTimeInMillis: () => 60_000 });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '2' }] });
  });

  it('never logs a webhook', async () => {
    const { run, lines } = setUp([payloadRefused, transient(), destinationRefused, transient(60)]);
    await run([record('1'), record('2'), record('3')]);
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(lines)).not.toContain('hooks.slack.com');
  });
});

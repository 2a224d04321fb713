import { describe, expect, it } from 'vitest';
import {
  delivered,
  destinationRefused,
  empty500,
  payloadRefused,
  record,
  setUp,
  texts,
  transient,
  URL_1,
  URL_2,
} from '../testing/set-up-sender.ts';

function ids(from: number, to: number) {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}
function records(from: number, to: number, change: Parameters<typeof record>[1] = {}) {
  return ids(from, to).map((id) => record(id, change));
}

function setUpDigests(...[answers, parameters]: Parameters<typeof setUp>) {
  return setUp(answers, parameters, true);
}

/** Returns what readers see, post by post: the text of a message, or of each line of a digest. */
function shown(posts: { body: string }[]) {
  return posts.map(({ body }) => {
    const { text, attachments } = JSON.parse(body);
    return (
      attachments?.map(({ blocks: [section] }: { blocks: { text: { text: string } }[] }) => section?.text.text) ?? text
    );
  });
}

describe('the sender, for a backlog,', () => {
  it('posts five messages or more as one, in order and at the channel’s pace', async () => {
    const { run, posts, pauses } = setUpDigests();
    expect(await run(records(1, 5))).toEqual([]);
    expect(await run(records(6, 15))).toEqual([]);
    expect(shown(posts)).toEqual([ids(1, 5), ids(6, 15)]);
    expect(pauses).toEqual([1_000]);
  });

  it('posts four messages one by one', async () => {
    const { run, posts } = setUpDigests();
    await run(records(1, 4));
    expect(posts.map(({ body }) => body)).toEqual(ids(1, 4).map((id) => JSON.stringify({ text: id })));
  });

  it('posts its messages one by one where digests are switched off', async () => {
    const { run, posts } = setUp();
    await run(records(1, 10));
    expect(texts(posts)).toEqual(ids(1, 10));
  });

  it('posts ten messages at most as one, should there ever be more', async () => {
    const { run, posts } = setUpDigests();
    await run(records(1, 22));
    expect(shown(posts)).toEqual([ids(1, 10), ids(11, 20), '21', '22']);
  });

  it('folds the messages on both sides of one that may not be folded, and keeps their order', async () => {
    const { run, posts } = setUpDigests();
    const thread = record('t', { body: '{"text":"t","thread_ts":"1.2"}' });
    await run([...records(1, 5), thread, ...records(6, 9)]);
    expect(shown(posts)).toEqual([ids(1, 5), 't', '6', '7', '8', '9']);
    expect(posts[1]?.body).toBe('{"text":"t","thread_ts":"1.2"}');
  });

  it('does not fold messages across a malformed one, which it dead-letters', async () => {
    const { run, posts, deadLettered } = setUpDigests();
    await run([...records(1, 3), record('x', { body: 'no json' }), ...records(4, 9)]);
    expect(shown(posts)).toEqual(['1', '2', '3', ids(4, 9)]);
    expect(deadLettered).toMatchObject([{ id: 'x', reason: 'malformed_message' }]);
  });

  it('posts the messages of one group each to its own destination', async () => {
    const { run, posts } = setUpDigests([], { '/dev/SLACK_URL': URL_1, '/dev/SLACK_URL/ops': URL_2 });
    await run([...records(1, 5), ...records(6, 10, { attributes: { ENV: 'dev', DESTINATION: 'ops' } })]);
    expect(shown(posts)).toEqual([ids(1, 5), ids(6, 10)]);
    expect(posts.map(({ url }) => url)).toEqual([URL_1, URL_2]);
  });

  it('folds the messages of several groups group by group', async () => {
    const { run, posts } = setUpDigests([], { '/dev/SLACK_URL': URL_1, '/dev/SLACK_URL/ops': URL_2 });
    const ops = records(6, 10, { group: 'dev/ops', attributes: { ENV: 'dev', DESTINATION: 'ops' } });
    await run(records(1, 5).flatMap((one, index) => [one, ops[index] ?? one]));
    expect(shown(posts)).toEqual([ids(1, 5), ids(6, 10)]);
  });
});

describe('the sender, for a digest that cannot be delivered,', () => {
  it.each([
    ['refuses it', [payloadRefused], 1],
    ['answers an empty 500 twice', [empty500, empty500], 2],
  ])('sends each of its messages alone where Slack %s', async (_name, answers, refused) => {
    const { run, posts, deadLettered } = setUpDigests([...answers]);
    expect(await run(records(1, 6))).toEqual([]);
    expect(shown(posts).slice(0, refused)).toEqual(Array(refused).fill(ids(1, 6)));
    expect(posts.slice(refused).map(({ body }) => body)).toEqual(ids(1, 6).map((id) => JSON.stringify({ text: id })));
    expect(deadLettered).toEqual([]);
  });

  it('finds the message that Slack does not take', async () => {
    const { run, posts, deadLettered } = setUpDigests([payloadRefused, delivered, payloadRefused]);
    expect(await run(records(1, 5))).toEqual([]);
    expect(shown(posts)).toEqual([
      ids(1, 5),
      '1',
      '2',
      expect.stringContaining('refused the rich form'),
      '3',
      '4',
      '5',
    ]);
    expect(deadLettered).toMatchObject([{ id: '2', reason: 'payload_refused' }]);
  });

  it('returns all its messages to the queue, with those that follow, where Slack asks to wait', async () => {
    const { run, posts, delays } = setUpDigests([delivered, transient(30)]);
    const alone = record('0', { body: '{"text":"0","thread_ts":"1.2"}' });
    expect(await run([alone, ...records(1, 5), { ...alone, messageId: '6' }])).toEqual(ids(1, 6));
    expect(posts).toHaveLength(2);
    expect(delays).toEqual([{ ids: ids(1, 6), seconds: 30 }]);
  });

  it('leaves the messages that are not yet delivered to another invocation, in order', async () => {
    const { run, delays } = setUpDigests([payloadRefused, delivered, delivered, transient()]);
    expect(await run(records(1, 6, { receives: 2 }))).toEqual(ids(3, 6));
    expect(delays).toEqual([{ ids: ids(3, 6), seconds: 20 }]);
  });

  it('dead-letters each message with the reason where Slack refuses the destination', async () => {
    const { run, posts, deadLettered } = setUpDigests([destinationRefused]);
    expect(await run(records(1, 6))).toEqual([]);
    expect(posts).toHaveLength(1);
    expect(deadLettered).toEqual(
      ids(1, 6).map((id) => ({ id, reason: 'destination_refused', detail: '410 channel_is_archived' })),
    );
  });

  it('returns its messages to the queue where there is no webhook, and dead-letters each after half an hour', async () => {
    const { run, posts, deadLettered, delays } = setUpDigests([], {});
    for (let receives = 1; receives <= 13; receives++) {
      expect(await run(records(1, 6, { receives }))).toEqual(ids(1, 6));
    }
    expect(delays.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(1_910);
    expect(await run(records(1, 6, { receives: 14 }))).toEqual([]);
    expect(posts).toEqual([]);
    expect(deadLettered.map(({ id, reason }) => [id, reason])).toEqual(ids(1, 6).map((id) => [id, 'webhook_missing']));
  });

  it('returns its messages to the queue where the dead-letter queue does not take them', async () => {
    const { run, fault, delays } = setUpDigests([destinationRefused]);
    fault.deadLetterQueue = true;
    expect(await run(records(1, 6))).toEqual(ids(1, 6));
    expect(delays).toEqual([{ ids: ids(1, 6), seconds: 10 }]);
  });

  it('does not begin to post it where the time left is not enough', async () => {
    const { run, posts, delays } = setUpDigests();
    expect(await run(records(1, 10), 19_999)).toEqual(ids(1, 10));
    expect(posts).toEqual([]);
    expect(delays).toEqual([{ ids: ids(1, 10), seconds: 10 }]);
  });

  it('leaves the messages that there is no time to send alone to another invocation', async () => {
    const { run, posts, delays } = setUpDigests([payloadRefused]);
    expect(await run(records(1, 10), 20_500)).toEqual(ids(6, 10));
    expect(shown(posts)).toEqual([ids(1, 10), ...ids(1, 5)]);
    expect(delays).toEqual([{ ids: ids(6, 10), seconds: 0 }]);
  });
});

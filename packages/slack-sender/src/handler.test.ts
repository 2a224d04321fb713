import { memoryLogger, memoryMetrics } from '@shipbell/core/testing';
import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createHandler } from './handler.ts';
import { createPatience } from './patience.ts';
import type { SlackAnswer } from './slack-answer.ts';
import {
  delivered,
  destinationRefused,
  payloadRefused,
  record,
  setUp,
  texts,
  transient,
  URL_1,
  URL_2,
} from './testing/set-up-sender.ts';
import { createWebhooks } from './webhooks.ts';

describe('the sender', () => {
  it('posts each message as it is, in the order of its group', async () => {
    const { run, posts } = setUp();
    expect(await run([record('1'), record('2')])).toEqual([]);
    expect(posts).toEqual([
      { url: URL_1, body: '{"text":"1"}' },
      { url: URL_1, body: '{"text":"2"}' },
    ]);
  });

  it('returns a record that must wait to the queue with all that follow it in its group, and none of another group', async () => {
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

  it.each([
    [1, 10],
    [2, 20],
    [5, 160],
    [6, 300],
    [49, 300],
  ])('backs off after receive %i by %i seconds where Slack names no time', async (receives, seconds) => {
    const { run, delays } = setUp([transient()]);
    expect(await run([record('1', { receives })])).toEqual(['1']);
    expect(delays).toEqual([{ ids: ['1'], seconds }]);
  });

  it('backs off by the receives of the record that must wait, not of one before it that is delivered', async () => {
    const { run, delays } = setUp([delivered, transient()]);
    expect(await run([record('1', { receives: 6 }), record('2', { receives: 2 })])).toEqual(['2']);
    expect(delays).toEqual([{ ids: ['2'], seconds: 20 }]);
  });

  it('dead-letters a message for a revoked webhook at once, and asks SSM again for the next', async () => {
    const { run, deadLettered, posts, parameters } = setUp([destinationRefused]);
    expect(await run([record('1')])).toEqual([]);
    expect(deadLettered).toEqual([{ id: '1', reason: 'destination_refused', detail: '410 channel_is_archived' }]);
    parameters['/dev/SLACK_URL'] = URL_2;
    expect(await run([record('2')])).toEqual([]);
    expect(posts.at(-1)).toEqual({ url: URL_2, body: '{"text":"2"}' });
  });

  it('uses a rotated webhook at once when Slack refuses the old one', async () => {
    const { run, deadLettered, posts, parameters } = setUp([delivered, destinationRefused]);
    await run([record('1')]);
    parameters['/dev/SLACK_URL'] = URL_2;
    expect(await run([record('2')])).toEqual([]);
    expect(posts.map(({ url }) => url)).toEqual([URL_1, URL_1, URL_2]);
    expect(deadLettered).toEqual([]);
  });

  it('uses a rotated webhook also where Slack refuses the old one only after a short wait', async () => {
    const { run, deadLettered, posts, parameters } = setUp([delivered, transient(1), destinationRefused]);
    await run([record('1')]);
    parameters['/dev/SLACK_URL'] = URL_2;
    expect(await run([record('2')])).toEqual([]);
    expect(posts.map(({ url }) => url)).toEqual([URL_1, URL_1, URL_1, URL_2]);
    expect(deadLettered).toEqual([]);
  });

  it('forgets a rotated webhook that Slack refuses as well', async () => {
    const { run, deadLettered, posts, parameters } = setUp([delivered, destinationRefused, destinationRefused]);
    await run([record('1')]);
    parameters['/dev/SLACK_URL'] = URL_2;
    await run([record('2')]);
    expect(deadLettered).toMatchObject([{ id: '2', reason: 'destination_refused' }]);
    parameters['/dev/SLACK_URL'] = URL_1;
    expect(await run([record('3')])).toEqual([]);
    expect(posts.at(-1)?.url).toBe(URL_1);
  });

  it('dead-letters a message that a workflow’s trigger took, at once', async () => {
    const { run, deadLettered } = setUp([
      { kind: 'workflow_trigger', reason: '200 (the answer of a workflow’s trigger)' },
    ]);
    expect(await run([record('1')])).toEqual([]);
    expect(deadLettered).toMatchObject([{ id: '1', reason: 'workflow_trigger' }]);
  });

  it.each([
    { kind: 'workflow_trigger', reason: '200 (the answer of a workflow’s trigger)' },
    { kind: 'not_slack', reason: '404 (a body that is not Slack’s)' },
  ] as const)('uses a webhook that was mended at once where the old address answers $kind', async (answer) => {
    const { run, deadLettered, posts, parameters } = setUp([delivered, answer]);
    await run([record('1')]);
    parameters['/dev/SLACK_URL'] = URL_2;
    expect(await run([record('2')])).toEqual([]);
    expect(posts.map(({ url }) => url)).toEqual([URL_1, URL_1, URL_2]);
    expect(deadLettered).toEqual([]);
  });

  it('dead-letters malformed messages and delivers the others of the batch', async () => {
    const { run, deadLettered, posts } = setUp();
    const records = [record('1', { body: 'no json' }), record('2', { attributes: { ENV: 'prod' } }), record('3')];
    expect(await run(records)).toEqual([]);
    expect(deadLettered.map(({ id, reason }) => [id, reason])).toEqual([
      ['1', 'malformed_message'],
      ['2', 'wrong_environment'],
    ]);
    expect(texts(posts)).toEqual(['3']);
  });

  it('dead-letters a record without attributes, as whoever invokes the function by hand may give it', async () => {
    const { run, deadLettered } = setUp();
    const { attributes: _attributes, messageAttributes: _messageAttributes, ...bare } = record('1');
    expect(await run([bare as SQSRecord])).toEqual([]);
    expect(deadLettered).toMatchObject([{ id: '1', reason: 'wrong_environment' }]);
  });

  it('returns a record to the queue when the dead-letter queue or SSM cannot be reached', async () => {
    const { log } = memoryLogger();
    const { metrics, noted } = memoryMetrics();
    const refuse = async () => {
      throw new Error('SQS is not there');
    };
    const handler = createHandler({
      environment: 'dev',
      digestBacklog: false,
      log,
      metrics,
      now: () => 0,
      webhooks: createWebhooks(refuse, '/dev/SLACK_URL'),
      postMessage: async () => delivered,
      sendToDeadLetterQueue: refuse,
      setVisibilityTimeout: refuse,
      patience: createPatience(),
      reportDestination: async () => undefined,
      nextTurn: () => 0,
      random: () => 0,
      pause: async () => undefined,
    });
    const records = [record('1'), record('2', { body: 'no json', group: 'dev/other' })];
    const answer = await handler({ Records: records }, { getRemainingTimeInMillis: () => 60_000 });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '2' }] });
    expect(noted).toEqual([]);
  });

  it.each([
    ['took', delivered, []],
    ['could not take', transient(), ['2']],
  ])('is patient anew with a destination once Slack %s a message there', async (_what, answer, returned) => {
    const notSlack: SlackAnswer = { kind: 'not_slack', reason: '302' };
    const { run, deadLettered } = setUp([notSlack, notSlack, answer, notSlack]);
    await run([record('1')]);
    await run([record('1', { receives: 14 })]);
    expect(deadLettered).toMatchObject([{ id: '1', reason: 'not_slack' }]);
    expect(await run([record('2')])).toEqual(returned);
    expect(await run([record('3')])).toEqual(['3']);
    expect(deadLettered).toHaveLength(1);
  });

  it('writes no webhook to its log', async () => {
    const { run, lines } = setUp([payloadRefused, transient(), destinationRefused, transient(60)]);
    await run([record('1'), record('2'), record('3')]);
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(lines)).not.toContain('hooks.slack.com');
  });
});

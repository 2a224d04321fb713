import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../testing/set-up-doctor.ts';
import { send } from './send.ts';

const SENDER_LOG = '/aws/lambda/shipbell-dev-slack-sender';

interface Lines {
  readonly sender?: readonly object[];
  readonly handler?: readonly object[];
  readonly level?: string;
  /** At which look the sender's log has its lines. */
  readonly fromLook?: number;
}

/** Returns AWS's answers where the functions have these lines on the event, and what was published. */
function cloud({ sender = [], handler = [], level = 'info', fromLook = 1 }: Lines) {
  const published: Record<string, unknown>[] = [];
  let looks = 0;
  const events = (lines: readonly object[]) => ({
    events: lines.map((line) => ({ message: `2024-11-01T06:00:01.000Z\tr-1\tINFO\t${JSON.stringify(line)}\n` })),
  });
  const answers = {
    GetFunctionConfiguration: { Environment: { Variables: { LOG_LEVEL: level } } },
    GetQueueUrl: { QueueUrl: 'https://sqs/shipbell-dev-slack.fifo' },
    GetQueueAttributes: { Attributes: { DelaySeconds: '60' } },
    Publish: (input: Record<string, unknown>) => {
      published.push(input);
      return { MessageId: 'm-1' };
    },
    FilterLogEvents: ({ logGroupName, filterPattern }: Record<string, unknown>) => {
      expect(filterPattern).toBe('"m-1"');
      if (logGroupName !== SENDER_LOG) return events(handler);
      looks += 1;
      return events(looks >= fromLook ? sender : []);
    },
  };
  return { answers, published, looks: () => looks };
}

const delivered = { level: 'info', message: 'Delivered', correlationId: 'm-1' };
const waits = { level: 'warn', message: 'Not delivered yet', reason: '503', correlationId: 'm-1' };

describe('send', () => {
  it('publishes one event to the topic, and waits for Slack’s answer', async () => {
    const { answers, published } = cloud({ sender: [waits, delivered], fromLook: 3 });
    expect(await findingsOf(send, answers)).toEqual([
      { kind: 'ok', what: 'Slack took it, 4 s after it was sent as m-1' },
    ]);
    expect(published).toEqual([
      {
        TopicArn: 'arn:aws:sns:eu-west-1:123456789012:shipbell-dev-deployments',
        Subject: 'Test of Shipbell',
        Message: 'sent by "scripts/doctor dev --send"; nothing was deployed',
      },
    ]);
  });

  it('fails where the sender gave it up, with the reason', async () => {
    const givenUp = { message: 'To the dead-letter queue', reason: 'destination_refused', detail: '404 no_service' };
    expect(await findingsOf(send, cloud({ sender: [givenUp] }).answers)).toEqual([
      {
        kind: 'failed',
        what: 'The sender gave it up: destination_refused (404 no_service).',
        type: './scripts/redrive dev',
      },
    ]);
  });

  it('waits two minutes beyond the queue’s delay, and then says where the event is', async () => {
    const waiting = cloud({ sender: [waits] });
    expect(await findingsOf(send, waiting.answers)).toEqual([
      {
        kind: 'failed',
        what: 'The sender could not deliver m-1 yet: 503.',
        type: 'aws logs tail /aws/lambda/shipbell-dev-slack-sender --since 1d',
      },
    ]);
    expect(waiting.looks()).toBe(91);
    const onQueue = cloud({ handler: [{ message: 'Put on the queue' }] });
    expect(await findingsOf(send, onQueue.answers)).toMatchObject([
      { kind: 'failed', what: expect.stringContaining('m-1 was put on shipbell-dev-slack.fifo') },
    ]);
    expect(await findingsOf(send, cloud({}).answers)).toMatchObject([
      { kind: 'failed', type: 'aws logs tail /aws/lambda/shipbell-dev-codepipeline-handler --since 1d' },
    ]);
  });

  it('sends it and does not wait where the sender logs no answer', async () => {
    const { answers, published, looks } = cloud({ level: 'warn' });
    expect(await findingsOf(send, answers)).toMatchObject([{ kind: 'unknown' }]);
    expect([published.length, looks()]).toEqual([1, 0]);
  });
});

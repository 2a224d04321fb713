import {
  CreateQueueCommand,
  type MessageAttributeValue,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { awsClients } from '../clients.ts';
import { untilClosing } from '../closing.ts';
import { startGateway } from '../gateway/gateway.ts';
import { queueService } from '../sqs/queues.ts';
import { refusing, stubService } from '../testing/stub-service.ts';
import { runMapping } from './event-source-mapping.ts';
import type { Reply } from './invocation.ts';

const ARN = 'arn:aws:sqs:ap-northeast-2:123456789012:messages.fifo';
/** So small that a visibility timeout of an hour ends at once. It lasts as long as the function's timeout and a second more. */
const TIME_SCALE = 1e-6;

/**
 * Starts a queue whose messages go to a function that answers with `reply`, and lists the events that the function got. SQS
 * refuses one call of each operation in `refused`.
 */
async function start(reply: (event: SQSEvent) => Reply | Promise<Reply>, ...refused: string[]) {
  const account = '123456789012';
  const stop = new AbortController();
  const moto = stubService().service;
  const queues = queueService({ account, moto, timeScale: TIME_SCALE, closing: stop.signal });
  const gateway = await startGateway(refusing(refused, queues));
  onTestFinished(async () => {
    stop.abort();
    await gateway.close();
  });
  const { sqs } = awsClients(gateway.url, 'ap-northeast-2');
  const Attributes = { FifoQueue: 'true', VisibilityTimeout: '3600' };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'messages.fifo', Attributes }));
  const events: SQSEvent[] = [];
  const invoke = async (event: unknown) => {
    events.push(event as SQSEvent);
    return reply(event as SQSEvent);
  };
  const lambda = { name: 'f', arn: 'arn:aws:lambda:ap-northeast-2:123456789012:function:f', timeout: 1, invoke };
  const mapping = { EventSourceArn: ARN, BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures' as const] };
  const options = { mapping, lambda, sqs, timeScale: TIME_SCALE, closing: stop.signal };
  void untilClosing(stop.signal, runMapping(options));
  const sendMessage = (body: string, group: string, MessageAttributes?: Record<string, MessageAttributeValue>) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: body,
        ...(MessageAttributes && { MessageAttributes }),
      }),
    );
  const sendTogether = (group: string, ...bodies: string[]) => {
    const Entries = bodies.map((body) => {
      return { Id: body, MessageBody: body, MessageGroupId: group, MessageDeduplicationId: body };
    });
    return sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  };
  const batches = () => events.map(({ Records }) => Records.map(({ body }) => body));
  return { events, sendMessage, sendTogether, batches, bodies: () => batches().flat() };
}

const SOON = { timeout: 30_000 };

describe('runMapping', () => {
  it('invokes the function with messages in the form that Lambda gives them', async () => {
    const { events, sendMessage } = await start(() => ({ result: null }));
    await sendMessage('hello', 'group', { ENV: { DataType: 'String', StringValue: 'dev' } });
    await expect.poll(() => events, SOON).toHaveLength(1);
    expect(events[0]).toEqual({
      Records: [
        {
          messageId: expect.any(String),
          receiptHandle: expect.any(String),
          body: 'hello',
          attributes: {
            SenderId: expect.any(String),
            SentTimestamp: expect.stringMatching(/^\d{13}$/),
            ApproximateReceiveCount: '1',
            ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
            MessageGroupId: 'group',
            MessageDeduplicationId: 'hello',
            SequenceNumber: expect.stringMatching(/^\d+$/),
          },
          messageAttributes: {
            ENV: { stringValue: 'dev', stringListValues: [], binaryListValues: [], dataType: 'String' },
          },
          md5OfBody: '5d41402abc4b2a76b9719d911017c592',
          md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
          eventSource: 'aws:sqs',
          eventSourceARN: ARN,
          awsRegion: 'ap-northeast-2',
        },
      ],
    });
  });

  it('delivers failed messages again, in order, and done messages no more', { timeout: 40_000 }, async () => {
    let attempts = 0;
    const { sendTogether, batches } = await start(({ Records }) => {
      attempts += 1;
      const failed = Records.slice(attempts - 1);
      return { result: { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) } };
    });
    await sendTogether('group', 'first', 'second', 'third');
    await expect.poll(batches, SOON).toEqual([
      ['first', 'second', 'third'],
      ['first', 'second', 'third'],
      ['second', 'third'],
    ]);
  });

  it('goes on when SQS refuses ReceiveMessage', { timeout: 40_000 }, async () => {
    const { sendMessage, bodies } = await start(() => ({ result: null }), ...Array(20).fill('ReceiveMessage'));
    await sendMessage('patient', 'group');
    await expect.poll(bodies, SOON).toEqual(['patient']);
  });

  it('delivers a message that SQS did not delete once more, before the next one of its group', {
    timeout: 40_000,
  }, async () => {
    const { sendMessage, bodies } = await start(() => ({ result: null }), 'DeleteMessageBatch');
    await sendMessage('first', 'group');
    await expect.poll(bodies, SOON).toEqual(['first']);
    await sendMessage('second', 'group');
    await expect.poll(() => bodies().at(-1), SOON).toBe('second');
    expect(bodies().slice(0, 3)).toEqual(['first', 'first', 'second']);
  });

  it('invokes the function with one batch of a group at a time, and with other groups beside it', {
    timeout: 40_000,
  }, async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { sendMessage, bodies } = await start(async ({ Records: [record] }) => {
      if (record?.body === 'slow') await released;
      return { result: null };
    });
    await sendMessage('slow', 'one');
    await expect.poll(bodies, SOON).toEqual(['slow']);
    await sendMessage('behind it', 'one');
    await sendMessage('beside it', 'other');
    await expect.poll(bodies, SOON).toEqual(['slow', 'beside it']);
    release();
    await expect.poll(bodies, SOON).toEqual(['slow', 'beside it', 'behind it']);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { awsClients } from './clients.ts';
import { startGateway } from './gateway.ts';
import { queueService } from './queues.ts';
import { stubService } from './testing/stub-service.ts';

const ACCOUNT = '210987654321';

async function start(timeScale = 1) {
  const moto = stubService();
  const closing = new AbortController();
  const service = queueService({ account: ACCOUNT, moto: moto.service, timeScale, closing: closing.signal });
  const gateway = await startGateway(service);
  onTestFinished(gateway.close);
  const { sqs } = awsClients(gateway.url, 'ap-northeast-2');
  const create = async (QueueName: string, Attributes = {}) => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
    return QueueUrl ?? '';
  };
  const receive = async (QueueUrl: string) => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    return Messages;
  };
  return { gateway, moto, sqs, create, receive, closing };
}

describe('queueService', () => {
  it('has queues in the account of the cloud, at the address of the gateway', async () => {
    const { gateway, sqs, create } = await start();
    const QueueUrl = await create('plain');
    expect(QueueUrl).toBe(`${gateway.url}/${ACCOUNT}/plain`);
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
    expect(Attributes).toEqual({ QueueArn: `arn:aws:sqs:ap-northeast-2:${ACCOUNT}:plain` });
  });

  it('takes every character that SQS takes, and no half of one', async () => {
    const { sqs, create, receive } = await start();
    const QueueUrl = await create('characters');
    const MessageBody = 'ready 🚀 준비 \u{10FFFF}';
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    expect(await receive(QueueUrl)).toMatchObject([{ Body: MessageBody }]);
    const half = new SendMessageCommand({ QueueUrl, MessageBody: 'half \ud83d' });
    await expect(sqs.send(half)).rejects.toThrow('Invalid characters found');
  });

  it('moves what was received too often to the dead-letter queue, named by its ARN', async () => {
    const { sqs, create, receive } = await start();
    const deadLetters = await create('dead');
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:ap-northeast-2:${ACCOUNT}:dead`,
      maxReceiveCount: 1,
    });
    const QueueUrl = await create('source', { RedrivePolicy, VisibilityTimeout: '0' });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }));
    expect(await receive(QueueUrl)).toHaveLength(1);
    expect(await receive(QueueUrl)).toHaveLength(0);
    expect(await receive(deadLetters)).toMatchObject([{ Body: 'poison' }]);
  });

  it('keeps a group in order and locked while one of it is under way', async () => {
    const { sqs, create, receive } = await start();
    const QueueUrl = await create('ordered.fifo', { FifoQueue: 'true' });
    for (const MessageBody of ['first', 'second']) {
      const fifo = { MessageGroupId: 'group', MessageDeduplicationId: MessageBody };
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...fifo }));
    }
    const [first] = await receive(QueueUrl);
    expect(first).toMatchObject({ Body: 'first' });
    expect(await receive(QueueUrl)).toEqual([]);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    expect(await receive(QueueUrl)).toMatchObject([{ Body: 'second' }]);
  });

  it('carries a body with the digits of an account untouched', async () => {
    const { sqs, create, receive } = await start();
    const QueueUrl = await create('plain');
    const MessageBody = `${ACCOUNT} and 000000000000 at sqs.us-east-1.localhost`;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    expect(await receive(QueueUrl)).toMatchObject([{ Body: MessageBody }]);
  });

  it('scales a visibility timeout', async () => {
    const { sqs, create, receive } = await start(0.001);
    const QueueUrl = await create('plain', { VisibilityTimeout: '600' });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'again' }));
    const [message] = await receive(QueueUrl);
    expect(await receive(QueueUrl)).toEqual([]);
    const change = { QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 300 };
    await sqs.send(new ChangeMessageVisibilityCommand(change));
    await expect.poll(() => receive(QueueUrl), { timeout: 30_000 }).toHaveLength(1);
  });

  it('refuses a visibility timeout that SQS refuses, however it is scaled', async () => {
    const { sqs, create, receive } = await start(0.001);
    const QueueUrl = await create('plain');
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later' }));
    const [message] = await receive(QueueUrl);
    const change = { QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 43_201 };
    await expect(sqs.send(new ChangeMessageVisibilityCommand(change))).rejects.toThrow('43200');
  });

  it('ends a long poll when the cloud closes', { timeout: 15_000 }, async () => {
    const { sqs, create, closing } = await start();
    const QueueUrl = await create('plain');
    const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 })).catch(() => {});
    await sleep(500); // the poll is under way
    closing.abort();
    await poll;
  });

  it('shows every queue to moto, and leaves taps to it', async () => {
    const { moto, create, receive } = await start();
    await create('plain');
    expect(moto.requests.map(({ operation }) => operation)).toEqual(['CreateQueue']);
    await receive(`http://127.0.0.1/${ACCOUNT}/tap-handler`);
    expect(moto.requests.map(({ operation }) => operation)).toEqual(['CreateQueue', 'ReceiveMessage']);
  });
});

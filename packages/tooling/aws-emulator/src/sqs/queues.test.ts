import { setTimeout as sleep } from 'node:timers/promises';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { startQueues } from '../testing/start-queues.ts';

const ACCOUNT = '210987654321';

function start(timeScale = 1) {
  return startQueues({ account: ACCOUNT, timeScale });
}

describe('queueService', () => {
  it('gives queues the account of the cloud and the address of the gateway', async () => {
    const { gateway, sqs, create } = await start();
    const QueueUrl = await create('plain');
    expect(QueueUrl).toBe(`${gateway.url}/${ACCOUNT}/plain`);
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
    expect(Attributes).toEqual({ QueueArn: `arn:aws:sqs:ap-northeast-2:${ACCOUNT}:plain` });
  });

  it('takes every character that SQS takes, and refuses a lone surrogate', async () => {
    const { sqs, create, receive } = await start();
    const QueueUrl = await create('characters');
    const MessageBody = 'ready 🚀 준비 \u{10FFFF}';
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    expect(await receive(QueueUrl)).toMatchObject([{ Body: MessageBody }]);
    const half = new SendMessageCommand({ QueueUrl, MessageBody: 'half \ud83d' });
    await expect(sqs.send(half)).rejects.toThrow('Invalid characters found');
  });

  it('moves a message that was received too often to the dead-letter queue with the given ARN', async () => {
    const { sqs, create, receive } = await start();
    const deadLetterQueue = await create('dead');
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:ap-northeast-2:${ACCOUNT}:dead`,
      maxReceiveCount: 1,
    });
    const QueueUrl = await create('source', { RedrivePolicy, VisibilityTimeout: '0' });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }));
    expect(await receive(QueueUrl)).toHaveLength(1);
    expect(await receive(QueueUrl)).toHaveLength(0);
    expect(await receive(deadLetterQueue)).toMatchObject([{ Body: 'poison' }]);
  });

  it('keeps a body that holds the digits of an account', async () => {
    const { sqs, create, receive } = await start();
    const QueueUrl = await create('plain');
    const MessageBody = `${ACCOUNT} and 000000000000 at sqs.us-east-1.localhost`;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    expect(await receive(QueueUrl)).toMatchObject([{ Body: MessageBody }]);
  });

  it('scales the visibility timeout of ChangeMessageVisibility', async () => {
    const { sqs, create, receive, hide } = await start(0.001);
    const QueueUrl = await create('plain', { VisibilityTimeout: '600' });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'again' }));
    const [message] = await receive(QueueUrl);
    expect(await receive(QueueUrl)).toEqual([]);
    await hide(message ?? {}, QueueUrl, 300);
    await expect.poll(() => receive(QueueUrl), { timeout: 30_000 }).toHaveLength(1);
  });

  it('refuses a visibility timeout that SQS refuses, however it is scaled', async () => {
    const { sqs, create, receive, hide } = await start(0.001);
    const QueueUrl = await create('plain');
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later' }));
    const [message] = await receive(QueueUrl);
    await expect(hide(message ?? {}, QueueUrl, 43_201)).rejects.toThrow('43200');
  });

  it('ends a long poll when the cloud closes', { timeout: 15_000 }, async () => {
    const { sqs, create, closing } = await start();
    const QueueUrl = await create('plain');
    const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 })).catch(() => {});
    await sleep(500); // by then the poll is waiting
    closing.abort();
    await poll;
  });

  it('makes every queue in moto too, and passes the calls of a target queue on to moto', async () => {
    const { moto, create, receive } = await start();
    await create('plain');
    expect(moto.requests.map(({ operation }) => operation)).toEqual(['CreateQueue']);
    await receive(`http://127.0.0.1/${ACCOUNT}/target-of-handler`);
    expect(moto.requests.map(({ operation }) => operation)).toEqual(['CreateQueue', 'ReceiveMessage']);
  });
});

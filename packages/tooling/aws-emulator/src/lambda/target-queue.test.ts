import { CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished } from 'vitest';
import { awsClients } from '../clients.ts';
import { untilClosing } from '../closing.ts';
import { startGateway } from '../gateway/gateway.ts';
import { queueService } from '../sqs/queues.ts';
import { refusing, stubService } from '../testing/stub-service.ts';
import { pollTargetQueue, toFunctionEvent } from './target-queue.ts';

/** A tap whose events are listed in `events`. SQS refuses the calls of these operations, each once. */
async function start(...refused: string[]) {
  const closing = new AbortController();
  const moto = stubService(() => '<ListSubscriptionsResponse/>').service;
  const queues = queueService({ account: '123456789012', moto, timeScale: 1, closing: closing.signal });
  const sqsRefusing = refusing(refused, queues);
  const gateway = await startGateway((request) => (request.service === 'sqs' ? sqsRefusing : moto)(request));
  onTestFinished(async () => {
    closing.abort();
    await gateway.close();
  });
  const { sqs, sns } = awsClients(gateway.url, 'ap-northeast-2');
  const Attributes = { VisibilityTimeout: '1' };
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'events', Attributes }));
  const invoke = async () => ({ result: null });
  const lambda = { name: 'f', arn: 'arn:aws:lambda:ap-northeast-2:123456789012:function:f', timeout: 0, invoke };
  const events: unknown[] = [];
  const deliver = (event: unknown) => void events.push(event);
  const tap = pollTargetQueue({ lambda, queueUrl: QueueUrl, sqs, sns, closing: closing.signal, deliver });
  void untilClosing(closing.signal, tap);
  const send = (event: object) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
  return { events, send };
}

const SOON = { timeout: 30_000 };
const EVENT = { id: 'e-1', account: '123456789012' };

it('hands an event on', async () => {
  const { events, send } = await start();
  await send(EVENT);
  await expect.poll(() => events, SOON).toEqual([EVENT]);
});

it('goes on when SQS does not let it receive', async () => {
  const { events, send } = await start('ReceiveMessage', 'ReceiveMessage');
  await send(EVENT);
  await expect.poll(() => events, SOON).toEqual([EVENT]);
});

it('hands on once more what SQS did not let it delete, and goes on', { timeout: 40_000 }, async () => {
  const { events, send } = await start('DeleteMessage');
  await send(EVENT);
  await expect.poll(() => events, SOON).toEqual([EVENT, EVENT]);
  const next = { ...EVENT, id: 'e-2' };
  await send(next);
  await expect.poll(() => events, SOON).toEqual([EVENT, EVENT, next]);
});

const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:deployments';
const context = { account: '123456789012', subscriptionArn: (topicArn: string) => `${topicArn}:subscription` };

const notification = {
  Type: 'Notification',
  MessageId: 'm-1',
  TopicArn: TOPIC,
  Message: '{"status":"SUCCEEDED"}',
  Timestamp: '2024-11-01T06:15:14.123Z',
  SignatureVersion: '2',
  Signature: 's',
  SigningCertURL: 'https://sns.ap-northeast-2.amazonaws.com/key.pem',
  UnsubscribeURL: 'https://sns.ap-northeast-2.amazonaws.com/?Action=Unsubscribe',
};

it('makes of a notification the event that SNS invokes a function with', () => {
  const MessageAttributes = { kind: { Type: 'String', Value: 'deployment' } };
  expect(toFunctionEvent(JSON.stringify({ ...notification, Subject: 'Hi', MessageAttributes }), context)).toEqual({
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: `${TOPIC}:subscription`,
        Sns: {
          Type: 'Notification',
          MessageId: 'm-1',
          TopicArn: TOPIC,
          Subject: 'Hi',
          Message: '{"status":"SUCCEEDED"}',
          Timestamp: '2024-11-01T06:15:14.123Z',
          SignatureVersion: '2',
          Signature: 's',
          SigningCertUrl: 'https://sns.ap-northeast-2.amazonaws.com/key.pem',
          UnsubscribeUrl: 'https://sns.ap-northeast-2.amazonaws.com/?Action=Unsubscribe',
          MessageAttributes,
        },
      },
    ],
  });
});

it('has null for a missing subject, and no attributes', () => {
  expect(toFunctionEvent(JSON.stringify(notification), context)).toMatchObject({
    Records: [{ Sns: { Subject: null, MessageAttributes: {} } }],
  });
});

it('hands on an EventBridge event as it is, in its account', () => {
  const event = { version: '0', source: 'aws.states', detail: { status: 'FAILED' } };
  expect(toFunctionEvent(JSON.stringify(event), context)).toEqual({ ...event, account: '123456789012' });
});

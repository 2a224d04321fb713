import { CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished } from 'vitest';
import { awsClients } from '../clients.ts';
import { untilClosing } from '../closing.ts';
import { startGateway } from '../gateway/gateway.ts';
import { queueService } from '../sqs/queues.ts';
import { refusing, stubService } from '../testing/stub-service.ts';
import { pollTargetQueue, toFunctionEvent } from './poll-target-queue.ts';

/** Starts a target queue and lists the events that are delivered from it. SQS refuses one call of each operation in `refused`. */
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
  const polling = pollTargetQueue({ lambda, queueUrl: QueueUrl, sqs, sns, closing: closing.signal, deliver });
  void untilClosing(closing.signal, polling);
  const send = (event: object) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
  return { events, send };
}

const SOON = { timeout: 30_000 };
const EVENT = { id: 'e-1', account: '123456789012' };

it('pollTargetQueue delivers an event', async () => {
  const { events, send } = await start();
  await send(EVENT);
  await expect.poll(() => events, SOON).toEqual([EVENT]);
});

it('pollTargetQueue goes on when SQS refuses ReceiveMessage', async () => {
  const { events, send } = await start('ReceiveMessage', 'ReceiveMessage');
  await send(EVENT);
  await expect.poll(() => events, SOON).toEqual([EVENT]);
});

it('pollTargetQueue delivers an event once more when SQS refuses DeleteMessage, and goes on', {
  timeout: 40_000,
}, async () => {
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

it('toFunctionEvent returns the event with which SNS invokes a function for a notification', () => {
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

it('toFunctionEvent gives a notification without a subject null, and without attributes an empty object', () => {
  expect(toFunctionEvent(JSON.stringify(notification), context)).toMatchObject({
    Records: [{ Sns: { Subject: null, MessageAttributes: {} } }],
  });
});

it('toFunctionEvent returns an event of EventBridge with its account', () => {
  const event = { version: '0', source: 'aws.states', detail: { status: 'FAILED' } };
  expect(toFunctionEvent(JSON.stringify(event), context)).toEqual({ ...event, account: '123456789012' });
});

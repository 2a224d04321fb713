import { expect, it } from 'vitest';
import { tappedEvent } from './tapped-event.ts';

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
  expect(tappedEvent(JSON.stringify({ ...notification, Subject: 'Hi', MessageAttributes }), context)).toEqual({
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
  expect(tappedEvent(JSON.stringify(notification), context)).toMatchObject({
    Records: [{ Sns: { Subject: null, MessageAttributes: {} } }],
  });
});

it('hands on an EventBridge event as it is, in its account', () => {
  const event = { version: '0', source: 'aws.states', detail: { status: 'FAILED' } };
  expect(tappedEvent(JSON.stringify(event), context)).toEqual({ ...event, account: '123456789012' });
});

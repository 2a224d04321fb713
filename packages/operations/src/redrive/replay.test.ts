import { describe, expect, it } from 'vitest';
import { messageIn } from '../testing/message-in.ts';
import { replayOf } from './replay.ts';

describe('replayOf, for a message for Slack,', () => {
  it('returns a send of the body as it is to the channel’s group, whatever group the message has', () => {
    const message = messageIn('undelivered_messages', 'no JSON at all', {
      DESTINATION: 'data',
      ENV: 'prod',
      REASON: 'x',
    });
    expect(replayOf(message, 'dev')).toEqual({
      kind: 'send',
      body: 'no JSON at all',
      group: 'dev/data',
      attributes: {
        DESTINATION: { DataType: 'String', StringValue: 'data' },
        ENV: { DataType: 'String', StringValue: 'prod' },
      },
    });
  });

  it.each([{}, { DESTINATION: '../x' }, { DESTINATION: '🐙'.repeat(100) }])(
    'returns a send to the default group where %j names no channel',
    (attributes) => {
      expect(replayOf(messageIn('undelivered_messages', '{}', attributes), 'dev')).toMatchObject({
        group: 'dev/default',
      });
    },
  );

  it('keeps a binary attribute', () => {
    const message = messageIn('undelivered_messages', '{}');
    const attributes = { raw: { DataType: 'Binary', BinaryValue: new Uint8Array([2, 3]) } };
    expect(replayOf({ ...message, attributes }, 'dev')).toMatchObject({ attributes });
  });
});

describe('replayOf, for a notification,', () => {
  // As SNS writes it into the dead-letter queue of a Lambda subscription.
  const notification = {
    Type: 'Notification',
    MessageId: '0f3c6a52-7f43-5b0e-9f0e-3b9f3d2b1c11',
    TopicArn: 'arn:aws:sns:eu-west-1:123456789012:shipbell-dev-deployments',
    Subject: 'SUCCEEDED: AWS CodeDeploy d-1',
    Message: '{"deploymentId":"d-1"}',
    Timestamp: '2024-11-01T06:00:00.000Z',
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
    SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem',
    UnsubscribeURL:
      'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:eu-west-1:123456789012:shipbell-dev-deployments:5f7a',
  };
  const replay = (content: unknown) => replayOf(messageIn('undelivered_notifications', JSON.stringify(content)), 'dev');
  const payloadOf = (content: unknown) => {
    const way = replay(content);
    return way.kind === 'invoke' ? JSON.parse(way.payload) : way;
  };

  it('returns an invocation with the event that SNS gives to a function', () => {
    const { SigningCertURL, UnsubscribeURL, ...rest } = notification;
    expect(payloadOf(notification)).toEqual({
      Records: [
        {
          EventSource: 'aws:sns',
          EventVersion: '1.0',
          EventSubscriptionArn: 'arn:aws:sns:eu-west-1:123456789012:shipbell-dev-deployments:5f7a',
          Sns: { ...rest, SigningCertUrl: SigningCertURL, UnsubscribeUrl: UnsubscribeURL, MessageAttributes: {} },
        },
      ],
    });
  });

  it('returns an invocation with null for a missing subject, and with the attributes', () => {
    const { Subject, ...without } = notification;
    const MessageAttributes = { kind: { Type: 'String', Value: 'x' } };
    expect(payloadOf({ ...without, MessageAttributes }).Records[0].Sns).toMatchObject({
      Subject: null,
      MessageAttributes,
    });
  });

  it.each([
    {},
    [],
    'text',
    7,
    null,
    { ...notification, Type: 'SubscriptionConfirmation' },
    { ...notification, Message: {} },
  ])('returns that it is impossible for %j', (content) => {
    expect(replay(content)).toMatchObject({ kind: 'impossible', why: expect.stringContaining('notification') });
  });
});

describe('replayOf, for an event,', () => {
  it('returns an invocation with the event as it is', () => {
    const body = '{ "detail": {"a": 1.0} }';
    expect(replayOf(messageIn('undelivered_execution_events', body), 'dev')).toEqual({ kind: 'invoke', payload: body });
  });

  it.each(['', 'text', '[]', '1', 'null', '{"a":'])('returns that it is impossible for %j', (body) => {
    const message = messageIn('undelivered_deployment_events', body);
    expect(replayOf(message, 'dev')).toMatchObject({ kind: 'impossible' });
  });
});

describe('replayOf, for a record of Lambda,', () => {
  it('returns an invocation with the event with which the function was invoked', () => {
    const body = JSON.stringify({ version: '1.0', requestPayload: { detail: { id: 'x' } }, responsePayload: {} });
    expect(replayOf(messageIn('failed_execution_events', body), 'dev')).toEqual({
      kind: 'invoke',
      payload: '{"detail":{"id":"x"}}',
    });
  });

  it.each(['', '{}', '{"requestPayload":null}', '{"requestPayload":"text"}', '{"requestPayload":[]}'])(
    'returns that it is impossible for %j',
    (body) => {
      const message = messageIn('failed_deployment_events', body);
      expect(replayOf(message, 'dev')).toMatchObject({
        kind: 'impossible',
        why: expect.stringContaining('requestPayload'),
      });
    },
  );
});

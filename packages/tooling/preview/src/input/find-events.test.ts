import { statusEvent } from '@shipbell/sfn-history-handler/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEvents } from './find-events.ts';

const execution = statusEvent();
const deployment = {
  version: '0',
  id: 'c071bfbf-83c4-49ca-a6ff-3df053957145',
  'detail-type': 'CodeDeploy Deployment State-change Notification',
  source: 'aws.codedeploy',
  account: '123456789012',
  time: '2024-11-01T06:15:13Z',
  region: 'us-east-1',
  resources: [],
  detail: {
    region: 'us-east-1',
    deploymentId: 'd-123456789',
    application: 'shop',
    deploymentGroup: 'dev',
    state: 'SUCCESS',
  },
};
const trigger = {
  region: 'us-east-2',
  accountId: '123456789012',
  eventTriggerName: 'deployments',
  applicationName: 'shop',
  deploymentId: 'd-123456789',
  deploymentGroupName: 'dev',
  status: 'SUCCEEDED',
};
const notification = {
  Type: 'Notification',
  MessageId: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
  TopicArn: 'arn:aws:sns:us-east-2:123456789012:deployments',
  Subject: 'SUCCEEDED',
  Message: JSON.stringify(trigger),
  Timestamp: '2024-11-01T06:15:13.000Z',
};
const record = { EventSource: 'aws:sns', EventVersion: '1.0', Sns: { ...notification, MessageAttributes: {} } };
const onFailure = {
  version: '1.0',
  requestContext: {},
  requestPayload: deployment,
  responsePayload: { errorMessage: 'x' },
};

/** Returns the functions and payloads of the events in a text. */
function found(text: string) {
  return findEvents(text, 'file').map((event) => [event.function, event.payload]);
}

const ofExecution = ['sfn-history-handler', execution];
const ofDeployment = ['codepipeline-handler', deployment];
const ofRecord = ['codepipeline-handler', { Records: [record] }];

describe('findEvents', () => {
  it.each<[string, string, unknown[]]>([
    ['EventBridge’s event of Step Functions', JSON.stringify(execution, null, 2), [ofExecution]],
    ['EventBridge’s event of CodeDeploy', JSON.stringify(deployment), [ofDeployment]],
    ['a list', JSON.stringify([execution, deployment]), [ofExecution, ofDeployment]],
    ['the records of SNS', JSON.stringify({ Records: [record, record] }), [ofRecord, ofRecord]],
    ['one record of SNS', JSON.stringify(record), [ofRecord]],
    ['JSON in a JSON text', JSON.stringify(JSON.stringify(execution)), [ofExecution]],
    ['one event a line', `${JSON.stringify(execution)}\n${JSON.stringify(deployment)}\n`, [ofExecution, ofDeployment]],
    [
      'one event after another over several lines',
      `${JSON.stringify(execution, null, 2)}\n${JSON.stringify(deployment, null, 2)}\n`,
      [ofExecution, ofDeployment],
    ],
    ['a string of JSON without the rest', `${JSON.stringify(JSON.stringify(record))},`, [ofRecord]],
    [
      'a log with such a string before an event',
      `INFO "{\\"a\\": 1}"\nINFO ${JSON.stringify(notification)}\n`,
      [
        [
          'codepipeline-handler',
          { Records: [expect.objectContaining({ Sns: expect.objectContaining(notification) })] },
        ],
      ],
    ],
    ['the inside of such a string', JSON.stringify(JSON.stringify(execution, null, 2)).slice(1, -1), [ofExecution]],
    [
      'a field of CSV',
      `"@timestamp","@message"\n"2024-11-01","INFO ${JSON.stringify(deployment).replaceAll('"', '""')}"\n`,
      [ofDeployment],
    ],
    [
      'a Lambda log',
      `START RequestId: 6f\n2024-11-01T06:15:15.000Z\t6f\tINFO\t[x] got ${JSON.stringify(deployment)} {and more\nEND RequestId: 6f\n`,
      [ofDeployment],
    ],
    [
      'an event over several lines of a log',
      `INFO Received event: ${JSON.stringify(deployment, null, 2)}\nREPORT`,
      [ofDeployment],
    ],
    [
      'a Lambda log in JSON',
      `${JSON.stringify({ type: 'platform.start' })}\n${JSON.stringify({ level: 'INFO', message: execution })}\nplain`,
      [ofExecution],
    ],
    [
      'what "aws logs filter-log-events" prints',
      JSON.stringify({ events: [{ timestamp: 1, message: `INFO event ${JSON.stringify(execution)}\n` }] }),
      [ofExecution],
    ],
    [
      'messages that a function failed',
      JSON.stringify({ Messages: [{ Body: JSON.stringify(onFailure) }] }),
      [ofDeployment],
    ],
    ['SQS’s records', JSON.stringify({ Records: [{ body: JSON.stringify(deployment) }] }), [ofDeployment]],
  ])('finds the events in %s', (_form, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('wraps a notification of SNS as SNS brings it to the function', () => {
    const [[name, payload] = []] = found(JSON.stringify(notification));
    expect(name).toBe('codepipeline-handler');
    expect(payload).toMatchObject({ Records: [{ EventSource: 'aws:sns', Sns: { Message: notification.Message } }] });
  });

  it('wraps the message of a notification that was pasted alone', () => {
    const [[name, payload] = []] = found(JSON.stringify(trigger));
    expect(name).toBe('codepipeline-handler');
    expect(payload).toMatchObject({
      Records: [{ Sns: { Message: JSON.stringify(trigger), MessageId: expect.any(String) } }],
    });
  });

  it('says where and when an event happened, and whether it passes EventBridge', () => {
    const [one, other] = findEvents(JSON.stringify([execution, trigger]), 'file');
    expect(one).toMatchObject({
      location: { account: '123456789012', region: 'eu-west-1' },
      atMs: Date.parse('2024-03-05T02:12:05Z'),
      byEventBridge: true,
    });
    expect(other).toMatchObject({ location: { account: '123456789012', region: 'us-east-2' }, byEventBridge: false });
  });

  it('gives an event without an id one, because EventBridge does', () => {
    const { id: _, ...without } = deployment;
    expect(found(JSON.stringify(without))).toEqual([
      ['codepipeline-handler', { ...deployment, id: expect.stringMatching(/^[0-9a-f]{32}$/) }],
    ]);
  });

  it.each([
    [
      '{"deploymentInfo": {}}',
      /^file: there is no event in it \(it has deploymentInfo\); expected an event of CodeDeploy,/,
    ],
    ['[{"a": 1}]', /^file: there is no event in it \(the first of its list has a\)/],
    ['42', /^file: there is no event in it \(42\)/],
    ['', /^file: there is no event in it; expected/],
    ['START RequestId: 6f', /^file: there is no event in it; expected/],
    ['{\n  "source": "aws.states",\n}', /^file:3:1: this is not JSON: expected a member’s name in double quotes\.$/],
    ['[{"source": "aws.states"}', /^file:1:26: this is not JSON: expected "," or "\]"\.$/],
  ])('says what is wrong with %j', (text, expected) => {
    expect(() => findEvents(text, 'file')).toThrow(expected);
  });

  it('ends with events or with an error that names the file, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), fc.string({ unit: fc.constantFrom('{', '[', '"', '\\', '}') })),
        (text) => {
          try {
            expect(findEvents(text, 'file')).not.toEqual([]);
          } catch (error) {
            expect(error).toMatchObject({ name: 'InputError', message: expect.stringMatching(/^file:/) });
          }
        },
      ),
    );
  });

  it('does not take long over a log that is full of brackets', () => {
    expect(() => findEvents(`x ${'{'.repeat(200_000)}`, 'file')).toThrow(/^file: there is no event in it/);
  });
});

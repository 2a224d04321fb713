import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awsRequest, stubService } from '../testing/stub-service.ts';
import {
  eventRuleService,
  functionsToQueues,
  isTargetQueue,
  queuesToFunctions,
  targetQueueName,
  topicService,
} from './target-queues.ts';

const FUNCTION = 'arn:aws:lambda:ap-northeast-2:123456789012:function:shipbell-dev-handler';
const QUEUE = 'arn:aws:sqs:ap-northeast-2:123456789012:target-of-shipbell-dev-handler';
const OTHER_QUEUE = 'arn:aws:sqs:ap-northeast-2:123456789012:audit';

describe('target queues', () => {
  it('replace functions in a text, and are replaced by their functions again', () => {
    expect(functionsToQueues(`{"Arn":"${FUNCTION}","Dlq":"arn:aws:sqs:a:123456789012:dlq"}`)).toBe(
      `{"Arn":"${QUEUE}","Dlq":"arn:aws:sqs:a:123456789012:dlq"}`,
    );
    expect(queuesToFunctions(`<a>${QUEUE}</a>`)).toBe(`<a>${FUNCTION}</a>`);
  });

  it('are replaced by the same functions that they replaced, whatever the text', () => {
    const arn = fc
      .tuple(
        fc.constantFrom('aws', 'aws-cn', 'aws-us-gov'),
        fc.constantFrom('eu-west-1', 'cn-north-1'),
        fc.stringMatching(/^\d{12}$/),
        fc.stringMatching(/^[\w-]{1,64}$/),
      )
      .map(([partition, region, account, name]) => `arn:${partition}:lambda:${region}:${account}:function:${name}`);
    fc.assert(
      fc.property(fc.array(arn), (arns) => {
        const text = JSON.stringify(arns);
        expect(queuesToFunctions(functionsToQueues(text))).toBe(text);
      }),
    );
  });

  it('are recognized by their name and by their URL', () => {
    expect(isTargetQueue(targetQueueName('handler'))).toBe(true);
    expect(isTargetQueue('http://127.0.0.1:1/123456789012/target-of-handler')).toBe(true);
    expect(isTargetQueue('http://127.0.0.1:1/123456789012/my-target-of-queue')).toBe(false);
  });
});

describe('eventRuleService', () => {
  it('writes the target queue into moto, and answers with the function when the target is read', async () => {
    const moto = stubService(() => `{"Targets":[{"Arn":"${QUEUE}"}]}`);
    const events = eventRuleService(moto.service);
    await events(awsRequest('PutTargets', { Targets: [{ Arn: FUNCTION }] }));
    expect(moto.requests[0]?.body.toString()).toBe(`{"Targets":[{"Arn":"${QUEUE}"}]}`);
    expect(await events(awsRequest('ListTargetsByRule', {}))).toMatchObject({
      body: `{"Targets":[{"Arn":"${FUNCTION}"}]}`,
    });
  });

  it('passes events on unchanged', async () => {
    const moto = stubService();
    const request = awsRequest('PutEvents', { Entries: [{ Detail: FUNCTION }] });
    await eventRuleService(moto.service)(request);
    expect(moto.requests).toEqual([request]);
  });
});

describe('topicService', () => {
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

  it('subscribes the target queue in place of the function and keeps the other fields', async () => {
    const moto = stubService();
    const fields = { Action: 'Subscribe', Protocol: 'lambda', Endpoint: FUNCTION, 'Attributes.entry.1.value': '{}' };
    await topicService(moto.service)(awsRequest('Subscribe', form(fields)));
    expect(Object.fromEntries(new URLSearchParams(moto.requests[0]?.body.toString()))).toEqual({
      ...fields,
      Protocol: 'sqs',
      Endpoint: QUEUE,
    });
  });

  it('passes the subscription of another queue on unchanged', async () => {
    const moto = stubService();
    const request = awsRequest('Subscribe', form({ Protocol: 'sqs', Endpoint: OTHER_QUEUE }));
    await topicService(moto.service)(request);
    expect(moto.requests).toEqual([request]);
  });

  it('shows the function in a list of subscriptions, and another queue unchanged', async () => {
    const member = (protocol: string, endpoint: string) =>
      `<member><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint></member>`;
    const moto = stubService(() => member('sqs', QUEUE) + member('sqs', OTHER_QUEUE));
    expect(await topicService(moto.service)(awsRequest('ListSubscriptions', ''))).toMatchObject({
      body: member('lambda', FUNCTION) + member('sqs', OTHER_QUEUE),
    });
  });

  it('shows the function in the attributes of a subscription', async () => {
    const attributes = (protocol: string, endpoint: string) =>
      `<Attributes><entry><key>Endpoint</key><value>${endpoint}</value></entry>` +
      `<entry><key>Protocol</key><value>${protocol}</value></entry></Attributes>`;
    const moto = stubService(() => attributes('sqs', QUEUE));
    expect(await topicService(moto.service)(awsRequest('GetSubscriptionAttributes', ''))).toMatchObject({
      body: attributes('lambda', FUNCTION),
    });
  });
});

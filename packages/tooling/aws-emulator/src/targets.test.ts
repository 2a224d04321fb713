import { describe, expect, it } from 'vitest';
import { eventRuleService } from './event-rules.ts';
import { awsRequest, stubService } from './testing/stub-service.ts';
import { topicService } from './topics.ts';

const FUNCTION = 'arn:aws:lambda:ap-northeast-2:123456789012:function:handler';
const TAP = 'arn:aws:sqs:ap-northeast-2:123456789012:tap-handler';
const OTHER_QUEUE = 'arn:aws:sqs:ap-northeast-2:123456789012:audit';

describe('eventRuleService', () => {
  it('gives moto the tap as the target, and shows the function', async () => {
    const moto = stubService(() => `{"Targets":[{"Arn":"${TAP}"}]}`);
    const events = eventRuleService(moto.service);
    await events(awsRequest('PutTargets', { Targets: [{ Arn: FUNCTION }] }));
    expect(moto.requests[0]?.body.toString()).toBe(`{"Targets":[{"Arn":"${TAP}"}]}`);
    expect(await events(awsRequest('ListTargetsByRule', {}))).toMatchObject({
      body: `{"Targets":[{"Arn":"${FUNCTION}"}]}`,
    });
  });

  it('does not touch events', async () => {
    const moto = stubService();
    const request = awsRequest('PutEvents', { Entries: [{ Detail: FUNCTION }] });
    await eventRuleService(moto.service)(request);
    expect(moto.requests).toEqual([request]);
  });
});

describe('topicService', () => {
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

  it('subscribes the tap in place of the function, with the other fields as they are', async () => {
    const moto = stubService();
    const fields = { Action: 'Subscribe', Protocol: 'lambda', Endpoint: FUNCTION, 'Attributes.entry.1.value': '{}' };
    await topicService(moto.service)(awsRequest('Subscribe', form(fields)));
    expect(Object.fromEntries(new URLSearchParams(moto.requests[0]?.body.toString()))).toEqual({
      ...fields,
      Protocol: 'sqs',
      Endpoint: TAP,
    });
  });

  it('leaves the subscription of a queue alone', async () => {
    const moto = stubService();
    const request = awsRequest('Subscribe', form({ Protocol: 'sqs', Endpoint: OTHER_QUEUE }));
    await topicService(moto.service)(request);
    expect(moto.requests).toEqual([request]);
  });

  it('shows the function in a list, and another queue as it is', async () => {
    const member = (protocol: string, endpoint: string) =>
      `<member><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint></member>`;
    const moto = stubService(() => member('sqs', TAP) + member('sqs', OTHER_QUEUE));
    expect(await topicService(moto.service)(awsRequest('ListSubscriptions', ''))).toMatchObject({
      body: member('lambda', FUNCTION) + member('sqs', OTHER_QUEUE),
    });
  });

  it('shows the function in the attributes of a subscription', async () => {
    const attributes = (protocol: string, endpoint: string) =>
      `<Attributes><entry><key>Endpoint</key><value>${endpoint}</value></entry>` +
      `<entry><key>Protocol</key><value>${protocol}</value></entry></Attributes>`;
    const moto = stubService(() => attributes('sqs', TAP));
    expect(await topicService(moto.service)(awsRequest('GetSubscriptionAttributes', ''))).toMatchObject({
      body: attributes('lambda', FUNCTION),
    });
  });
});

import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

const resource = 'arn:aws:sqs:eu-west-1:111122223333:shipbell-dev-slack.fifo';
const asking = {
  principal: 'arn:aws:iam::111122223333:role/handler',
  action: 'sqs:SendMessage',
  resource,
  account: '111122223333',
};

function policyOf(...Statement: object[]) {
  return { Version: '2012-10-17', Statement };
}
const send = { Sid: 'Send', Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: [resource] };

describe('evaluate', () => {
  it('says which statement of the role allows what is asked for', async () => {
    const receive = { ...send, Sid: 'Receive', Action: ['sqs:ReceiveMessage'] };
    expect(await evaluate(asking, { ofRole: policyOf(receive, send) })).toEqual({ isAllowed: true, by: ['Send'] });
  });

  it('denies what no statement allows', async () => {
    const another = { ...asking, resource: resource.replace('dev', 'prod') };
    expect(await evaluate(another, { ofRole: policyOf(send) })).toEqual({ isAllowed: false, by: [] });
    expect(await evaluate({ ...asking, action: 'sqs:DeleteMessage' }, { ofRole: policyOf(send) })).toMatchObject({
      isAllowed: false,
    });
  });

  it('lets a service in for the resource that the policy names', async () => {
    const Condition = { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:eu-west-1:111122223333:rule/ours' } };
    const ofResource = policyOf({ ...send, Principal: { Service: 'events.amazonaws.com' }, Condition });
    const event = (rule: string) => {
      const context = { 'aws:SourceArn': `arn:aws:events:eu-west-1:111122223333:rule/${rule}` };
      return evaluate({ ...asking, principal: 'events.amazonaws.com', context }, { ofResource });
    };
    expect((await event('ours')).isAllowed).toBe(true);
    expect((await event('theirs')).isAllowed).toBe(false);
  });

  it('throws for an action that does not exist and for a resource that the action is not about', async () => {
    await expect(evaluate({ ...asking, action: 'sqs:SendMessageBatch' }, {})).rejects.toThrow('cannot judge');
    await expect(evaluate({ ...asking, resource: 'arn:aws:sns:eu-west-1:111122223333:topic' }, {})).rejects.toThrow(
      'cannot judge',
    );
  });
});

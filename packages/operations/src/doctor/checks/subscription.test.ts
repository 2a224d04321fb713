import { describe, expect, it } from 'vitest';
import { APPLY, awsError, findingsOf, functionArn } from '../../testing/set-up-doctor.ts';
import { subscription } from './subscription.ts';

describe('subscription', () => {
  it('is well where the handler is subscribed, on whichever page', async () => {
    const ListSubscriptionsByTopic = ({ NextToken }: { NextToken?: string }) =>
      NextToken
        ? { Subscriptions: [{ Endpoint: functionArn('shipbell-dev-codepipeline-handler') }] }
        : { Subscriptions: [], NextToken: '2' };
    expect(await findingsOf(subscription, { ListSubscriptionsByTopic })).toMatchObject([{ kind: 'ok' }]);
  });

  it('fails without the subscription, and without the topic', async () => {
    expect(await findingsOf(subscription, { ListSubscriptionsByTopic: {} })).toMatchObject([
      { kind: 'failed', what: expect.stringContaining('is not subscribed'), type: APPLY },
    ]);
    expect(await findingsOf(subscription, { ListSubscriptionsByTopic: awsError('NotFoundException') })).toEqual([
      { kind: 'failed', what: 'There is no topic shipbell-dev-deployments.', type: APPLY },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { whyNotLetIn } from './why-not-let-in.ts';

const event = {
  source: 'aws.states',
  'detail-type': 'Step Functions Execution Status Change',
  detail: { status: 'FAILED', stateMachineArn: 'arn:aws:states:eu-west-1:1:stateMachine:nightly-etl' },
};

/** Returns why a rule for the event's kind with this detail keeps it out. */
function why(detail: object): string | undefined {
  return whyNotLetIn(event, [{ source: ['aws.codedeploy'] }, { source: [event.source], detail }]);
}

describe('whyNotLetIn', () => {
  it.each([
    {},
    { status: ['SUCCEEDED', 'FAILED'] },
    { status: [{ 'anything-but': ['SUCCEEDED'] }] },
    { stateMachineArn: [{ prefix: 'arn:aws:states:eu-west-1:1:stateMachine:nightly-' }] },
    { stateMachineArn: [{ suffix: 'nope' }, { suffix: '-etl' }] },
    { stateMachineArn: [{ wildcard: '*:nightly-*tl' }] },
    { stateMachineArn: [{ 'anything-but': { prefix: 'arn:aws:states:us-east-1:' } }] },
    { redriveCount: [{ exists: false }] },
    { status: [{ 'equals-ignore-case': 'failed' }] },
    { $or: [{ status: ['FAILED'] }] },
  ])('lets an event in that the detail %j matches', (detail) => {
    expect(why(detail)).toBeUndefined();
  });

  it.each([
    { status: ['SUCCEEDED'] },
    { status: [{ 'anything-but': ['FAILED'] }] },
    { stateMachineArn: [{ prefix: 'arn:aws:states:us-east-1:' }, { suffix: '-prod' }, { wildcard: '*:etl-*' }] },
    { stateMachineArn: [{ 'anything-but': { prefix: 'arn:aws:states:eu-west-1:' } }] },
    { error: ['x'] },
    { status: ['FAILED'], error: [{ exists: true }] },
  ])('keeps an event out that the detail %j does not match', (detail) => {
    expect(why(detail)).toMatch(/^no EventBridge rule of these settings lets it in: detail\./);
  });

  it('names what the rule has and what the event has', () => {
    expect(why({ status: ['SUCCEEDED'] })).toBe(
      'no EventBridge rule of these settings lets it in: detail.status is "FAILED", and the rule has ["SUCCEEDED"]',
    );
  });

  it('says where there is no rule for events of this kind', () => {
    expect(whyNotLetIn(event, [{ source: ['aws.codedeploy'] }])).toBe(
      'no EventBridge rule of these settings is for "Step Functions Execution Status Change" of aws.states',
    );
  });
});

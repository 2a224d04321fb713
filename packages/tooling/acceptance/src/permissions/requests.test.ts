import { createDeveloperTools } from '@shipbell/aws-emulator';
import { describe, expect, it } from 'vitest';
import { requestsOf } from './requests.ts';

const account = '123456789012';
const region = 'ap-northeast-2';
const developerTools = createDeveloperTools({ account, region });
const groups = ['blue', 'green'].map((group) => ({ application: 'shop', group, targets: { instances: ['i-1'] } }));
for (const group of groups) {
  developerTools.codedeploy.declare(group);
  const revision = { revisionType: 'GitHub' as const, gitHubLocation: { repository: 'o/r', commitId: 'c' } };
  developerTools.codedeploy.start(developerTools.codedeploy.group('shop', group.group), {
    revision,
    id: `d-${group.group}`,
  });
}

function asked(action: string, input: object) {
  const call = { by: 'a-function', action, region, input: JSON.stringify(input) };
  return requestsOf(call, { account, developerTools });
}

describe('requestsOf', () => {
  it('asks for the queue of a batch with the single action', () => {
    const QueueUrl = 'https://sqs.ap-northeast-2.amazonaws.com/123456789012/a.fifo';
    const resource = 'arn:aws:sqs:ap-northeast-2:123456789012:a.fifo';
    expect(asked('sqs:ChangeMessageVisibilityBatch', { QueueUrl })).toEqual([
      { action: 'sqs:ChangeMessageVisibility', resource },
    ]);
  });

  it('asks for the deployment group of each deployment', () => {
    const groupArn = 'arn:aws:codedeploy:ap-northeast-2:123456789012:deploymentgroup:shop';
    expect(asked('codedeploy:BatchGetDeployments', { deploymentIds: ['d-green', 'd-blue'] })).toEqual([
      { action: 'codedeploy:BatchGetDeployments', resource: `${groupArn}/green` },
      { action: 'codedeploy:BatchGetDeployments', resource: `${groupArn}/blue` },
    ]);
  });

  it('asks for no resource where IAM knows none', () => {
    expect(asked('codepipeline:ListPipelines', {})).toEqual([{ action: 'codepipeline:ListPipelines', resource: '*' }]);
  });

  it('throws for a call that it does not know and for one that names nothing', () => {
    expect(() => asked('s3:GetObject', {})).toThrow('which resource IAM compares for s3:GetObject');
    expect(() => asked('ssm:GetParameter', {})).toThrow('does not name');
  });
});

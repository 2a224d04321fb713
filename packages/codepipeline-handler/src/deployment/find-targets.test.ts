import type { DeploymentTarget } from '@aws-sdk/client-codedeploy';
import { describe, expect, it } from 'vitest';
import { findDeploymentIn, ONE, worldOfRuns } from '../testing/find.ts';
import { deploymentOf } from '../testing/scenario.ts';

const info = { functionName: 'resize', functionAlias: 'live', currentVersion: '7', targetVersion: '8' };
const shift = { name: 'resize', alias: 'live', from: '7', to: '8' };
function target(status: 'Succeeded' | 'Failed'): DeploymentTarget {
  const lifecycleEvents = [{ lifecycleEventName: 'BeforeAllowTraffic', status }];
  return { lambdaTarget: { targetId: 'd-1:resize', status, lifecycleEvents, lambdaFunctionInfo: info } };
}
function lambda(status: 'Succeeded' | 'Failed', content?: string) {
  const key = 'p/app/a0';
  const revision = { revisionType: 'AppSpecContent', appSpecContent: { content } } as const;
  const change = { key, computePlatform: 'Lambda', ...(content && { revision }) } as const;
  return worldOfRuns([ONE], {
    deployments: [deploymentOf('d-1', 0, status, change)],
    targets: { 'd-1': [target(status)] },
  });
}

describe('findDeployment, for a Lambda function,', () => {
  it('reads its versions from the target where the revision does not name them', async () => {
    const { functions, failure, asked } = await findDeploymentIn(lambda('Succeeded'));
    expect({ functions, failure }).toEqual({ functions: [shift], failure: undefined });
    expect(asked).toContain('readTargets d-1 all');
  });

  it('reads no target where the revision names them', async () => {
    const Properties = { Name: 'resize', Alias: 'live', CurrentVersion: '7', TargetVersion: '8' };
    const content = JSON.stringify({ Resources: [{ x: { Type: 'AWS::Lambda::Function', Properties } }] });
    const { functions, asked } = await findDeploymentIn(lambda('Succeeded', content));
    expect(functions).toEqual([shift]);
    expect(asked.filter((read) => read.startsWith('readTargets'))).toEqual([]);
  });

  it('finds both on the target that failed, with one read', async () => {
    const { functions, failure, asked } = await findDeploymentIn(lambda('Failed'), { status: 'failed' });
    expect(functions).toEqual([shift]);
    expect(failure).toMatchObject({ targetId: 'd-1:resize', lifecycleEvent: 'BeforeAllowTraffic' });
    expect(asked.filter((read) => read.startsWith('readTargets'))).toEqual(['readTargets d-1 Failed Unknown']);
  });
});

import type { LifecycleEvent } from '@aws-sdk/client-codedeploy';
import { describe, expect, it } from 'vitest';
import type { FailedTargets } from '../aws/codedeploy.ts';
import { codedeployFrom } from '../testing/codedeploy.ts';
import { findDeploymentFailure } from './find-failure.ts';

function failed(lifecycleEventName: string, second: number): LifecycleEvent {
  return {
    lifecycleEventName,
    status: 'Failed',
    endTime: new Date(1_730_000_000_000 + second * 1_000),
  };
}

function find(answer: Partial<FailedTargets>, status: 'failed' | 'succeeded' = 'failed') {
  const { targets = [], count = targets.length, isCut = false } = answer;
  const codedeploy = {
    ...codedeployFrom({}),
    readFailedTargets: async () => ({ value: { targets, count, isCut }, failure: undefined as undefined }),
  };
  return findDeploymentFailure({ deploymentId: 'd-1', status }, codedeploy, new AbortController().signal);
}

describe('findDeploymentFailure', () => {
  it('returns what failed first on any target, whatever the order of the answer', async () => {
    const targets = [
      { instanceTarget: { targetId: 'i-1', lifecycleEvents: [failed('ValidateService', 30)] } },
      { instanceTarget: { targetId: 'i-2', lifecycleEvents: [failed('ApplicationStart', 20), failed('Install', 10)] } },
      {
        instanceTarget: { targetId: 'i-3', lifecycleEvents: [{ ...failed('Install', 0), status: 'Skipped' as const }] },
      },
    ];
    expect(await find({ targets })).toMatchObject({ targetId: 'i-2', lifecycleEvent: 'Install', otherTargets: 2 });
  });

  it.each(['instanceTarget', 'ecsTarget', 'lambdaTarget', 'cloudFormationTarget'])(
    'returns the failure of a target of the kind %s',
    async (kind) => {
      const targets = [{ [kind]: { targetId: 't', lifecycleEvents: [failed('Install', 1)] } }];
      expect(await find({ targets })).toMatchObject({ kind: 'known', targetId: 't', otherTargets: 0 });
    },
  );

  it('counts the targets that were not read', async () => {
    const targets = [{ instanceTarget: { targetId: 'i-1', lifecycleEvents: [failed('Install', 1)] } }];
    expect(await find({ targets, count: 300, isCut: true })).toMatchObject({ otherTargets: 299, hasMoreTargets: true });
  });

  it('returns unknown where no target shows a failure, as when none was ever reached', async () => {
    const targets = [{ instanceTarget: { targetId: 'i-1', lifecycleEvents: [] } }, {}];
    expect(await find({ targets })).toMatchObject({ kind: 'unknown' });
  });

  it('reads nothing of a deployment that did not fail', async () => {
    expect(await find({}, 'succeeded')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import type { DeploymentSetting } from '../config.ts';
import { compare, exactly, findDeploymentIn, ONE, TWO, worldOfRuns } from '../testing/find.ts';
import { at, commitId, deploymentOf, deploymentsOf, executionOf, pipelineOf, type Run } from '../testing/scenario.ts';
import { deploymentEvent, searchInWorld, type World } from '../testing/search.ts';
import { readDeployment } from './find-deployment.ts';
import { findStanding } from './find-standing.ts';

/** Returns the world in which a pipeline brings back what it deployed before this run, by the deployment d-3. */
function rolledBackByPipeline(failed: Run): World {
  const back: Run = { commit: 'a', minute: 102, deployment: 'd-3', execution: 'e-back' };
  const fixture = pipelineOf('p', [ONE, failed, back]);
  const actions = Object(fixture.actions).filter(
    (action: { pipelineExecutionId: string; actionName: string }) =>
      action.pipelineExecutionId !== 'e-back' || action.actionName === 'Deploy',
  );
  const executions = {
    ...fixture.executions,
    'e-back': {
      executionType: 'ROLLBACK' as const,
      rollbackMetadata: { rollbackTargetPipelineExecutionId: executionOf(ONE) },
      trigger: {
        triggerType: 'AutomatedRollback' as const,
        triggerDetail: JSON.stringify({ FailedPipelineExecutionId: executionOf(failed) }),
      },
    },
  };
  return {
    pipelines: { p: { ...fixture, actions, executions } },
    deployments: deploymentsOf('p', [ONE, failed, back]),
  };
}

describe('findDeployment, for a rollback,', () => {
  const failed: Run = { ...TWO, status: 'Failed' };
  const rollback = deploymentOf('d-r', 101, 'Succeeded', {
    key: 'p/app/a0',
    creator: 'codeDeployRollback',
    rollbackInfo: { rollbackTriggeringDeploymentId: 'd-2', rollbackMessage: 'd-r is the rollback of d-2' },
  });
  const world = worldOfRuns([ONE, failed], { deployments: [...deploymentsOf('p', [ONE, failed]), rollback] });

  it('returns the commit that it brings, the one that it rolls back, and the deployment that caused it', async () => {
    const findings = await findDeploymentIn(world, { deploymentId: 'd-r' });
    expect(findings.source).toMatchObject(exactly('a'));
    expect(findings.rollback).toEqual({
      message: 'd-r is the rollback of d-2',
      triggeringDeploymentId: 'd-2',
      rollbackDeploymentId: undefined,
      from: { id: commitId('b'), title: 'Change b', deployedAt: undefined },
    });
    expect(findings.change).toMatchObject({ kind: 'back', compareUrl: compare('a', 'b') });
    expect(findings.pauses).toEqual([]);
  });

  it('returns what stopped the deployment that it rolls back', async () => {
    const errorInformation = { code: 'ALARM_ACTIVE', message: 'Activated alarms: <shop-5xx>' } as const;
    const deployments = [
      ...deploymentsOf('p', [ONE]),
      deploymentOf('d-2', 100, 'Failed', { key: 'p/app/b100', status: 'Stopped', errorInformation }),
      rollback,
    ];
    const { rolledBackStop } = await findDeploymentIn({ ...world, deployments }, { deploymentId: 'd-r' });
    expect(rolledBackStop).toEqual({ kind: 'alarm', alarms: ['shop-5xx'] });
  });

  it('does not guess the commit that it brings', async () => {
    const deployments = [{ ...rollback, revision: { revisionType: 'S3' as const, s3Location: { key: 'else' } } }];
    const { source, change } = await findDeploymentIn({ ...world, deployments }, { deploymentId: 'd-r' });
    expect(change).toBeUndefined();
    expect(source).toEqual({
      kind: 'unknown',
      reason:
        'a rollback brings back an earlier revision, and no earlier deployment of the same revision is known to a pipeline',
      pipeline: 'p',
    });
  });

  it('returns the commit that the first rollback brought back where a second one repeats it', async () => {
    const again = { ...rollback, deploymentId: 'd-r2', createTime: at(150) };
    const deployments = [...deploymentsOf('p', [ONE, failed]), rollback, again];
    const { source } = await findDeploymentIn({ ...world, deployments }, { deploymentId: 'd-r2' });
    expect(source).toMatchObject(exactly('a'));
  });

  it('returns a rollback that the pipeline makes, though CodeDeploy does not call it one', async () => {
    const findings = await findDeploymentIn(rolledBackByPipeline(failed), { deploymentId: 'd-3' });
    expect(findings.source).toMatchObject({ ...exactly('a'), executionId: 'e-back' });
    expect(findings.rollback).toMatchObject({
      message: `Pipeline p rolls the stage back to execution ${executionOf(ONE)}`,
      triggeringDeploymentId: 'd-2',
      from: { id: commitId('b') },
    });
    expect(findings.change).toMatchObject({ kind: 'back', compareUrl: compare('a', 'b') });
  });
});

describe('findStanding, for a deployment by which a pipeline rolls a stage back,', () => {
  const standing = async (statuses: DeploymentSetting['statuses']) => {
    const { search, asked } = searchInWorld(rolledBackByPipeline({ ...TWO, status: 'Failed' }));
    const read = await readDeployment(deploymentEvent({ deploymentId: 'd-3' }), { pipeline: 'p' }, search);
    const { isReported, statuses: found } = await findStanding(read, { statuses });
    return { isReported, found, calls: asked.length };
  };

  it('finds the rollback where that decides, and only there', async () => {
    expect(await standing(['rolled_back'])).toMatchObject({ isReported: true, found: ['rolled_back'] });
    expect(await standing(['succeeded'])).toMatchObject({ isReported: false, found: ['rolled_back'] });
    expect(await standing(['recovered'])).toMatchObject({ isReported: false, found: ['rolled_back'] });
    expect(await standing(['failed'])).toEqual({ isReported: false, found: ['succeeded'], calls: 1 });
    expect(await standing(undefined)).toEqual({ isReported: true, found: ['succeeded'], calls: 1 });
  });
});

import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { describe, expect, it } from 'vitest';
import { exactly, findDeploymentIn, ONE, TWO, worldOfRuns } from '../testing/find.ts';
import { at, deploymentOf } from '../testing/scenario.ts';

it('findDeployment makes each read once, however many searches need it', async () => {
  const { asked } = await findDeploymentIn(worldOfRuns([ONE, TWO], { pageSize: 100 }), { deploymentId: 'd-2' });
  expect(asked).toEqual([
    'readDeployment d-2',
    'listDeployments',
    'readActions p',
    'readExecutions p',
    'readDeployments d-1',
    // Since when the earlier one was live is certain once nothing before it is left.
    'listDeployments',
    'listDeployments',
    'listDeployments',
  ]);
});

describe('findDeployment, with what CodeDeploy says of the deployment,', () => {
  const overview = { Pending: 0, InProgress: 0, Succeeded: 3, Failed: 0, Skipped: 0, Ready: 0 };
  const infoWith = (change: Partial<DeploymentInfo>) => [
    deploymentOf('d-1', 0, 'Succeeded', { key: 'p/app/a0', deploymentOverview: overview, ...change }),
  ];

  it('replaces what the event says, so that every route leads to the same findings', async () => {
    const sparse = await findDeploymentIn(worldOfRuns([ONE], { deployments: infoWith({}) }), {});
    const rich = await findDeploymentIn(worldOfRuns([ONE], { deployments: infoWith({}) }), {
      startedAt: at(0, 29),
      endedAt: at(0, 52),
      instances: { succeeded: 2, failed: 0, skipped: 0, inProgress: 1, pending: 0, ready: 0 },
    });
    const { search: _search, asked: _asked, ...findings } = sparse;
    expect(rich).toMatchObject(findings);
    expect(findings).toMatchObject({ startedAt: at(0, 30), endedAt: at(0, 50), instances: { succeeded: 3 } });
  });

  it('reads the deployment again where CodeDeploy lags behind its end', async () => {
    const deployments = infoWith({ status: 'InProgress' });
    const meanwhile = () => void deployments.splice(0, 1, ...infoWith({}));
    const { endedAt, pauses } = await findDeploymentIn(worldOfRuns([ONE], { deployments, meanwhile }));
    expect(endedAt).toEqual(at(0, 50));
    expect(pauses).toEqual([2_000]);
  });

  it('keeps the event’s end while CodeDeploy lags behind it', async () => {
    const deployments = infoWith({
      status: 'InProgress',
      completeTime: undefined,
      deploymentOverview: { ...overview, InProgress: 2 },
    });
    const { endedAt, instances } = await findDeploymentIn(worldOfRuns([ONE], { deployments }), { endedAt: at(1) });
    expect({ endedAt, instances }).toEqual({ endedAt: at(1), instances: undefined });
  });

  it('returns no end for an event from before the end', async () => {
    const { endedAt, instances } = await findDeploymentIn(worldOfRuns([ONE], { deployments: infoWith({}) }), {
      status: 'created',
    });
    expect({ endedAt, instances }).toEqual({ endedAt: undefined, instances: undefined });
  });

  it('keeps what the event says where the deployment may not be read', async () => {
    const denied = { error: 'AccessDeniedException' };
    const event = { startedAt: at(0, 30), endedAt: at(0, 50) };
    const { startedAt, source, change } = await findDeploymentIn(worldOfRuns([ONE], { deployments: denied }), event);
    expect(startedAt).toEqual(at(0, 30));
    expect(source).toMatchObject(exactly('a'));
    expect(change).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('codedeploy:ListDeployments') });
  });
});

it('findDeployment returns unknown findings, with the reasons, where every read is denied', async () => {
  const denied = { error: 'AccessDeniedException' };
  const pipelines = { p: { state: denied, actions: denied, executions: denied, summaries: denied } };
  const world = { pipelines, deployments: denied, targets: { 'd-1': denied } };
  const findings = await findDeploymentIn(world, { status: 'failed', startedAt: at(0) });
  expect(findings).toMatchObject({
    source: { kind: 'unknown', reason: 'pipeline p may not be read: codepipeline:GetPipelineState was denied' },
    change: undefined,
    failure: { kind: 'unknown', reason: expect.stringContaining('codedeploy:ListDeploymentTargets') },
    rollback: undefined,
  });
});

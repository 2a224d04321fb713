import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import { codedeployFrom } from '../testing/codedeploy.ts';
import { compare, findDeploymentBy, findDeploymentIn, ONE, THREE, TWO, worldOfRuns } from '../testing/find.ts';
import { at, commitId, deploymentOf, deploymentsOf, pipelineOf, type Run } from '../testing/scenario.ts';
import { deploymentEvent, searchInWorld, type World } from '../testing/search.ts';

describe('the change that findDeployment finds', () => {
  const changeOf = async (runs: readonly Run[], deploymentId: string, change: World = {}) =>
    (await findDeploymentIn(worldOfRuns(runs, change), { deploymentId })).change;

  it('compares with the last successful deployment, and has the page that compares both', async () => {
    const failed: Run = { ...TWO, status: 'Failed' };
    expect(await changeOf([ONE, failed, THREE], 'd-3')).toEqual({
      kind: 'forward',
      previous: { id: commitId('a'), title: 'Change a', deployedAt: at(0, 50) },
      compareUrl: compare('a', 'c'),
    });
  });

  it('is found for a failed deployment as well', async () => {
    const change = (
      await findDeploymentIn(worldOfRuns([ONE, { ...TWO, status: 'Failed' }]), {
        deploymentId: 'd-2',
        status: 'failed',
      })
    ).change;
    expect(change).toMatchObject({ kind: 'forward', previous: { id: commitId('a') } });
  });

  it('is not searched for while the deployment runs', async () => {
    const { change } = await findDeploymentIn(worldOfRuns([ONE, TWO]), { deploymentId: 'd-2', status: 'in_progress' });
    expect(change).toBeUndefined();
  });

  it('says that the deployment is the first one of its group', async () => {
    expect(await changeOf([ONE], 'd-1')).toEqual({ kind: 'first' });
  });

  it('is unknown, and not the first one, where the list is cut', async () => {
    const failed = Array.from(
      { length: 150 },
      (_, index): Run => ({
        commit: 'f',
        minute: index + 1,
        deployment: `d-f${index}`,
        status: 'Failed',
      }),
    );
    expect(await changeOf([...failed, THREE], 'd-3')).toMatchObject({
      kind: 'unknown',
      reason: 'there are too many earlier deployments of the group to read',
    });
  });

  it('is unknown, and not the first one, where the list lacks the deployment itself', async () => {
    expect(await changeOf([ONE], 'd-1', { deployments: [] })).toMatchObject({ kind: 'unknown' });
  });

  it('compares with a deployment of a year ago', async () => {
    const late: Run = { ...TWO, minute: 60 * 24 * 400 };
    expect(await changeOf([ONE, late], 'd-2')).toMatchObject({ kind: 'forward', previous: { id: commitId('a') } });
  });

  it('says that the commit is the same where the same one is deployed again', async () => {
    const again: Run = { commit: 'a', minute: 100, deployment: 'd-2' };
    expect(await changeOf([ONE, again], 'd-2')).toMatchObject({ kind: 'same', previous: { id: commitId('a') } });
  });

  it('is a step back where an older commit is deployed, compared towards the newer one', async () => {
    const back: Run = { commit: 'a', minute: 200, deployment: 'd-3' };
    expect(await changeOf([ONE, TWO, back], 'd-3')).toEqual({
      kind: 'back',
      previous: { id: commitId('b'), title: 'Change b', deployedAt: at(100, 50) },
      compareUrl: compare('a', 'b'),
    });
  });

  it('is a step back by the bundle alone where the executions may not be read', async () => {
    const again = deploymentOf('d-9', 300, 'Succeeded', { key: 'p/app/a0' });
    const pipelines = { p: pipelineOf('p', [ONE, TWO], { summaries: { error: 'AccessDeniedException' } }) };
    const deployments = [...deploymentsOf('p', [ONE, TWO]), again];
    expect(await changeOf([], 'd-9', { pipelines, deployments })).toMatchObject({ kind: 'back' });
  });

  it('is a step forward by the bundle alone to what was first live later', async () => {
    const pipelines = { p: pipelineOf('p', [ONE, TWO], { summaries: { error: 'AccessDeniedException' } }) };
    const back = deploymentOf('d-9', 300, 'Succeeded', { key: 'p/app/a0' });
    const forth = deploymentOf('d-10', 400, 'Succeeded', { key: 'p/app/b100' });
    const deployments = [...deploymentsOf('p', [ONE, TWO]), back, forth];
    expect(await changeOf([], 'd-10', { pipelines, deployments })).toMatchObject({
      kind: 'forward',
      previous: { id: commitId('a') },
    });
  });

  it('is a step forward after a rollback, to which what failed was live nowhere', async () => {
    const rolledBack = deploymentOf('d-r', 110, 'Succeeded', { key: 'p/app/a0', creator: 'codeDeployRollback' });
    const runs: Run[] = [ONE, { ...TWO, status: 'Failed' }, THREE];
    expect(await changeOf(runs, 'd-3', { deployments: [...deploymentsOf('p', runs), rolledBack] })).toMatchObject({
      kind: 'forward',
      previous: { id: commitId('a'), deployedAt: at(0, 50) },
    });
  });

  it('says of what was rolled back to that it is live since then, where some targets got what failed', async () => {
    const rolledBack = deploymentOf('d-r', 110, 'Succeeded', { key: 'p/app/a0', creator: 'codeDeployRollback' });
    const failed = deploymentOf('d-2', 100, 'Failed', { key: 'p/app/b100', deploymentOverview: { Succeeded: 1 } });
    const deployments = [...deploymentsOf('p', [ONE, THREE]), failed, rolledBack];
    expect(await changeOf([ONE, TWO, THREE], 'd-3', { deployments })).toMatchObject({
      previous: { id: commitId('a'), deployedAt: at(110, 50) },
    });
  });

  it.each([
    ['Auto Scaling', 'p/app/a0', 'autoscaling'],
    ['CodeDeploy for outdated instances', 'p/app/a0', 'CodeDeployAutoUpdate'],
    ['a person', 'p/app/a0', 'user'],
  ] as const)('says since when a commit was live that was deployed once more by %s', async (_name, key, creator) => {
    const again = deploymentOf('d-again', 150, 'Succeeded', { key, creator });
    const deployments = [...deploymentsOf('p', [ONE, THREE]), again];
    expect(await changeOf([ONE, THREE], 'd-3', { deployments })).toMatchObject({
      previous: { id: commitId('a'), deployedAt: at(0, 50) },
    });
  });

  it.each([
    ['the list of executions', {}],
    ['their actions', { summaries: [] }],
  ])('says since when a commit was live that the pipeline has built again, by %s', async (_name, change) => {
    const again: Run = { ...TWO, commit: 'a' };
    const runs = [ONE, again, THREE];
    const pipelines = { p: pipelineOf('p', runs, change) };
    const since = { previous: { id: commitId('a'), deployedAt: at(0, 50) } };
    expect(await changeOf(runs, 'd-3', { pipelines })).toMatchObject({ kind: 'forward', ...since });
    expect(await changeOf(runs, 'd-2', { pipelines })).toMatchObject({ kind: 'same', ...since });
  });

  it('compares with the last release, not with what a new instance got meanwhile', async () => {
    const late = deploymentOf('d-late', 101, 'Succeeded', { key: 'p/app/a0', creator: 'autoscaling' });
    const deployments = [...deploymentsOf('p', [ONE, TWO, THREE]), late];
    expect(await changeOf([ONE, TWO, THREE], 'd-3', { deployments })).toMatchObject({
      previous: { id: commitId('b'), deployedAt: at(100, 50) },
    });
  });

  it('says nothing of since when where the row cannot be read to its beginning', async () => {
    const many = Array.from({ length: 150 }, (_, index) =>
      deploymentOf(`d-${index}-again`, index + 1, 'Succeeded', { key: 'p/app/a0' }),
    );
    const late: Run = { ...THREE, minute: 3_000 };
    const last = deploymentOf('d-last', 2_900, 'Succeeded', { key: 'p/app/a0' });
    const deployments = [...deploymentsOf('p', [ONE, late]), ...many, last];
    expect(await changeOf([ONE, late], 'd-3', { deployments })).toMatchObject({
      previous: { id: commitId('a'), deployedAt: undefined },
    });
  });

  it('does not depend on the order in which CodeDeploy lists the deployments', async () => {
    const deployments = deploymentsOf('p', [TWO, ONE, THREE]);
    for (const order of [deployments, [...deployments].reverse()]) {
      expect(await changeOf([ONE, TWO, THREE], 'd-3', { deployments: order })).toMatchObject({
        previous: { id: commitId('b') },
      });
    }
  });

  it('is unknown, with the reason, where the list is denied', async () => {
    const { search } = searchInWorld(worldOfRuns([ONE, TWO]));
    const { listDeployments } = codedeployFrom({}, { error: 'AccessDeniedException' });
    const { change } = await findDeploymentBy(
      deploymentEvent({ deploymentId: 'd-2' }),
      { pipeline: 'p' },
      {
        ...search,
        reads: { ...search.reads, codedeploy: { ...search.reads.codedeploy, listDeployments } },
      },
    );
    expect(change).toEqual({
      kind: 'unknown',
      reason:
        'the history of the deployment group may not be read: codedeploy:ListDeployments or codedeploy:BatchGetDeployments was denied',
    });
  });

  it('is unknown, with the earlier deployment’s id, where no pipeline shows that one', async () => {
    const byHand = deploymentOf('d-h', 50, 'Succeeded', { key: 'uploads/by-hand.zip' });
    const deployments = [...deploymentsOf('p', [ONE, TWO]), byHand];
    expect(await changeOf([ONE, TWO], 'd-2', { deployments })).toEqual({
      kind: 'unknown',
      reason: 'the last successful deployment was d-h, and no action of a pipeline shows it',
    });
  });
});

describe('findDeployment, for several sources,', () => {
  const config = (commit: string) => (action: ActionExecutionDetail) =>
    action.actionName === 'App'
      ? [
          {
            ...action,
            actionName: 'Config',
            actionExecutionId: `${action.actionExecutionId}-config`,
            output: {
              executionResult: { externalExecutionId: commitId(commit), externalExecutionSummary: `Set ${commit}` },
            },
          },
          action,
        ]
      : [action];
  /** Two runs of both sources, of which the first one's commits are `a` and `1`. */
  const twice = (app: string, set: string): World => {
    const next: Run = { ...TWO, commit: app };
    const actions = [
      ...Object(pipelineOf('p', [next]).actions).flatMap(config(set)),
      ...Object(pipelineOf('p', [ONE]).actions).flatMap(config('1')),
    ];
    return worldOfRuns([ONE, next], { pipelines: { p: pipelineOf('p', [ONE, next], { actions }) } });
  };

  it('puts the source that changed first, and compares its previous revision with it', async () => {
    const { source, change } = await findDeploymentIn(twice('a', '2'), { deploymentId: 'd-2' });
    expect(change).toMatchObject({ kind: 'forward', previous: { id: commitId('1') } });
    expect(source).toMatchObject({ revisions: [{ action: 'Config', id: commitId('2') }, { action: 'App' }] });
  });

  it('leaves the first source first where both changed, and where none did', async () => {
    const both = await findDeploymentIn(twice('b', '2'), { deploymentId: 'd-2' });
    expect(both).toMatchObject({
      change: { kind: 'forward', previous: { id: commitId('a') } },
      source: { revisions: [{ action: 'App', id: commitId('b') }, { action: 'Config' }] },
    });
    const none = await findDeploymentIn(twice('a', '1'), { deploymentId: 'd-2' });
    expect(none).toMatchObject({ change: { kind: 'same' }, source: { revisions: [{ action: 'App' }, {}] } });
  });
});

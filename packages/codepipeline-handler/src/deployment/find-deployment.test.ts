import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import { codedeployFrom } from '../testing/codedeploy.ts';
import { at, commitId, deploymentOf, deploymentsOf, executionOf, pipelineOf, type Run } from '../testing/scenario.ts';
import { deploymentEvent, searchInWorld, type World } from '../testing/search.ts';
import type { DeploymentEvent } from './event.ts';
import { findDeployment } from './find-deployment.ts';

const ONE: Run = { commit: 'a', minute: 0, deployment: 'd-1' };
const TWO: Run = { commit: 'b', minute: 100, deployment: 'd-2' };
const THREE: Run = { commit: 'c', minute: 200, deployment: 'd-3' };

/** The pipeline `p` of these runs, and the deployments that they made. */
function worldOf(runs: readonly Run[], change: World = {}): World {
  return {
    pipelines: { p: pipelineOf('p', runs) },
    deployments: deploymentsOf('p', runs),
    ...change,
  };
}

async function find(
  world: World,
  event: Partial<DeploymentEvent> = {},
  setting: { readonly pipeline?: string } = { pipeline: 'p' },
) {
  const inWorld = searchInWorld(world);
  const findings = await findDeployment(deploymentEvent(event), setting, inWorld.search);
  return { ...findings, ...inWorld };
}

function exactly(commit: string) {
  return { certainty: 'exact', doubt: undefined, revisions: [{ id: commitId(commit) }] };
}
function compare(from: string, to: string) {
  return `https://github.com/acme/shop/compare/${commitId(from)}...${commitId(to)}`;
}

describe('the commit of a deployment', () => {
  it('is that of the execution that made the deployment, with author, branch and pages', async () => {
    const { source } = await find(worldOf([ONE]));
    expect(source).toMatchObject({
      ...exactly('a'),
      pipeline: 'p',
      executionId: executionOf(ONE),
      revisions: [
        {
          action: 'App',
          title: 'Change a',
          body: 'In detail.',
          ref: { kind: 'branch', name: 'main' },
          commitUrl: `https://github.com/acme/shop/commit/${commitId('a')}`,
          entityUrl: 'https://github.com/acme/shop/tree/main',
        },
      ],
    });
  });

  it('is not that of a newer push which is in Source by now', async () => {
    const pushed: Run = { commit: 'b', minute: 1 };
    const { source } = await find(worldOf([ONE, pushed]));
    expect(source).toMatchObject(exactly('a'));
  });

  it('is not taken from a state that mixes executions which run side by side', async () => {
    const { state } = pipelineOf('p', [{ ...TWO, deployment: 'd-1' }]);
    const pipelines = { p: pipelineOf('p', [ONE, TWO], { state }) };
    const { source } = await find(worldOf([ONE, TWO], { pipelines }));
    expect(source).toMatchObject(exactly('a'));
  });

  it('is doubted where the history is denied and executions run side by side', async () => {
    const { executions } = pipelineOf('p', [ONE]);
    const parallel = { [executionOf(ONE)]: { ...Object(executions)[executionOf(ONE)], executionMode: 'PARALLEL' } };
    const pipelines = {
      p: pipelineOf('p', [ONE], { actions: { error: 'AccessDeniedException' }, executions: parallel }),
    };
    const { source } = await find(worldOf([ONE], { pipelines }));
    expect(source).toMatchObject({
      certainty: 'latest',
      doubt:
        'pipeline p runs its executions side by side, and the history of pipeline p may not be read: codepipeline:ListActionExecutions was denied',
    });
  });

  it('is exact by the state alone where the history is denied', async () => {
    const pipelines = { p: pipelineOf('p', [ONE], { actions: { error: 'AccessDeniedException' } }) };
    expect((await find(worldOf([ONE], { pipelines }))).source).toMatchObject(exactly('a'));
  });

  it('is exact by the history alone where the state is denied', async () => {
    const pipelines = { p: pipelineOf('p', [ONE, TWO], { state: { error: 'AccessDeniedException' } }) };
    expect((await find(worldOf([ONE, TWO], { pipelines }))).source).toMatchObject(exactly('a'));
  });

  it('is searched for again while no pipeline shows a young deployment yet', async () => {
    const pipelines = { p: pipelineOf('p', [{ commit: 'a', minute: 0 }]) };
    const meanwhile = () => void Object.assign(pipelines, { p: pipelineOf('p', [ONE]) });
    const { source, pauses } = await find(worldOf([ONE], { pipelines, meanwhile, minute: 1 }));
    expect(source).toMatchObject(exactly('a'));
    expect(pauses).toEqual([2_000]);
  });

  it('is a guess, with the doubt, after a few looks', async () => {
    const world = worldOf([ONE], { pipelines: { p: pipelineOf('p', [{ commit: 'b', minute: 0 }]) }, minute: 1 });
    const { source, pauses, change } = await find(world);
    expect(source).toMatchObject({
      certainty: 'latest',
      doubt: 'no recent action of pipeline p shows this deployment',
      revisions: [{ id: commitId('b') }],
    });
    expect(pauses).toEqual([2_000, 4_000]);
    expect(change).toBeUndefined();
  });

  it('is no guess where the bundle is none of the pipeline’s', async () => {
    const deployments = [deploymentOf('d-1', 0, 'Succeeded', { key: 'uploads/by-hand.zip' })];
    const { source } = await find(worldOf([TWO], { deployments }));
    expect(source).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('uploads/by-hand.zip') });
  });

  it('is no guess where CloudFormation made the deployment', async () => {
    const deployments = [deploymentOf('d-1', 0, 'Succeeded', { key: 'p/app/x', creator: 'CloudFormation' })];
    const { source } = await find(worldOf([TWO], { deployments }));
    expect(source).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/^CloudFormation made/) });
  });

  it('is named by a bundle from GitHub, without any pipeline', async () => {
    const revision: NonNullable<DeploymentInfo['revision']> = {
      revisionType: 'GitHub',
      gitHubLocation: { repository: 'acme/shop', commitId: commitId('a') },
    };
    const deployments = [deploymentOf('d-1', 0, 'Succeeded', { key: '', revision })];
    const { source, change, asked } = await find({ deployments }, {}, {});
    expect(source).toMatchObject({ ...exactly('a'), pipeline: undefined });
    expect(change).toEqual({ kind: 'first' });
    expect(asked.filter((read) => /readState|readActions|readPipelines/.test(read))).toEqual([]);
  });

  it('is that of the same bundle where somebody deploys it again from the console', async () => {
    const again = deploymentOf('d-9', 300, 'Succeeded', { key: 'p/app/b100' });
    const world = worldOf([ONE, TWO, THREE]);
    const { source } = await find(
      { ...world, deployments: [...deploymentsOf('p', [ONE, TWO, THREE]), again] },
      { deploymentId: 'd-9' },
    );
    expect(source).toMatchObject(exactly('b'));
  });

  it('is that of another pipeline which deploys to the same group', async () => {
    const hotfix: Run = { commit: 'f', minute: 50, deployment: 'd-9' };
    const pipelines = { p: pipelineOf('p', [ONE]), hotfix: pipelineOf('hotfix', [hotfix]) };
    const deployments = [...deploymentsOf('p', [ONE]), ...deploymentsOf('hotfix', [hotfix])];
    const { source, change } = await find({ pipelines, deployments }, { deploymentId: 'd-9' });
    expect(source).toMatchObject({ ...exactly('f'), pipeline: 'hotfix' });
    expect(change).toMatchObject({ kind: 'forward', previous: { id: commitId('a') } });
  });

  it('is found without a setting, by what the pipelines deploy to', async () => {
    const { source, change } = await find(worldOf([ONE, TWO]), { deploymentId: 'd-2' }, {});
    expect(source).toMatchObject(exactly('b'));
    expect(change).toMatchObject({ kind: 'forward' });
  });

  it('is unknown, with the pipelines’ names, where none of several shows the deployment', async () => {
    const pipelines = { p: pipelineOf('p', [TWO]), q: pipelineOf('q', [THREE]) };
    const { source } = await find({ pipelines, deployments: deploymentsOf('p', [ONE]) }, {}, {});
    expect(source).toMatchObject({
      kind: 'unknown',
      reason: 'none of the pipelines p, q shows this deployment',
    });
  });

  it.each([
    ['no pipeline is set, and discovery is off', { discover: false }, /no pipeline is set/],
    ['no pipeline deploys to the group', {}, /no pipeline of this account and region deploys to this group/],
  ])('is unknown where %s', async (_name, world, reason) => {
    const { source } = await find(world, {}, {});
    expect(source).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(reason) });
  });

  it('is no guess where nothing shows whether the deployment is a rollback', async () => {
    const { source } = await find(worldOf([TWO], { deployments: { error: 'AccessDeniedException' } }));
    expect(source).toMatchObject({
      kind: 'unknown',
      reason:
        'no recent action of pipeline p shows this deployment, and deployment d-1 may not be read: codedeploy:GetDeployment was denied',
    });
  });

  it('is not searched for again once the time is over', async () => {
    const world = worldOf([ONE], { pipelines: { p: pipelineOf('p', []) }, minute: 1, signal: AbortSignal.abort() });
    expect((await find(world)).pauses).toEqual([]);
  });
});

it('findDeployment makes each read once, however many searches need it', async () => {
  const { asked } = await find(worldOf([ONE, TWO], { pageSize: 100 }), { deploymentId: 'd-2' });
  expect(asked).toEqual([
    'readDeployment d-2',
    'readState p',
    `readActions p ${executionOf(TWO)}`,
    'listDeployments',
    'readDeployments d-1',
    'readActions p',
    `readActions p ${executionOf(ONE)}`,
    'readExecutions p',
  ]);
});

describe('the change of a deployment', () => {
  const changeOf = async (runs: readonly Run[], deploymentId: string, change: World = {}) =>
    (await find(worldOf(runs, change), { deploymentId })).change;

  it('is against the last successful deployment, with the page that compares', async () => {
    const failed: Run = { ...TWO, status: 'Failed' };
    expect(await changeOf([ONE, failed, THREE], 'd-3')).toEqual({
      kind: 'forward',
      previous: { id: commitId('a'), title: 'Change a', deployedAt: at(0, 50) },
      compareUrl: compare('a', 'c'),
    });
  });

  it('is found for a failed deployment as well', async () => {
    const change = (await find(worldOf([ONE, { ...TWO, status: 'Failed' }]), { deploymentId: 'd-2', status: 'failed' }))
      .change;
    expect(change).toMatchObject({ kind: 'forward', previous: { id: commitId('a') } });
  });

  it('is not searched for while the deployment runs', async () => {
    const { change } = await find(worldOf([ONE, TWO]), { deploymentId: 'd-2', status: 'in_progress' });
    expect(change).toBeUndefined();
  });

  it('is that the deployment is the first one of its group', async () => {
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

  it('is found against a deployment of a year ago', async () => {
    const late: Run = { ...TWO, minute: 60 * 24 * 400 };
    expect(await changeOf([ONE, late], 'd-2')).toMatchObject({ kind: 'forward', previous: { id: commitId('a') } });
  });

  it('is none where the same commit is deployed again', async () => {
    const again: Run = { commit: 'a', minute: 100, deployment: 'd-2' };
    expect(await changeOf([ONE, again], 'd-2')).toMatchObject({ kind: 'same', previous: { id: commitId('a') } });
  });

  it('is a step back where an older commit goes out, compared towards the newer one', async () => {
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

  it('is a step forward after a rollback', async () => {
    const rolledBack = deploymentOf('d-r', 110, 'Succeeded', { key: 'p/app/a0', creator: 'codeDeployRollback' });
    const runs: Run[] = [ONE, { ...TWO, status: 'Failed' }, THREE];
    expect(await changeOf(runs, 'd-3', { deployments: [...deploymentsOf('p', runs), rolledBack] })).toMatchObject({
      kind: 'forward',
      previous: { id: commitId('a'), deployedAt: at(110, 50) },
    });
  });

  it('does not depend on the order in which CodeDeploy lists', async () => {
    const deployments = deploymentsOf('p', [TWO, ONE, THREE]);
    for (const order of [deployments, [...deployments].reverse()]) {
      expect(await changeOf([ONE, TWO, THREE], 'd-3', { deployments: order })).toMatchObject({
        previous: { id: commitId('b') },
      });
    }
  });

  it('is unknown, with the reason, where the list is denied', async () => {
    const { search } = searchInWorld(worldOf([ONE, TWO]));
    const { listDeployments } = codedeployFrom({}, { error: 'AccessDeniedException' });
    const { change } = await findDeployment(
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

describe('findDeployment, of several sources,', () => {
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
    return worldOf([ONE, next], { pipelines: { p: pipelineOf('p', [ONE, next], { actions }) } });
  };

  it('puts the one that changed first, and compares the previous one with it', async () => {
    const { source, change } = await find(twice('a', '2'), { deploymentId: 'd-2' });
    expect(change).toMatchObject({ kind: 'forward', previous: { id: commitId('1') } });
    expect(source).toMatchObject({ revisions: [{ action: 'Config', id: commitId('2') }, { action: 'App' }] });
  });

  it('leaves the first one first where both changed, and where none did', async () => {
    const both = await find(twice('b', '2'), { deploymentId: 'd-2' });
    expect(both).toMatchObject({
      change: { kind: 'forward', previous: { id: commitId('a') } },
      source: { revisions: [{ action: 'App', id: commitId('b') }, { action: 'Config' }] },
    });
    const none = await find(twice('a', '1'), { deploymentId: 'd-2' });
    expect(none).toMatchObject({ change: { kind: 'same' }, source: { revisions: [{ action: 'App' }, {}] } });
  });
});

describe('a rollback', () => {
  const failed: Run = { ...TWO, status: 'Failed' };
  const rollback = deploymentOf('d-r', 101, 'Succeeded', {
    key: 'p/app/a0',
    creator: 'codeDeployRollback',
    rollbackInfo: { rollbackTriggeringDeploymentId: 'd-2', rollbackMessage: 'd-r is the rollback of d-2' },
  });
  const world = worldOf([ONE, failed], { deployments: [...deploymentsOf('p', [ONE, failed]), rollback] });

  it('has the commit that it brings, the one that it rolls back, and the deployment that caused it', async () => {
    const findings = await find(world, { deploymentId: 'd-r' });
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

  it('has no guess for its commit', async () => {
    const deployments = [{ ...rollback, revision: { revisionType: 'S3' as const, s3Location: { key: 'else' } } }];
    const { source } = await find({ ...world, deployments }, { deploymentId: 'd-r' });
    expect(source).toEqual({
      kind: 'unknown',
      reason:
        'a rollback brings back an earlier revision, and no earlier deployment of the same revision is known to a pipeline',
      pipeline: 'p',
    });
  });

  it('of a rollback has the commit that the first of them brought back', async () => {
    const again = { ...rollback, deploymentId: 'd-r2', createTime: at(150) };
    const deployments = [...deploymentsOf('p', [ONE, failed]), rollback, again];
    const { source } = await find({ ...world, deployments }, { deploymentId: 'd-r2' });
    expect(source).toMatchObject(exactly('a'));
  });

  it('by the pipeline is a rollback too, though CodeDeploy does not say so', async () => {
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
    const findings = await find(
      { pipelines: { p: { ...fixture, actions, executions } }, deployments: deploymentsOf('p', [ONE, failed, back]) },
      { deploymentId: 'd-3' },
    );
    expect(findings.source).toMatchObject({ ...exactly('a'), executionId: 'e-back' });
    expect(findings.rollback).toMatchObject({
      message: `Pipeline p rolls the stage back to execution ${executionOf(ONE)}`,
      triggeringDeploymentId: 'd-2',
      from: { id: commitId('b') },
    });
    expect(findings.change).toMatchObject({ kind: 'back', compareUrl: compare('a', 'b') });
  });
});

describe('what CodeDeploy says', () => {
  const overview = { Pending: 0, InProgress: 0, Succeeded: 3, Failed: 0, Skipped: 0, Ready: 0 };
  const reading = (change: Partial<DeploymentInfo>) => [
    deploymentOf('d-1', 0, 'Succeeded', { key: 'p/app/a0', deploymentOverview: overview, ...change }),
  ];

  it('replaces what the event says, so that every route gives the same', async () => {
    const sparse = await find(worldOf([ONE], { deployments: reading({}) }), {});
    const rich = await find(worldOf([ONE], { deployments: reading({}) }), {
      startedAt: at(0, 29),
      endedAt: at(0, 52),
      instances: { succeeded: 2, failed: 0, skipped: 0, inProgress: 1, pending: 0, ready: 0 },
    });
    const { search: _search, asked: _asked, ...findings } = sparse;
    expect(rich).toMatchObject(findings);
    expect(findings).toMatchObject({ startedAt: at(0, 30), endedAt: at(0, 50), instances: { succeeded: 3 } });
  });

  it('is read again when it lags behind the end', async () => {
    const deployments = reading({ status: 'InProgress' });
    const meanwhile = () => void deployments.splice(0, 1, ...reading({}));
    const { endedAt, pauses } = await find(worldOf([ONE], { deployments, meanwhile }));
    expect(endedAt).toEqual(at(0, 50));
    expect(pauses).toEqual([2_000]);
  });

  it('is not used for the end while it lags', async () => {
    const deployments = reading({
      status: 'InProgress',
      completeTime: undefined,
      deploymentOverview: { ...overview, InProgress: 2 },
    });
    const { endedAt, instances } = await find(worldOf([ONE], { deployments }), { endedAt: at(1) });
    expect({ endedAt, instances }).toEqual({ endedAt: at(1), instances: undefined });
  });

  it('gives no end to an event from before the end', async () => {
    const { endedAt, instances } = await find(worldOf([ONE], { deployments: reading({}) }), { status: 'created' });
    expect({ endedAt, instances }).toEqual({ endedAt: undefined, instances: undefined });
  });

  it('is replaced by what the event says where it may not be read', async () => {
    const denied = { error: 'AccessDeniedException' };
    const event = { startedAt: at(0, 30), endedAt: at(0, 50) };
    const { startedAt, source, change } = await find(worldOf([ONE], { deployments: denied }), event);
    expect(startedAt).toEqual(at(0, 30));
    expect(source).toMatchObject(exactly('a'));
    expect(change).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('codedeploy:ListDeployments') });
  });
});

it('findDeployment returns unknown findings, with the reasons, where every read is denied', async () => {
  const denied = { error: 'AccessDeniedException' };
  const pipelines = { p: { state: denied, actions: denied, executions: denied, summaries: denied } };
  const world = { pipelines, deployments: denied, targets: { 'd-1': denied } };
  const findings = await find(world, { status: 'failed', startedAt: at(0) });
  expect(findings).toMatchObject({
    source: { kind: 'unknown', reason: 'pipeline p may not be read: codepipeline:GetPipelineState was denied' },
    change: undefined,
    failure: { kind: 'unknown', reason: expect.stringContaining('codedeploy:ListDeploymentTargets') },
    rollback: undefined,
  });
});

import type { DeploymentTarget } from '@aws-sdk/client-codedeploy';
import { recordRounds } from '@shipbell/testing';
import { describe, expect, it } from 'vitest';
import { createCodeDeploy } from './aws/codedeploy.ts';
import { createCodePipeline } from './aws/codepipeline.ts';
import { createTurns } from './aws/turns.ts';
import type { DeploymentSetting } from './config.ts';
import type { Dependencies } from './handler.ts';
import {
  actionEvent,
  deploymentEvent,
  deploymentTrigger,
  type Payload,
  pipelineEvent,
  throughTopic,
} from './testing/aws-events.ts';
import { codedeployClient } from './testing/codedeploy.ts';
import { codepipelineClient, type PipelineFixture } from './testing/codepipeline.ts';
import { ONE, THREE, TWO } from './testing/find.ts';
import { readFixture, settingsOf, worldOf } from './testing/fixtures.ts';
import {
  APPLICATION,
  at,
  deploymentOf,
  deploymentsOf,
  executionOf,
  GROUP,
  pipelineOf,
  type Run,
} from './testing/scenario.ts';
import { setUpHandler, type World } from './testing/set-up-handler.ts';

/** How many items CodePipeline and CodeDeploy give a page. */
const PAGE_SIZE = 100;

const NAMED: DeploymentSetting = { group: GROUP, pipeline: 'p' };

/**
 * Returns a container’s handler as a function of an event, which returns the calls that the event leads to: those of an
 * entry go side by side, and each entry waits for the one before it.
 */
function setUp({ pipelines = {}, targets = {}, deployments = [] }: World, change: Partial<Dependencies> = {}) {
  const { record, recorded, takeRounds } = recordRounds();
  const inTurns = createTurns();
  const reads = {
    codepipeline: createCodePipeline(inTurns(recorded(codepipelineClient(pipelines, PAGE_SIZE)))),
    codedeploy: createCodeDeploy(inTurns(recorded(codedeployClient(targets, deployments, PAGE_SIZE)))),
  };
  const enqueue = () => record('SendMessage');
  const { handler } = setUpHandler({}, { readsIn: () => reads, enqueue, ...change });
  return async (event: unknown) => {
    await handler(event);
    return takeRounds();
  };
}

/** Returns the calls of a fixture’s event. */
function callsOfFixture(name: string, change: Partial<Dependencies> = {}) {
  return setUp(worldOf(name), { ...settingsOf(name), ...change })(readFixture(`${name}.event.json`));
}

/** Returns a world of three releases within a few hours, the last of which may be changed. */
function releases(change: Partial<Run> = {}, further: Readonly<Record<string, PipelineFixture>> = {}): World {
  const runs = [ONE, TWO, { ...THREE, ...change }];
  return { pipelines: { ...further, p: pipelineOf('p', runs) }, deployments: deploymentsOf('p', runs) };
}

/** Five hundred pipelines and two more, which deploy nowhere. */
const OTHERS = Object.fromEntries(Array.from({ length: 502 }, (_, index) => [`a${index}`, { state: {} }]));

const SHOP = { application: APPLICATION, deploymentGroup: GROUP };

/** Returns a trigger’s notification of a deployment that was created at this minute. */
function trigger(status: string, deploymentId: string, minute: number, change: Payload = {}) {
  const createTime = at(minute, 30)
    .toUTCString()
    .replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+) GMT$/, '$1 $3 $2 $5 UTC $4');
  const names = { applicationName: APPLICATION, deploymentGroupName: GROUP };
  return throughTopic(deploymentTrigger(status, { ...names, deploymentId, createTime, ...change }));
}

describe('the calls that a CodeDeploy event leads to, in their order, are for', () => {
  const succeeded = trigger('SUCCEEDED', 'd-3', 200);

  it('a success whose pipeline is named', async () => {
    expect(await setUp(releases(), { deployments: [NAMED] })(succeeded)).toMatchInlineSnapshot(`
      [
        "GetDeployment + ListDeployments",
        "BatchGetDeployments + ListActionExecutions + ListPipelineExecutions",
        "SendMessage",
      ]
    `);
  });

  it('the same through EventBridge', async () => {
    const event = deploymentEvent('SUCCESS', { ...SHOP, deploymentId: 'd-3' });
    expect(await setUp(releases(), { deployments: [NAMED] })(event)).toMatchInlineSnapshot(`
      [
        "GetDeployment",
        "ListActionExecutions + ListDeployments + ListPipelineExecutions",
        "BatchGetDeployments",
        "SendMessage",
      ]
    `);
  });

  it('the same, discovered among 503 pipelines', async () => {
    expect(await setUp(releases({}, OTHERS))(succeeded)).toMatchInlineSnapshot(`
      [
        "GetDeployment",
        "ListDeployments + ListPipelines",
        "BatchGetDeployments + GetPipeline",
        "ListActionExecutions + ListPipelineExecutions",
        "SendMessage",
      ]
    `);
  });

  it('the same, discovered by its name, where the bundle does not name it', async () => {
    const runs = [ONE, TWO, THREE];
    const revision = { revisionType: 'AppSpecContent' as const };
    const deployments = deploymentsOf('shop-release', runs).map((one) => ({ ...one, revision }));
    const world = { pipelines: { ...OTHERS, 'shop-release': pipelineOf('shop-release', runs) }, deployments };
    expect(await setUp(world)(succeeded)).toMatchInlineSnapshot(`
      [
        "GetDeployment",
        "ListDeployments + ListPipelines",
        "BatchGetDeployments + GetPipeline",
        "ListActionExecutions + ListPipelineExecutions",
        "SendMessage",
      ]
    `);
  });

  it('a failure', async () => {
    const lifecycleEvents = [{ lifecycleEventName: 'ApplicationStart', status: 'Failed' as const }];
    const target: DeploymentTarget = {
      deploymentTargetType: 'InstanceTarget',
      instanceTarget: { targetId: 'i-1', status: 'Failed', lifecycleEvents },
    };
    const world = { ...releases({ status: 'Failed' }), targets: { 'd-3': [target] } };
    const calls = setUp(world, { deployments: [NAMED] });
    expect(await calls(trigger('FAILED', 'd-3', 200))).toMatchInlineSnapshot(`
      [
        "GetDeployment + ListDeployments",
        "BatchGetDeployments + ListActionExecutions + ListDeploymentTargets + ListPipelineExecutions",
        "BatchGetDeploymentTargets",
        "SendMessage",
      ]
    `);
  });

  const rollbackInfo = { rollbackTriggeringDeploymentId: 'd-2', rollbackMessage: 'Deployment d-2 failed' };
  const rollback = deploymentOf('d-9', 110, 'Succeeded', {
    key: 'p/app/a0',
    creator: 'codeDeployRollback',
    rollbackInfo,
  });
  const runs: Run[] = [ONE, { ...TWO, status: 'Failed' }];
  const rolledBack = {
    pipelines: { p: pipelineOf('p', runs) },
    deployments: [rollback, ...deploymentsOf('p', runs)],
  };

  it('a rollback', async () => {
    const rollbackInformation = { RollbackTriggeringDeploymentId: 'd-2', RollbackMessage: 'Deployment d-2 failed' };
    const calls = setUp(rolledBack, { deployments: [NAMED] });
    expect(await calls(trigger('SUCCEEDED', 'd-9', 110, { rollbackInformation }))).toMatchInlineSnapshot(`
      [
        "GetDeployment + ListDeployments",
        "BatchGetDeployments + GetDeployment + ListActionExecutions",
        "SendMessage",
      ]
    `);
  });

  it('a rollback through EventBridge', async () => {
    const event = deploymentEvent('SUCCESS', { ...SHOP, deploymentId: 'd-9' });
    expect(await setUp(rolledBack, { deployments: [NAMED] })(event)).toMatchInlineSnapshot(`
      [
        "GetDeployment",
        "GetDeployment + ListActionExecutions + ListDeployments",
        "BatchGetDeployments",
        "SendMessage",
      ]
    `);
  });

  it('a deployment that begins, where progress is asked for', async () => {
    const calls = setUp(releases(), { deployments: [NAMED], additionalEvents: ['progress'] });
    expect(await calls(trigger('CREATED', 'd-3', 200))).toMatchInlineSnapshot(`
      [
        "GetDeployment",
        "ListActionExecutions",
        "SendMessage",
      ]
    `);
  });

  it('a deployment of Auto Scaling’s, which is not asked for', async () => {
    const deployments = [deploymentOf('d-9', 210, 'Succeeded', { key: 'p/app/c200', creator: 'autoscaling' })];
    const calls = setUp({ ...releases(), deployments }, { deployments: [NAMED] });
    expect(await calls(deploymentEvent('SUCCESS', { ...SHOP, deploymentId: 'd-9' }))).toMatchInlineSnapshot(`
      [
        "GetDeployment",
      ]
    `);
    expect(await calls(trigger('SUCCEEDED', 'd-9', 210))).toMatchInlineSnapshot(`
      [
        "GetDeployment + ListDeployments",
      ]
    `);
  });

  it('a success that the setting’s statuses leave out', async () => {
    const none = setUp(releases(), { deployments: [{ ...NAMED, statuses: ['stopped'] }] });
    expect(await none(succeeded)).toMatchInlineSnapshot(`[]`);
    const onlyPartial = setUp(releases(), { deployments: [{ ...NAMED, statuses: ['failed'] }] });
    expect(await onlyPartial(succeeded)).toMatchInlineSnapshot(`
      [
        "GetDeployment",
      ]
    `);
  });

  it('a group that is not ours', async () => {
    const calls = setUp(releases(), { deployments: [{ group: 'other' }] });
    expect(await calls(succeeded)).toMatchInlineSnapshot(`[]`);
  });
});

describe('the calls that a pipeline’s event leads to, in their order, are for', () => {
  const ended = (state: string) => pipelineEvent(state, { pipeline: 'p', 'execution-id': executionOf(THREE) });
  const deployed = actionEvent('SUCCEEDED', {
    pipeline: 'p',
    'execution-id': executionOf(THREE),
    'execution-result': { 'external-execution-id': 'd-3' },
  });

  it('a success that deploys to ECS', async () => {
    const runs: Run[] = [ONE, TWO, THREE].map(({ deployment: _, ...run }) => ({ ...run, provider: 'ECS' }));
    expect(await setUp({ pipelines: { p: pipelineOf('p', runs) } })(ended('SUCCEEDED'))).toMatchInlineSnapshot(`
      [
        "ListActionExecutions",
        "GetPipelineExecution + ListPipelineExecutions",
        "SendMessage",
      ]
    `);
  });

  it('a build that failed, of whose pipeline the definition says what was not reached', async () => {
    expect(await callsOfFixture('pipeline-failed-build')).toMatchInlineSnapshot(`
      [
        "ListActionExecutions",
        "GetPipeline + GetPipelineExecution",
        "SendMessage",
      ]
    `);
  });

  it('an approval that is asked for', async () => {
    expect(await callsOfFixture('approval')).toMatchInlineSnapshot(`
      [
        "GetPipelineState + ListActionExecutions",
        "SendMessage",
      ]
    `);
  });

  it('an approval’s own event, where it is asked for', async () => {
    expect(await callsOfFixture('approval-event-waiting', { additionalEvents: ['approvals'] })).toMatchInlineSnapshot(`
      [
        "GetPipeline + ListActionExecutions",
        "SendMessage",
      ]
    `);
  });

  it('a deploy action, whose deployment ended more than four minutes ago', async () => {
    expect(await setUp(releases())(deployed)).toMatchInlineSnapshot(`
      [
        "GetDeployment",
      ]
    `);
  });

  it('a deploy action, whose deployment has only just ended', async () => {
    const now = () => at(201, 30).getTime();
    expect(await setUp(releases(), { deployments: [NAMED], now })(deployed)).toMatchInlineSnapshot(`
      [
        "GetDeployment",
        "ListActionExecutions + ListDeployments + ListPipelineExecutions",
        "BatchGetDeployments",
        "SendMessage",
      ]
    `);
  });

  it('a success by CodeDeploy, whose deployment ended more than four minutes ago', async () => {
    expect(await setUp(releases())(ended('SUCCEEDED'))).toMatchInlineSnapshot(`
      [
        "ListActionExecutions",
        "GetDeployment",
      ]
    `);
  });

  it('a success by CodeDeploy, whose deployment has only just ended', async () => {
    const now = () => at(201, 30).getTime();
    expect(await setUp(releases(), { deployments: [NAMED], now })(ended('SUCCEEDED'))).toMatchInlineSnapshot(`
      [
        "ListActionExecutions",
        "GetDeployment",
        "ListActionExecutions + ListDeployments + ListPipelineExecutions",
        "BatchGetDeployments",
        "SendMessage",
      ]
    `);
  });

  it('a failure by CodeDeploy, whose deployment ended more than four minutes ago', async () => {
    expect(await setUp(releases({ status: 'Failed' }))(ended('FAILED'))).toMatchInlineSnapshot(`
      [
        "ListActionExecutions",
        "GetDeployment",
      ]
    `);
  });

  it('a success, a failure and an action of CodeDeploy, after the same container has sent the deployment’s message', async () => {
    const now = () => at(201, 30).getTime();
    const calls = setUp(releases(), { now });
    await calls(deploymentEvent('SUCCESS', { ...SHOP, deploymentId: 'd-3' }));
    expect(await calls(deployed)).toMatchInlineSnapshot(`
      [
        "GetDeployment",
      ]
    `);
    expect(await calls(ended('SUCCEEDED'))).toMatchInlineSnapshot(`
      [
        "ListActionExecutions",
        "GetDeployment",
      ]
    `);
  });
});

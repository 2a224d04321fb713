import {
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  GetDeploymentCommand,
  ListDeploymentsCommand,
  ListDeploymentTargetsCommand,
  type RevisionLocation,
} from '@aws-sdk/client-codedeploy';
import { expect, it } from 'vitest';
import { clientsOf, GROUP, shop, TOPIC } from '../../testing/shop.ts';
import type { TopicSignal } from '../signals.ts';
import type { Failure } from './model.ts';

const NAMES = { applicationName: GROUP.application, deploymentGroupName: GROUP.group };

const FAILURE: Failure = {
  lifecycleEvent: 'ApplicationStart',
  script: { name: 'scripts/start.sh', log: ['[stderr]no such file'] },
  targets: ['i-1'],
};

function revision(number: number): RevisionLocation {
  return {
    revisionType: 'S3',
    s3Location: { bucket: 'releases', key: `shop-${number}.zip`, bundleType: 'zip' },
  };
}

/** Returns a deployment that succeeded, one that failed ten minutes later, the one that rolls it back, and its messages. */
function deployed() {
  const { tools } = shop();
  const { clock, codedeploy, takeSignals } = tools;
  const group = codedeploy.group(GROUP.application, GROUP.group);
  clock.set('2024-11-01T06:00:00Z');
  const good = codedeploy.start(group, { revision: revision(1) });
  clock.pass(40);
  codedeploy.succeed(good);
  clock.pass(600);
  const bad = codedeploy.start(group, { revision: revision(2) });
  takeSignals();
  clock.pass(30);
  const rollback = codedeploy.fail(bad, FAILURE);
  if (rollback === undefined) throw new Error('the group rolls back');
  const messages = takeSignals().filter((signal): signal is TopicSignal => signal.kind === 'topic');
  return { tools, good, bad, rollback, messages };
}

it('CodeDeploy publishes a failure in the form of real triggers, and then the start of the deployment that rolls it back', () => {
  const { bad, rollback, messages } = deployed();
  const [failed, created] = messages;
  expect(failed?.subject).toBe(`FAILED: AWS CodeDeploy ${bad.id} in ap-northeast-2 to shop`);
  expect(failed?.message).toMatchObject({
    deploymentId: bad.id,
    status: 'FAILED',
    createTime: 'Fri Nov 01 06:10:40 UTC 2024',
    completeTime: 'Fri Nov 01 06:11:10 UTC 2024',
    deploymentOverview: '{"Pending":0,"InProgress":0,"Succeeded":0,"Failed":1,"Skipped":1}',
    errorInformation: expect.stringContaining('"ErrorCode":"HEALTH_CONSTRAINTS"'),
    rollbackInformation: '{}',
  });
  expect(created?.message).toMatchObject({ deploymentId: rollback.id, status: 'CREATED', completeTime: null });
  expect(created?.message).not.toHaveProperty('deploymentOverview');
});

it('GetDeployment links a failed deployment and its rollback, which has the last good revision', async () => {
  const { tools, good, bad, rollback } = deployed();
  const { codedeploy } = await clientsOf(tools);
  const show = async ({ id }: { id: string }) =>
    (await codedeploy.send(new GetDeploymentCommand({ deploymentId: id }))).deploymentInfo;
  expect(await show(bad)).toMatchObject({ status: 'Failed', rollbackInfo: { rollbackDeploymentId: rollback.id } });
  expect(await show(rollback)).toMatchObject({
    status: 'InProgress',
    creator: 'codeDeployRollback',
    revision: good.revision,
    createTime: new Date('2024-11-01T06:11:10Z'),
    rollbackInfo: { rollbackTriggeringDeploymentId: bad.id },
  });
});

it('ListDeployments lists the newest deployment first, and filters by status and time', async () => {
  const { tools, good, bad, rollback } = deployed();
  const { codedeploy } = await clientsOf(tools);
  const list = async (more: object) =>
    (await codedeploy.send(new ListDeploymentsCommand({ ...NAMES, ...more }))).deployments;
  expect(await list({})).toEqual([rollback.id, bad.id, good.id]);
  expect(await list({ includeOnlyStatuses: ['Succeeded'] })).toEqual([good.id]);
  expect(await list({ createTimeRange: { end: new Date('2024-11-01T06:10:39Z') } })).toEqual([good.id]);
  expect(await list({ createTimeRange: { start: new Date('2024-11-01T06:10:41Z') } })).toEqual([rollback.id]);
  const batch = await codedeploy.send(new BatchGetDeploymentsCommand({ deploymentIds: [good.id, bad.id, 'd-NONE'] }));
  expect(batch.deploymentsInfo?.map(({ deploymentId }) => deploymentId)).toEqual([good.id, bad.id]);
});

it('BatchGetDeploymentTargets shows the lifecycle event that failed, its script and the end of its log', async () => {
  const { tools, bad } = deployed();
  const { codedeploy } = await clientsOf(tools);
  const filter = { deploymentId: bad.id, targetFilters: { TargetStatus: ['Failed'] } };
  const { targetIds } = await codedeploy.send(new ListDeploymentTargetsCommand(filter));
  expect(targetIds).toEqual(['i-1']);
  const batch = { deploymentId: bad.id, targetIds };
  const { deploymentTargets } = await codedeploy.send(new BatchGetDeploymentTargetsCommand(batch));
  const lifecycleEvents = deploymentTargets?.[0]?.instanceTarget?.lifecycleEvents ?? [];
  expect(lifecycleEvents.map(({ status }) => status).join(' ')).toBe(
    'Succeeded Succeeded Succeeded Succeeded Succeeded Failed Skipped',
  );
  expect(lifecycleEvents[5]).toMatchObject({
    lifecycleEventName: 'ApplicationStart',
    endTime: new Date('2024-11-01T06:11:10Z'),
    diagnostics: {
      errorCode: 'ScriptFailed',
      scriptName: 'scripts/start.sh',
      logTail: 'LifecycleEvent - ApplicationStart\nScript - scripts/start.sh\n[stderr]no such file',
    },
  });
});

it('CodeDeploy deploys to an ECS service, which may wait until it takes the traffic', async () => {
  const { tools } = shop();
  const { codedeploy, takeSignals } = tools;
  const targets = { cluster: 'shop', service: 'basket' };
  const group = codedeploy.declare({ application: 'basket', group: 'blue-green', targets, triggerTopicArn: TOPIC });
  const deployment = codedeploy.start(group, { revision: { revisionType: 'AppSpecContent' } });
  takeSignals();
  codedeploy.makeReady(deployment);
  expect(takeSignals()).toMatchObject([
    { kind: 'topic', message: { status: 'READY', completeTime: null } },
    { kind: 'event', detail: { state: 'READY' } },
  ]);
  codedeploy.fail(deployment, { lifecycleEvent: 'AfterInstall', targets: ['shop:basket'] });
  const clients = await clientsOf(tools);
  const asked = { deploymentId: deployment.id, targetIds: ['shop:basket'] };
  const { deploymentTargets } = await clients.codedeploy.send(new BatchGetDeploymentTargetsCommand(asked));
  expect(deploymentTargets?.[0]).toMatchObject({
    deploymentTargetType: 'ECSTarget',
    ecsTarget: { targetArn: 'arn:aws:ecs:ap-northeast-2:123456789012:service/shop/basket', status: 'Failed' },
  });
  const { deploymentInfo } = await clients.codedeploy.send(new GetDeploymentCommand({ deploymentId: deployment.id }));
  expect(deploymentInfo).toMatchObject({
    computePlatform: 'ECS',
    errorInformation: { code: 'HOOK_EXECUTION_FAILURE' },
  });
});

it.each([
  ['DeploymentDoesNotExistException', new GetDeploymentCommand({ deploymentId: 'd-NONE' })],
  ['DeploymentGroupNameRequiredException', new ListDeploymentsCommand({ applicationName: 'shop' })],
  ['ApplicationDoesNotExistException', new ListDeploymentsCommand({ ...NAMES, applicationName: 'none' })],
  ['DeploymentGroupDoesNotExistException', new ListDeploymentsCommand({ ...NAMES, deploymentGroupName: 'none' })],
  ['BatchLimitExceededException', new BatchGetDeploymentsCommand({ deploymentIds: Array(26).fill('d-NONE') })],
  ['InvalidNextTokenException', new ListDeploymentsCommand({ ...NAMES, nextToken: 'none' })],
])('CodeDeploy refuses a wrong request with %s', async (name, command) => {
  const { codedeploy } = await clientsOf(shop().tools);
  await expect(codedeploy.send(command as GetDeploymentCommand)).rejects.toMatchObject({ name });
});

import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { describe, expect, it } from 'vitest';
import type { DeploymentSetting } from '../config.ts';
import {
  ACCOUNT,
  actionEvent,
  byNotificationRule,
  deploymentEvent,
  type Payload,
  pipelineEvent,
  REGION,
  throughTopic,
} from '../testing/aws-events.ts';
import { codedeployFrom } from '../testing/codedeploy.ts';
import { codepipelineFrom } from '../testing/codepipeline.ts';
import { deploymentOf, GROUP } from '../testing/scenario.ts';
import { askedOf, searchInWorld } from '../testing/search.ts';
import { setUpHandler } from '../testing/set-up-handler.ts';
import { readInfo } from './find-deployment.ts';

/** The scenario's deployment ends after 50 seconds. */
const JUST_NOW_MS = Date.parse('2024-11-01T06:01:00Z');
const LATER_MS = Date.parse('2024-11-01T06:04:50Z');
const OWN = { invokedFunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:shipbell-dev-deployments` };

function ended(change: Partial<DeploymentInfo> = {}): DeploymentInfo {
  return deploymentOf('d-1', 0, 'Succeeded', { key: 'p/app/a0', ...change });
}

/** Handles an event, and returns whose messages it leads to, the log's sentences and the reads. */
async function handle(
  event: Payload,
  {
    info = ended(),
    nowMs = JUST_NOW_MS,
    deployments = [],
    asksForActions = false,
  }: {
    readonly info?: DeploymentInfo;
    readonly nowMs?: number;
    readonly deployments?: readonly DeploymentSetting[];
    readonly asksForActions?: boolean;
  } = {},
) {
  const { asked, ...reads } = askedOf(codepipelineFrom({}), codedeployFrom({}, [info]));
  const { handler, notifications, lines } = setUpHandler(
    {},
    {
      deployments,
      additionalEvents: asksForActions ? ['actions'] : [],
      now: () => nowMs,
      readsIn: () => reads,
    },
    OWN,
  );
  await handler(event);
  return {
    identities: notifications.map(({ identity }) => identity),
    messages: lines.map(({ message }) => message),
    asked,
  };
}

function deploy(state: string, change: Payload = {}) {
  return actionEvent(state, { 'execution-result': { 'external-execution-id': 'd-1' }, ...change });
}

describe('the handler, for the end of a CodeDeploy action,', () => {
  it.each([
    ['SUCCEEDED', 'Succeeded', 'SUCCESS'],
    ['FAILED', 'Failed', 'FAILURE'],
    ['FAILED', 'Stopped', 'STOP'],
    // What an alarm stops may be reported as failed.
    ['FAILED', 'Stopped', 'FAILURE'],
  ] as const)('reports its deployment under its own identity: %s, %s, %s', async (state, status, own) => {
    const info = ended({ status });
    const { identities, asked } = await handle(deploy(state), { info });
    expect(identities).toEqual((await handle(deploymentEvent(own, { deploymentId: 'd-1' }), { info })).identities);
    expect(asked.filter((read) => read === 'readDeployment d-1')).toHaveLength(1);
  });

  it('reports it by CodeDeployToECS and through a notification rule as well', async () => {
    const type = { owner: 'AWS', provider: 'CodeDeployToECS', category: 'Deploy', version: '1' };
    for (const event of [deploy('SUCCEEDED', { type }), throughTopic(byNotificationRule(deploy('SUCCEEDED')))]) {
      expect((await handle(event)).identities).toEqual([['codedeploy', ACCOUNT, REGION, 'd-1', 'succeeded']]);
    }
  });

  it('reports the action too where actions are asked for', async () => {
    const { identities } = await handle(deploy('SUCCEEDED'), { asksForActions: true });
    expect(identities.map(([service]) => service)).toEqual(['codedeploy', 'codepipeline']);
  });

  it.each([
    ['it is another provider’s', { type: { provider: 'ECS', category: 'Deploy' } }],
    ['it acts in another region, of which the pipeline reports it', { region: 'us-west-2' }],
    ['it made no deployment', { 'execution-result': { 'error-code': 'ConfigurationError' } }],
  ])('reads nothing where %s', async (_name, change) => {
    expect(await handle(deploy('FAILED', change))).toMatchObject({ identities: [], asked: [] });
  });

  it.each(['STARTED', 'ABANDONED'])('reads nothing where it is %s', async (state) => {
    expect(await handle(deploy(state))).toMatchObject({ identities: [], asked: [] });
  });

  it('reads nothing where no entry may be for a deployment', async () => {
    expect(await handle(deploy('SUCCEEDED'), { deployments: [{ pipeline: 'backend' }] })).toMatchObject({
      identities: [],
      asked: [],
    });
  });

  it('reads nothing else where the deployment ended four minutes ago, and logs that', async () => {
    const { identities, asked, messages } = await handle(deploy('SUCCEEDED'), { nowMs: LATER_MS });
    expect({ identities, asked }).toEqual({ identities: [], asked: ['readDeployment d-1'] });
    expect(messages[0]).toMatch(/^Left to CodeDeploy’s own event: the deployment ended four minutes ago/);
    expect((await handle(deploy('SUCCEEDED'), { nowMs: LATER_MS - 1 })).identities).toHaveLength(1);
  });

  it.each<[string, Partial<DeploymentInfo>, RegExp]>([
    ['goes on', { status: 'InProgress', completeTime: undefined }, /does not show that the deployment has ended/],
    ['goes on, whatever time its end has', { status: 'InProgress' }, /does not show that the deployment has ended/],
    ['has no time of its end', { completeTime: undefined }, /does not show that the deployment has ended/],
    ['is not there', { deploymentId: 'd-2' }, /deployment d-1/],
  ])('leaves a deployment to its own event that %s, and logs why', async (_name, change, reason) => {
    const { identities, messages } = await handle(deploy('FAILED'), { info: ended(change) });
    expect(identities).toEqual([]);
    expect(messages[0]).toMatch(reason);
  });

  it('reports no deployment that no entry is for', async () => {
    const { identities, messages } = await handle(deploy('SUCCEEDED'), { deployments: [{ group: 'others' }] });
    expect(identities).toEqual([]);
    expect(messages[0]).toBe('Ignored: no entry of DEPLOYMENTS is for this group');
    expect((await handle(deploy('SUCCEEDED'), { deployments: [{ group: GROUP }] })).identities).toHaveLength(1);
  });
});

it('readInfo reads a deployment again that CodeDeploy shows as running for a moment', async () => {
  const running = ended({ status: 'InProgress', completeTime: undefined });
  const deployments = [running];
  const meanwhile = () => void deployments.splice(0, 1, ended());
  const { search, pauses } = searchInWorld({ deployments, meanwhile, minute: 2 });
  expect(await readInfo('d-1', true, search)).toMatchObject({
    value: { status: 'Succeeded', deploymentGroupName: GROUP },
  });
  expect(pauses).toEqual([2_000]);
});

it('the handler reports no deployment by the progress of a pipeline', async () => {
  expect(await handle(pipelineEvent('STARTED'))).toMatchObject({ identities: [], asked: [] });
});

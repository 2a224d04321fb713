import { messageText } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import type { CodeDeploy } from '../aws/codedeploy.ts';
import type { DeploymentSetting } from '../config.ts';
import { instanceEvent, instanceTrigger, throughTopic } from '../testing/aws-events.ts';
import { codedeployFrom } from '../testing/codedeploy.ts';
import { codepipelineFrom } from '../testing/codepipeline.ts';
import { worldOf } from '../testing/fixtures.ts';
import { setUpHandler, type World } from '../testing/set-up-handler.ts';

/** A trigger's notification, which names neither application nor group. */
const failed = throughTopic(instanceTrigger('Failed', { deploymentId: 'd-FAILED001' }));

async function handle(deployments: readonly DeploymentSetting[], world: World = worldOf('default')) {
  const { handler, notifications, lines } = setUpHandler(world, { deployments, additionalEvents: ['instances'] });
  await handler(failed);
  return { text: notifications[0]?.message.text, lines };
}

const INSTANCE = 'i-0a1c3e5f7b9d2468a';
const names = { application: '2024-corea-backend-deploy', deploymentGroup: '2024-corea-backend-develop-group' };
const lifecycleEvents = '[{"LifecycleEvent":"ApplicationStop","LifecycleEventStatus":"Succeeded"}]';

/** Returns what a trigger and EventBridge send for the same instance. */
function eventsOf(status: string, state: string) {
  return [
    throughTopic(instanceTrigger(status, { deploymentId: 'd-FAILED001', instanceId: INSTANCE, lifecycleEvents })),
    instanceEvent(state, { deploymentId: 'd-FAILED001', instanceId: INSTANCE, ...names }),
  ];
}

async function read(event: unknown, world: World = worldOf('default'), change: object = {}) {
  const { handler, notifications } = setUpHandler(world, { additionalEvents: ['instances'], ...change });
  await handler(event);
  return notifications.map(({ identity, message }) => ({ identity, text: messageText(message) }));
}

describe('instanceNotification', () => {
  it.each([
    ['Failed', 'FAILURE'],
    ['InProgress', 'START'],
    ['Ready', 'READY'],
  ])(
    'returns the same message for an instance that is %s by a trigger and %s by EventBridge',
    async (status, state) => {
      const [trigger, event] = await Promise.all(eventsOf(status, state).map((one) => read(one)));
      expect(trigger).toHaveLength(1);
      expect(trigger).toEqual(event);
    },
  );

  it('says where the instance failed, which its event does not', async () => {
    const [, event] = eventsOf('Failed', 'FAILURE');
    expect((await read(event))[0]?.text).toContain('on *dev* at *ValidateService*');
  });

  it('says where the instance failed, after a second read, though CodeDeploy shows the end late', async () => {
    const world = worldOf('default');
    const behind = { targets: JSON.parse(JSON.stringify(world.targets).replaceAll('"Failed"', '"InProgress"')) };
    let paused = 0;
    const readsIn = () => ({
      codepipeline: codepipelineFrom({}),
      codedeploy: {
        ...codedeployFrom({}),
        readTarget: (...asked: Parameters<CodeDeploy['readTarget']>) =>
          codedeployFrom((paused === 0 ? behind : world).targets ?? {}).readTarget(...asked),
      },
    });
    const pause = async () => void paused++;
    const [, event] = eventsOf('Failed', 'FAILURE');
    expect((await read(event, world, { readsIn, pause }))[0]?.text).toContain('at *ValidateService*');
  });

  it('says what the event says where CodeDeploy may not be read', async () => {
    const denied = { targets: { 'd-FAILED001': { error: 'AccessDeniedException' } } };
    const [trigger] = eventsOf('Failed', 'FAILURE');
    expect((await read(trigger, denied))[0]?.text).toContain('ApplicationStop succeeded');
  });

  it('takes the name of the entry for its deployment’s group', async () => {
    const settings = [{ group: 'another' }, { group: '2024-corea-backend-develop-group', name: 'backend' }];
    expect((await handle(settings)).text).toContain('❌ *backend* deployment failed on instance');
  });

  it('ignores an instance where no entry is for its deployment’s group', async () => {
    expect(await handle([{ group: 'another' }])).toMatchObject({
      text: undefined,
      lines: [{ message: 'Ignored: no entry of DEPLOYMENTS is for this group' }],
    });
  });

  it('takes its deployment’s id for a name where the group may not be read', async () => {
    const { text, lines } = await handle([{ group: 'another' }], { deployments: { error: 'AccessDeniedException' } });
    expect(text).toContain('*d-FAILED001* deployment failed on instance');
    const unknown = { message: 'The deployment group of the instance is unknown', level: 'warn' };
    expect(lines).toContainEqual(expect.objectContaining(unknown));
  });
});

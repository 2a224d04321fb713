import { describe, expect, it } from 'vitest';
import type { DeploymentSetting } from '../config.ts';
import { instanceTrigger, throughTopic } from '../testing/aws-events.ts';
import { worldOf } from '../testing/fixtures.ts';
import { setUpHandler, type World } from '../testing/set-up-handler.ts';

/** A trigger's notification, which names neither application nor group. */
const failed = throughTopic(instanceTrigger('Failed', { deploymentId: 'd-FAILED001' }));

const tell = async (deployments: readonly DeploymentSetting[], world: World = worldOf('default')) => {
  const { handler, notifications, lines } = setUpHandler(world, { deployments, alsoTell: ['instances'] });
  await handler(failed);
  return { text: notifications[0]?.message.text, lines };
};

describe('an instance', () => {
  it('is told as the entry for the group of its deployment says', async () => {
    const settings = [{ group: 'another' }, { group: '2024-corea-backend-develop-group', name: 'backend' }];
    expect((await tell(settings)).text).toContain('❌ *backend* deployment failed on instance');
  });

  it('is ignored where no entry is for that group', async () => {
    expect(await tell([{ group: 'another' }])).toMatchObject({
      text: undefined,
      lines: [{ message: 'Ignored: no entry of DEPLOYMENTS is for this group' }],
    });
  });

  it('goes by its deployment’s id where its group may not be read', async () => {
    const { text, lines } = await tell([{ group: 'another' }], { deployments: { error: 'AccessDeniedException' } });
    expect(text).toContain('*d-FAILED001* deployment failed on instance');
    expect(lines).toMatchObject([{ level: 'warn', fields: { deploymentId: 'd-FAILED001' } }]);
  });
});

import { messageText } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import type { DeploymentSetting } from '../config.ts';
import { createPipelineDirectory } from '../pipelines/directory.ts';
import { approvalNotification, pipelineEvent, throughTopic } from '../testing/aws-events.ts';
import { readFixture, worldOf } from '../testing/fixtures.ts';
import { setUpHandler, type World } from '../testing/set-up-handler.ts';

const world = worldOf('default');
const BACKEND = '2024-corea-backend-dev-pipeline';
const GROUP = '2024-corea-backend-develop-group';
const NO_DISCOVERY = createPipelineDirectory({ discover: false, now: () => 0 });
const DENIED = { error: 'AccessDeniedException' };

/** Executions of the pipeline for which CodeDeploy alone deploys, and of the one for which ECS deploys. */
const byCodeDeploy = pipelineEvent('SUCCEEDED', {
  pipeline: BACKEND,
  'execution-id': '11111111-aaaa-4000-8000-000000000001',
});
const failedDeployment = pipelineEvent('FAILED', {
  pipeline: BACKEND,
  'execution-id': '11111111-aaaa-4000-8000-000000000002',
});
const byEcs = pipelineEvent('SUCCEEDED', {
  pipeline: 'web-release',
  'execution-id': '22222222-bbbb-4000-8000-000000000001',
});

async function handle(
  event: unknown,
  deployments: readonly DeploymentSetting[],
  change: { world?: World; discovers?: boolean } = {},
) {
  const directory = change.discovers === false ? { directory: NO_DISCOVERY } : {};
  const { handler, notifications, lines } = setUpHandler(change.world ?? world, { deployments, ...directory });
  await handler(event);
  const [notification] = notifications;
  return { notification, text: notification && messageText(notification.message), lines };
}

const LEFT_OUT = { level: 'info', message: expect.stringMatching(/^Left to CodeDeploy’s own event: .* four minutes/) };

function ignoredFor(reason: string, ...before: readonly object[]) {
  return {
    notification: undefined,
    lines: [...before, { level: 'info', message: expect.stringContaining(`Ignored: ${reason}`) }],
  };
}

describe('executionNotification', () => {
  it('ignores an execution that the message of its CodeDeploy deployment reports', async () => {
    for (const settings of [[], [{ group: GROUP }], [{ group: GROUP, pipeline: BACKEND }]]) {
      expect(await handle(byCodeDeploy, settings)).toMatchObject(
        ignoredFor('the message of the CodeDeploy deployment', LEFT_OUT),
      );
      expect(await handle(failedDeployment, settings)).toMatchObject(
        ignoredFor('the message of the CodeDeploy deployment', LEFT_OUT),
      );
    }
  });

  it.each([[true], [false]])(
    'reports an execution where an entry is for the pipeline and none is for its deployments, with discovery %s',
    async (discovers) => {
      const settings = [{ group: 'another-group' }, { pipeline: BACKEND, name: 'backend' }];
      expect((await handle(byCodeDeploy, settings, { discovers })).text).toContain('*backend* is live on *dev*');
      expect((await handle(failedDeployment, settings, { discovers })).text).toContain('Deployment d-FAILED001 failed');
    },
  );

  it.each([[true], [false]])(
    'ignores an execution where an entry after the pipeline’s is for its deployments, with discovery %s',
    async (discovers) => {
      const settings = [{ pipeline: BACKEND }, { group: GROUP }];
      const ignored = ignoredFor('the message of the CodeDeploy deployment', LEFT_OUT);
      expect(await handle(byCodeDeploy, settings, { discovers })).toMatchObject(ignored);
      expect(await handle(failedDeployment, settings, { discovers })).toMatchObject(ignored);
    },
  );

  it('reports an execution in which a deployment failed whose group no entry is for', async () => {
    const pipelines = readFixture('default.pipelines.json');
    const { stages } = pipelines[BACKEND].definition;
    const elsewhere = { ApplicationName: 'mobile', DeploymentGroupName: 'mobile-group' };
    for (const { pipelineExecutionId, actionName, input } of pipelines[BACKEND].actions) {
      if (actionName === 'Deploy' && pipelineExecutionId.endsWith('2')) input.configuration = elsewhere;
    }
    const deploy = stages.flatMap(({ actions }: { actions: { name: string }[] }) => actions).at(-1);
    stages.push({ name: 'Mobile', actions: [{ ...deploy, name: 'Mobile', configuration: elsewhere }] });
    const settings = [{ pipeline: BACKEND }, { group: GROUP }];
    const { text } = await handle(failedDeployment, settings, { world: { ...world, pipelines } });
    expect(text).toContain('Deployment d-FAILED001 failed');
  });

  it.each([
    ['region', { region: 'eu-west-1' }],
    ['account', { roleArn: 'arn:aws:iam::210987654321:role/deploys-there' }],
  ])('reports an execution where CodeDeploy deploys in another %s, and so reports there', async (_name, elsewhere) => {
    const pipelines = readFixture('default.pipelines.json');
    for (const { actionName, input } of pipelines[BACKEND].actions) {
      if (actionName === 'Deploy') Object.assign(input, elsewhere);
    }
    const abroad = { world: { ...world, pipelines } };
    expect((await handle(byCodeDeploy, [], abroad)).text).toContain('is live on *dev*');
    expect((await handle(failedDeployment, [], abroad)).text).toContain('Deployment d-FAILED001 failed');
  });

  it('takes the name and the destination of the entry for a group that the pipeline deploys to', async () => {
    const failed = pipelineEvent('FAILED', {
      pipeline: BACKEND,
      'execution-id': '11111111-aaaa-4000-8000-000000000003',
    });
    const { notification, text } = await handle(failed, [{ group: GROUP, name: 'backend', destination: 'backend' }]);
    expect(notification?.destination).toBe('backend');
    expect(text).toContain('*backend* pipeline failed on *dev*');
  });

  it('takes the pipeline’s name where nothing is configured', async () => {
    expect((await handle(byEcs, [])).text).toContain('*web-release* is live on *dev*');
  });

  it('ignores an execution where no entry is for the pipeline', async () => {
    expect(await handle(byEcs, [{ group: GROUP }])).toMatchObject(
      ignoredFor('no entry of DEPLOYMENTS is for this pipeline'),
    );
  });

  it('ignores an execution, with a warning, where the pipeline’s definition may not be read', async () => {
    const denied = { pipelines: { 'web-release': { state: DENIED, definition: DENIED } } };
    const { notification, lines } = await handle(byEcs, [{ group: GROUP }], { world: denied });
    expect(notification).toBeUndefined();
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  });

  it('throws for Lambda to retry where the pipeline’s definition cannot be read for the moment', async () => {
    const throttled = { pipelines: { 'web-release': { state: DENIED, definition: { error: 'ThrottlingException' } } } };
    await expect(handle(byEcs, [{ group: GROUP }], { world: throttled })).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
    expect(
      (
        await handle(throughTopic(approvalNotification({ pipelineName: 'web-release' })), [{ group: GROUP }], {
          world: throttled,
        })
      ).text,
    ).toContain('waits for approval');
  });

  it('says what is unknown where nothing may be read', async () => {
    const denied = {
      pipelines: {
        'web-release': { state: DENIED, actions: DENIED, executions: DENIED, definition: DENIED, summaries: DENIED },
      },
    };
    const { text } = await handle(byEcs, [{ pipeline: 'web-*' }], { world: denied });
    expect(text).toContain('codepipeline:ListActionExecutions was denied');
  });

  it('ignores an execution where nothing may be read and an entry names the pipeline with a group', async () => {
    const denied = {
      pipelines: { [BACKEND]: { state: DENIED, actions: DENIED, executions: DENIED, definition: DENIED } },
    };
    const settings = [{ group: GROUP, pipeline: BACKEND }];
    expect(await handle(byCodeDeploy, settings, { world: denied })).toMatchObject(
      ignoredFor('an entry of DEPLOYMENTS'),
    );
  });

  it('says who stops an execution and why', async () => {
    const stopping = pipelineEvent('STOPPING', { pipeline: 'unread', 'stop-execution-comments': 'wrong branch' });
    const { handler, notifications } = setUpHandler({}, { additionalEvents: ['progress'] });
    await handler(stopping);
    expect(messageText(notifications[0]?.message ?? { text: '' })).toContain('wrong branch');
  });
});

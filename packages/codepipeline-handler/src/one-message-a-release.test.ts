import { describe, expect, it } from 'vitest';
import type { DeploymentSetting } from './config.ts';
import { ACCOUNT, deploymentEvent, pipelineEvent, REGION } from './testing/aws-events.ts';
import { readFixture, worldOf } from './testing/fixtures.ts';
import { APPLICATION, at, deploymentOf, GROUP, pipelineOf, type Run } from './testing/scenario.ts';
import { setUpHandler, type World } from './testing/set-up-handler.ts';

const OWN = { invokedFunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:shipbell-dev-deployments` };

/** Returns whose message reports what the fixtures' events say, with its destination. */
async function reported(
  events: readonly string[],
  deployments: readonly DeploymentSetting[],
  world: World = worldOf('default'),
) {
  const { handler, notifications } = setUpHandler(world, { deployments }, OWN);
  for (const name of events) await handler(readFixture(`${name}.event.json`));
  return notifications.map(({ identity, destination }) => `${identity[0]} to ${destination}`);
}

/** Returns the fixtures' world with another deployment of this id, or without it. */
function worldWith(id: string, change: object | undefined): World {
  const { deployments, ...world } = worldOf('default');
  const changed = (deployments as readonly { readonly deploymentId: string }[]).flatMap((each) => {
    if (each.deploymentId !== id) return [each];
    return change ? [{ ...each, ...change }] : [];
  });
  return { ...world, deployments: changed as World['deployments'] & object };
}

describe('the handler, for a stack whose update shifts the traffic of a function,', () => {
  const release = ['canary-succeeded', 'canary-pipeline-succeeded'];
  const failure = ['canary-stopped-by-alarm', 'canary-pipeline-failed'];

  it.each<[string, DeploymentSetting[]]>([
    ['everything', []],
    ['both', [{ group: 'refunds-*' }, { pipeline: 'web-*' }]],
    ['both in one entry', [{ group: 'refunds-*', pipeline: 'web-refunds', destination: 'refunds' }]],
  ])(
    'reports a success by the pipeline and a failure by the deployment where %s is reported',
    async (_name, settings) => {
      const to = settings[0]?.destination ?? 'default';
      expect(await reported(release, settings)).toEqual([`codepipeline to ${to}`]);
      expect(await reported(failure, settings)).toEqual([`codedeploy to ${to}`]);
    },
  );

  it('reports both by the one for which there is an entry', async () => {
    expect(await reported([...release, ...failure], [{ group: 'refunds-*' }])).toEqual([
      'codedeploy to default',
      'codedeploy to default',
    ]);
    expect(await reported([...release, ...failure], [{ pipeline: 'web-refunds' }])).toEqual([
      'codepipeline to default',
      'codepipeline to default',
    ]);
  });

  it('leaves no channel without its message', async () => {
    const settings = [{ group: 'refunds-*', destination: 'refunds' }, { pipeline: 'web-*' }];
    for (const events of [release, failure]) {
      expect(await reported(events, settings)).toEqual(['codedeploy to refunds', 'codepipeline to default']);
    }
  });

  it('reports by the deployment as well that it failed on some instances, which the pipeline does not know', async () => {
    const partial = { computePlatform: 'Server', deploymentOverview: { Succeeded: 2, Failed: 1 } };
    expect(await reported(release, [], worldWith('d-CANARY001', partial))).toEqual([
      'codedeploy to default',
      'codepipeline to default',
    ]);
  });

  it.each([
    ['a person stopped the deployment', { errorInformation: { code: 'MANUAL_STOP', message: 'stopped' } }],
    ['the deployment succeeded', { status: 'Succeeded' }],
    [
      'the deployment was made for another stack',
      { externalId: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/other/1` },
    ],
    ['the deployment cannot be read', undefined],
  ])('reports the pipeline’s failure as well where %s', async (_name, change) => {
    const world = worldWith('d-CANARY002', change);
    const settings = [{ group: 'refunds-*' }, { pipeline: 'web-*' }];
    const all = await reported(failure, settings, world);
    expect(all).toEqual(['codedeploy to default', 'codepipeline to default']);
  });
});

describe('the handler, for a pipeline that deploys to two groups and recovers,', () => {
  const STAGING = 'shop-staging';
  const BROKEN: DeploymentSetting = { statuses: ['failed', 'rolled_back', 'recovered'] };
  const broken: Run = { commit: 'a', minute: 0, deployment: 'd-1', status: 'Failed' };
  const mended: Run = { commit: 'b', minute: 60, deployment: 'd-2' };

  /** Returns the world in which the last execution mends what had failed: the deployment to production, or the build. */
  function worldAfter(failed: 'deployment' | 'build'): World {
    const { actions, ...pipeline } = pipelineOf('p', [broken, mended]);
    const staging = { ApplicationName: APPLICATION, DeploymentGroupName: STAGING };
    const own = (actions as unknown as { stageName: string; pipelineExecutionId: string; input: object }[]).flatMap(
      (one) =>
        one.stageName === 'Deploy' && one.pipelineExecutionId === 'e-b-60'
          ? [
              one,
              {
                ...one,
                stageName: 'Staging',
                input: { ...one.input, configuration: staging },
                output: { executionResult: { externalExecutionId: 'd-3' } },
              },
            ]
          : [one],
    );
    const summaries = [
      { pipelineExecutionId: 'e-b-60', status: 'Succeeded', startTime: at(60), lastUpdateTime: at(61) },
      { pipelineExecutionId: 'e-a-0', status: 'Failed', startTime: at(0), lastUpdateTime: at(1) },
    ] as const;
    return {
      pipelines: { p: { ...pipeline, actions: own as never, summaries } },
      deployments: [
        deploymentOf('d-3', 60, 'Succeeded', { key: 'p/app/b', deploymentGroupName: STAGING }),
        deploymentOf('d-2', 60, 'Succeeded', { key: 'p/app/b' }),
        ...(failed === 'deployment' ? [deploymentOf('d-1', 0, 'Failed', { key: 'p/app/a' })] : []),
      ],
    };
  }

  async function reportedOf(failed: 'deployment' | 'build', deployments: readonly DeploymentSetting[]) {
    const { handler, notifications } = setUpHandler(worldAfter(failed), { deployments, defaults: BROKEN }, OWN);
    const group = (deploymentGroup: string, deploymentId: string) =>
      deploymentEvent('SUCCESS', { application: APPLICATION, deploymentGroup, deploymentId });
    const ended = pipelineEvent('SUCCEEDED', { pipeline: 'p', 'execution-id': 'e-b-60' });
    const events = [group(STAGING, 'd-3'), group(GROUP, 'd-2'), { ...ended, time: at(61).toISOString() }];
    for (const event of events) await handler(event);
    return notifications.map(({ message, destination, identity }) => {
      expect(message.text).toContain('after 1 failure');
      return `${identity[0]} to ${destination}`;
    });
  }

  it('says so once, by the deployment that had failed, or by the pipeline where no deployment had', async () => {
    for (const settings of [[], [{ ...BROKEN, group: 'shop-*' }], [{ ...BROKEN, group: 'shop-*', pipeline: 'p' }]]) {
      expect(await reportedOf('deployment', settings)).toEqual(['codedeploy to default']);
      expect(await reportedOf('build', settings)).toEqual(['codepipeline to default']);
    }
  });

  it('says so once in each channel', async () => {
    const settings = [
      { ...BROKEN, group: 'shop-*', destination: 'shop' },
      { ...BROKEN, pipeline: 'p' },
    ];
    expect(await reportedOf('deployment', settings)).toEqual(['codedeploy to shop', 'codepipeline to default']);
  });
});

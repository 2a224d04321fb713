import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import { DEPLOYMENT_STATUSES, type DeploymentSettingStatus, type Notification } from '@shipbell/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config, DeploymentSetting } from './config.ts';
import { findGroupSetting, findNamedSetting } from './find-setting.ts';
import { ACCOUNT, deploymentEvent, pipelineEvent, REGION } from './testing/aws-events.ts';
import { worldOf } from './testing/fixtures.ts';
import { setUpHandler, type World } from './testing/set-up-handler.ts';

const OWN = { invokedFunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:shipbell-dev-deployments` };
const BACKEND = { application: '2024-corea-backend-deploy', group: '2024-corea-backend-develop-group' };
const REFUNDS = {
  application: 'refunds-ServerlessDeploymentApplication-8K2J5QW0ZC3T',
  group: 'refunds-RefundFunctionDeploymentGroup-3M7XB1V9RD4H',
};
const PIPELINE = '2024-corea-backend-dev-pipeline';

/** When the pipelines' events come: just after the successes that they report. */
const ENDS: Readonly<Record<string, string>> = {
  [PIPELINE]: '2024-11-01T06:15:20Z',
  'web-refunds': '2024-11-01T05:07:40Z',
  'web-release': '2024-11-01T11:24:31Z',
};

type Settings = Pick<Config, 'deployments' | 'defaults'>;
type Statuses = readonly DeploymentSettingStatus[];

/** An event, the statuses of the settings that it has, and the setting that is its own. */
interface Fact {
  readonly event: unknown;
  readonly statuses: Statuses;
  readonly settingIn: (settings: Settings) => DeploymentSetting | undefined;
}

function deployment(names: typeof BACKEND, deploymentId: string, state: string, ...statuses: Statuses): Fact {
  const { application, group } = names;
  return {
    event: deploymentEvent(state, { application, deploymentGroup: group, deploymentId }),
    statuses,
    settingIn: (settings) => findGroupSetting(settings, names),
  };
}

function pipeline(name: string, executionId: string, state: string, ...statuses: Statuses): Fact {
  const group = name === PIPELINE ? BACKEND : REFUNDS;
  return {
    event: { ...pipelineEvent(state, { pipeline: name, 'execution-id': executionId }), time: ENDS[name] },
    statuses,
    settingIn: (settings) =>
      findNamedSetting(settings, name) ?? (name === PIPELINE ? findGroupSetting(settings, group) : undefined),
  };
}

/** What happened: each release with its events, of which one message is enough. */
const releases: readonly Fact[][] = [
  [
    deployment(BACKEND, 'd-JHPM9HBC8', 'SUCCESS', 'succeeded'),
    pipeline(PIPELINE, '11111111-aaaa-4000-8000-000000000001', 'SUCCEEDED', 'succeeded'),
  ],
  [
    deployment(BACKEND, 'd-FAILED001', 'FAILURE', 'failed'),
    pipeline(PIPELINE, '11111111-aaaa-4000-8000-000000000002', 'FAILED', 'failed'),
  ],
  [deployment(BACKEND, 'd-ROLLBACK1', 'SUCCESS', 'rolled_back')],
  [
    deployment(REFUNDS, 'd-CANARY001', 'SUCCESS', 'succeeded'),
    pipeline('web-refunds', '44444444-dddd-4000-8000-000000000001', 'SUCCEEDED', 'succeeded'),
  ],
  [
    deployment(REFUNDS, 'd-CANARY002', 'STOP', 'failed', 'stopped'),
    pipeline('web-refunds', '44444444-dddd-4000-8000-000000000002', 'FAILED', 'failed'),
  ],
  [deployment(REFUNDS, 'd-CANARYBK2', 'SUCCESS', 'rolled_back')],
  [pipeline('web-release', '22222222-bbbb-4000-8000-000000000001', 'SUCCEEDED', 'succeeded')],
  [pipeline('web-release', '22222222-bbbb-4000-8000-000000000002', 'FAILED', 'failed')],
];

const today = worldOf('default');

/** The world in which every success above came after failures of its group and its pipeline. */
const afterFailures: World = {
  ...today,
  deployments: [
    ...(today.deployments as readonly DeploymentInfo[]),
    ...['d-JHPM9HBC8', 'd-CANARY001'].map((id) => failedBefore(id)),
  ],
  pipelines: Object.fromEntries(
    Object.entries(today.pipelines ?? {}).map(([name, one]) => [
      name,
      { ...one, summaries: withFailure(one.summaries as readonly PipelineExecutionSummary[]) },
    ]),
  ),
};

function failedBefore(id: string): DeploymentInfo {
  const info = (today.deployments as readonly DeploymentInfo[]).find(({ deploymentId }) => deploymentId === id);
  const before = (time: unknown) => new Date(Date.parse(String(time)) - 600_000).toISOString() as never;
  return {
    ...info,
    deploymentId: `${id}-before`,
    status: 'Failed',
    createTime: before(info?.createTime),
    completeTime: before(info?.completeTime),
  };
}

/** Returns the executions with one that failed just before the first success that is reported. */
function withFailure(summaries: readonly PipelineExecutionSummary[]): readonly PipelineExecutionSummary[] {
  return summaries.flatMap((one) => {
    if (!one.pipelineExecutionId?.endsWith('1')) return [one];
    const time = new Date(Date.parse(String(one.startTime)) - 1_000).toISOString() as never;
    return [one, { ...one, pipelineExecutionId: 'before', status: 'Failed', startTime: time, lastUpdateTime: time }];
  });
}

async function notificationsOf({ event }: Fact, settings: Settings, world: World): Promise<readonly Notification[]> {
  const { handler, notifications } = setUpHandler(world, settings, OWN);
  await handler(event);
  return notifications;
}

const anyStatuses = fc.option(fc.subarray([...DEPLOYMENT_STATUSES]), { nil: undefined });

/** Entries of every form, each with statuses of its own, or the defaults alone. */
const anySettings: fc.Arbitrary<Settings> = fc
  .tuple(
    fc.constantFrom<readonly DeploymentSetting[]>(
      [],
      [{ group: BACKEND.group, pipeline: PIPELINE }, { group: 'refunds-*' }, { pipeline: 'web-*' }],
      [
        { pipeline: PIPELINE },
        { group: BACKEND.group },
        { group: 'refunds-*', pipeline: 'web-refunds' },
        { pipeline: '*' },
      ],
      [{ group: 'refunds-*', destination: 'refunds' }, { pipeline: 'web-*' }, { group: '2024-*' }],
    ),
    fc.array(anyStatuses, { minLength: 5, maxLength: 5 }),
  )
  .map(([entries, [defaults, ...statuses]]) => ({
    deployments: entries.map((entry, index) => ({ ...entry, statuses: statuses[index]?.slice() })),
    defaults: { statuses: defaults?.slice() },
  }));

function withoutStatuses({ deployments }: Settings): Settings {
  return { deployments: deployments.map((entry) => ({ ...entry, statuses: undefined })), defaults: {} };
}

/** Returns whether the event's own setting asks for it; `undefined` where it has no setting. */
function isAskedFor({ statuses, settingIn }: Fact, settings: Settings, more: Statuses): boolean | undefined {
  const setting = settingIn(settings);
  if (setting === undefined || setting.statuses === undefined) return setting && true;
  return [...statuses, ...more].some((status) => setting.statuses?.includes(status));
}

describe.each([
  ['successes after a success', today, false],
  ['successes after failures', afterFailures, true],
])('the handler, with any statuses and %s,', (_name, world, areRecovered) => {
  const moreOf = ({ statuses }: Fact): Statuses => (areRecovered && statuses[0] === 'succeeded' ? ['recovered'] : []);

  it('sends the message that an event would have where its statuses ask for it, and loses and repeats none', async () => {
    await fc.assert(
      fc.asyncProperty(anySettings, fc.constantFrom(...releases), async (settings, facts) => {
        const all = { before: [] as string[], after: [] as string[] };
        for (const fact of facts) {
          const before = await notificationsOf(fact, withoutStatuses(settings), world);
          const after = await notificationsOf(fact, settings, world);
          const isAsked = isAskedFor(fact, settings, moreOf(fact));
          if (before.length > 0 && isAsked) {
            expect(after.map(({ identity }) => identity)).toEqual(before.map(({ identity }) => identity));
            if (!areRecovered) expect(after).toEqual(before);
          }
          if (!isAsked) expect(after).toEqual([]);
          all.before.push(...before.map(({ destination }) => destination));
          all.after.push(...after.map(({ destination }) => destination));
        }
        const isAnyAsked = facts.some((fact) => isAskedFor(fact, settings, moreOf(fact)));
        expect(all.after.length > 0).toBe(all.before.length > 0 && isAnyAsked);
        // In one channel a release is reported as often as ever, which is once.
        for (const destination of new Set(all.after)) {
          const count = (list: readonly string[]) => list.filter((one) => one === destination).length;
          expect(count(all.after)).toBeLessThanOrEqual(Math.max(1, count(all.before)));
        }
      }),
      { numRuns: 400 },
    );
  });
});

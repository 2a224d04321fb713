import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { describe, expect, it } from 'vitest';
import { at, deploymentOf } from '../testing/scenario.ts';
import { deploymentEvent, searchInWorld, type World } from '../testing/search.ts';
import { readDeployment } from './find-deployment.ts';
import { findStanding } from './find-standing.ts';

type Setting = Parameters<typeof findStanding>[1];

const BROKEN: Setting = { statuses: ['failed', 'rolled_back', 'recovered'] };
const NOW = 10_000;

/** Returns a deployment to the group that was made so many minutes before the one that is reported. */
function earlier(minutes: number, status: 'Succeeded' | 'Failed', change: Partial<DeploymentInfo> = {}) {
  const key = `p/app/${minutes}`;
  return deploymentOf(`d-${minutes}`, NOW - minutes, status, { key, ...change });
}

/** Returns how the deployment stands that came after these, with the reads that were made. */
async function standing(
  setting: Setting,
  deployments: World['deployments'],
  own: Partial<DeploymentInfo> = {},
  world: World = {},
) {
  const last = deploymentOf('d-1', NOW, 'Succeeded', { key: 'p/app/own', ...own });
  const all = Array.isArray(deployments) ? [...deployments, last] : deployments;
  const { search, asked } = searchInWorld({ ...world, ...(all && { deployments: all }) });
  const event = deploymentEvent({ status: last.status === 'Succeeded' ? 'succeeded' : 'failed' });
  const found = await findStanding(await readDeployment(event, {}, search), setting);
  return { ...found, asked };
}

function after(failures: number, minutes: number) {
  const since = at(NOW - minutes, 50);
  return { isReported: true, statuses: ['recovered', 'succeeded'], recovery: { kind: 'known', failures, since } };
}

describe('findStanding, for a deployment that succeeded,', () => {
  it('counts the failures since the last success', async () => {
    const all = [earlier(10, 'Failed'), earlier(30, 'Failed'), earlier(60, 'Succeeded'), earlier(90, 'Failed')];
    expect(await standing(BROKEN, all)).toMatchObject(after(2, 30));
    const nothing = { isReported: false, statuses: ['succeeded'], recovery: undefined };
    expect(await standing(BROKEN, all.slice(2))).toMatchObject(nothing);
    expect(await standing(BROKEN, [])).toMatchObject(nothing);
  });

  it('looks for them in earlier periods too, until there is a success', async () => {
    const week = 7 * 24 * 60;
    const all = [earlier(10, 'Failed'), earlier(week, 'Failed'), earlier(week + 9_000, 'Succeeded')];
    expect(await standing(BROKEN, all)).toMatchObject(after(2, week));
  });

  it.each<[string, DeploymentInfo, number]>([
    ['an alarm stopped', earlier(20, 'Failed', { status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE' } }), 2],
    ['failed on some instances', earlier(20, 'Succeeded', { deploymentOverview: { Succeeded: 1, Failed: 1 } }), 2],
    ['a person stopped', earlier(20, 'Failed', { status: 'Stopped', errorInformation: { code: 'MANUAL_STOP' } }), 1],
    ['still runs', earlier(20, 'Failed', { status: 'InProgress' }), 1],
    ['rolled another one back', earlier(20, 'Succeeded', { creator: 'codeDeployRollback' }), 1],
    ['failed to roll back', earlier(20, 'Failed', { rollbackInfo: { rollbackTriggeringDeploymentId: 'd-30' } }), 1],
    ['Auto Scaling made', earlier(20, 'Succeeded', { creator: 'autoscaling' }), 1],
    ['Auto Scaling made, and which failed', earlier(20, 'Failed', { creator: 'CodeDeployAutoUpdate' }), 1],
  ])('takes one that %s for what it is', async (_name, one, failures) => {
    const all = [one, earlier(30, 'Failed'), earlier(60, 'Succeeded')];
    expect(await standing(BROKEN, all)).toMatchObject(after(failures, 30));
  });

  it('says more than so many where there are too many deployments to read', async () => {
    const many = Array.from({ length: 110 }, (_, index) => earlier(2_000 + index, 'Failed'));
    expect(await standing(BROKEN, [earlier(10, 'Failed'), ...many])).toMatchObject({
      isReported: true,
      recovery: { kind: 'known', failures: 1, isCut: true },
    });
    expect(await standing(BROKEN, many)).toMatchObject({
      isReported: true,
      statuses: ['succeeded'],
      recovery: { kind: 'unknown', reason: 'there are too many earlier deployments of the group to read' },
    });
  });

  it('is reported where the history may not be read', async () => {
    expect(await standing(BROKEN, { error: 'AccessDeniedException' })).toMatchObject({
      isReported: true,
      recovery: { kind: 'unknown', reason: 'deployment d-1 may not be read: codedeploy:GetDeployment was denied' },
    });
  });

  it('reads nothing more where nobody asks', async () => {
    for (const setting of [{}, { statuses: ['succeeded', 'rolled_back'] }, { statuses: ['failed'] }] as Setting[]) {
      expect((await standing(setting, [earlier(10, 'Failed')])).asked).toEqual(['readDeployment d-1']);
    }
  });
});

describe('findStanding, for a deployment that is no plain success,', () => {
  it.each<[string, Partial<DeploymentInfo>, string[]]>([
    ['failed', { status: 'Failed' }, ['failed']],
    ['was stopped by a person', { status: 'Stopped', errorInformation: { code: 'MANUAL_STOP' } }, ['stopped']],
    [
      'was stopped by an alarm',
      { status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE' } },
      ['failed', 'stopped'],
    ],
    ['failed on some instances', { deploymentOverview: { Succeeded: 1, Failed: 1 } }, ['failed']],
    ['rolls back', { rollbackInfo: { rollbackTriggeringDeploymentId: 'd-10' } }, ['rolled_back']],
    [
      'rolls back and failed on some instances',
      { rollbackInfo: { rollbackTriggeringDeploymentId: 'd-10' }, deploymentOverview: { Succeeded: 1, Failed: 1 } },
      ['failed', 'rolled_back'],
    ],
  ])('returns its statuses, and reads nothing more, for one that %s', async (_name, own, statuses) => {
    const { asked, ...found } = await standing({ ...BROKEN, slowerThanTypical: 2 }, [earlier(10, 'Failed')], own);
    expect(found).toEqual({
      isReported: !statuses.every((one) => one === 'stopped'),
      statuses,
      recovery: undefined,
      slowness: undefined,
    });
    expect(asked).toEqual(['readDeployment d-1']);
  });
});

describe('findStanding, for the duration of a deployment,', () => {
  const took = (minutes: number, seconds: number) =>
    earlier(minutes, 'Succeeded', { completeTime: at(NOW - minutes, 30 + seconds) });
  const past = [took(10, 8), took(20, 9), took(30, 10)];
  const setting: Setting = { statuses: ['failed'], slowerThanTypical: 2 };

  it('reports a success that took longer than so many times the median', async () => {
    expect(await standing(setting, past)).toMatchObject({
      isReported: true,
      slowness: { kind: 'slow', typicalMs: 9_000 },
    });
    const quick = { isReported: false, slowness: undefined };
    expect(await standing({ ...setting, slowerThanTypical: 2.3 }, past)).toMatchObject(quick);
    expect(await standing(setting, past.slice(1))).toMatchObject(quick);
  });

  it('counts releases alone', async () => {
    const others = [
      earlier(11, 'Failed'),
      took(12, 1_000),
      { ...took(13, 1_000), creator: 'autoscaling' as const },
      { ...took(14, 1_000), creator: 'codeDeployRollback' as const },
    ];
    expect(await standing(setting, [...past, ...others])).toMatchObject({ slowness: { typicalMs: 9_500 } });
  });

  it('is reported where the history may not be read', async () => {
    expect(await standing(setting, { error: 'AccessDeniedException' })).toMatchObject({
      isReported: true,
      slowness: { kind: 'unknown' },
    });
  });
});

import {
  asksFor,
  type DeploymentSettingStatus,
  type Recovery,
  recoveryFrom,
  type Slowness,
  slownessOf,
  type TypicalDuration,
  typicalDuration,
} from '@shipbell/core';
import type { DeploymentSetting } from '../config.ts';
import type { Finding } from '../context.ts';
import { statusesOfDeployment } from '../policy.ts';
import type { ReadDeployment } from './find-deployment.ts';
import { type Deployment, type GroupHistory, isRepetition } from './group-history.ts';

/** How a deployment or an execution stands to what its setting asks for. */
export interface Standing {
  readonly isReported: boolean;
  /** The statuses of the settings that it has, the most telling first; none for one that no setting can name. */
  readonly statuses: readonly DeploymentSettingStatus[];
  readonly recovery: Recovery | undefined;
  readonly slowness: Slowness | undefined;
}

type Setting = Pick<DeploymentSetting, 'statuses' | 'slowerThanTypical'>;

/** Returns how something with these statuses stands, of which nothing else is to be found out. */
export function plainStanding(statuses: Standing['statuses'], setting: Setting): Standing {
  return { isReported: asksFor(setting, statuses), statuses, recovery: undefined, slowness: undefined };
}

/** Returns how a success stands, with what was found out about it. What could not be read loses no message. */
export function standingOfSuccess(found: Pick<Standing, 'recovery' | 'slowness'>, setting: Setting): Standing {
  const { recovery, slowness } = found;
  const plain = plainStanding(['succeeded'], setting);
  return {
    isReported: plain.isReported || recovery !== undefined || slowness !== undefined,
    statuses: recovery?.kind === 'known' ? ['recovered', 'succeeded'] : plain.statuses,
    recovery,
    slowness,
  };
}

/**
 * Finds whether a deployment is reported. Only a success is read about, and only what its setting asks for. Never throws.
 */
export async function findStanding(read: ReadDeployment, setting: Setting): Promise<Standing> {
  const { event, facts, deployment, lookup } = read;
  const plain = plainStanding(statusesOfDeployment(event, facts), setting);
  const isRelease = plain.statuses[0] === 'succeeded' && !isRepetition(deployment);
  if (!isRelease) return plain;
  const { slowerThanTypical: factor } = setting;
  const standing = standingOfSuccess(
    {
      recovery: setting.statuses?.includes('recovered') ? await findRecovery(lookup.group) : undefined,
      slowness: factor === undefined ? undefined : slownessOf(facts, await findTypicalDuration(lookup.group), factor),
    },
    setting,
  );
  // Which pipeline's execution made it, and so whether that rolls back, takes many reads.
  const rolledBack = plainStanding(['rolled_back'], setting);
  const isDecided = rolledBack.isReported === standing.isReported;
  return isDecided || (await read.rollback())?.triggeringDeploymentId === undefined ? standing : rolledBack;
}

/** Finds the failures since the group's last release that succeeded. */
async function findRecovery(group: Finding<GroupHistory>): Promise<Recovery | undefined> {
  if (group.value === undefined) return { kind: 'unknown', reason: group.reason };
  const earlier: Deployment[] = [];
  for await (const { value, failure } of group.value.periods()) {
    // Nobody knows which are the newest of a period that is cut.
    if (failure !== undefined || value.isCut) {
      const reason = failure?.reason ?? 'there are too many earlier deployments of the group to read';
      return earlier.some(({ outcome }) => outcome === 'failed')
        ? recoveryFrom(earlier, true)
        : { kind: 'unknown', reason };
    }
    earlier.push(...value.deployments);
    if (value.deployments.some(({ outcome }) => outcome === 'succeeded')) break;
  }
  return recoveryFrom(earlier, false);
}

/** How many successes are enough for a median: further back nothing is read. */
const ENOUGH = 10;

/** Finds how long the group's releases typically take; undefined where none has succeeded before. */
async function findTypicalDuration(group: Finding<GroupHistory>): Promise<TypicalDuration | undefined> {
  if (group.value === undefined) return { unknown: group.reason };
  const durations: number[] = [];
  for await (const { value, failure } of group.value.periods()) {
    if (failure !== undefined && durations.length === 0) return { unknown: failure.reason };
    durations.push(...(value?.deployments ?? []).flatMap(durationOf));
    if (durations.length >= ENOUGH) break;
  }
  return typicalDuration(durations);
}

function durationOf({ outcome, createdAt, endedAt }: Deployment): number[] {
  return outcome === 'succeeded' && createdAt && endedAt ? [endedAt.getTime() - createdAt.getTime()] : [];
}

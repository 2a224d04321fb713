import {
  asksFor,
  type ExecutionStatus,
  type Recovery,
  recoveryFrom,
  type Slowness,
  type StateMachineSettingStatus,
  slownessOf,
  type TypicalDuration,
} from '@shipbell/core';
import type { Logger } from '@shipbell/core/runtime';
import { failures } from './aws/read-earlier-ends.ts';
import type { Reads } from './aws/reads.ts';
import type { StateMachineSetting } from './config.ts';
import type { ExecutionEvent } from './parse-event.ts';
import { findTypicalDuration } from './report/find-details.ts';

type Setting = Pick<StateMachineSetting, 'statuses' | 'slowerThanTypical'>;

const STATUSES: ReadonlySet<ExecutionStatus> = new Set(['succeeded', 'failed', 'timed_out', 'aborted']);

/** How an execution stands to what its setting asks for. */
export interface Standing {
  readonly isReported: boolean;
  /** The statuses of a setting that it has, the most telling first; none for one that no setting can name. */
  readonly statuses: readonly StateMachineSettingStatus[];
  readonly recovery: Recovery | undefined;
  readonly slowness: Slowness | undefined;
  /** Undefined where it was not read for this. */
  readonly typicalDuration: TypicalDuration | undefined;
}

/**
 * Finds whether an execution is reported. Only a success is read about, and only what its setting asks for. What cannot
 * be read loses no message, which says so.
 */
export async function findStanding(
  event: ExecutionEvent,
  setting: Setting,
  reads: Reads,
  log: Logger,
): Promise<Standing> {
  const statuses = STATUSES.has(event.status) ? [event.status as StateMachineSettingStatus] : [];
  const isReported = asksFor(setting, statuses);
  if (event.status !== 'succeeded') {
    return { isReported, statuses, recovery: undefined, slowness: undefined, typicalDuration: undefined };
  }
  const { slowerThanTypical: factor } = setting;
  const isCompared = factor !== undefined && event.redriveCount === 0;
  const [recovery, typicalDuration] = await Promise.all([
    setting.statuses?.includes('recovered') ? findRecovery(event, reads, log) : undefined,
    isCompared ? findTypicalDuration(event, reads, log) : undefined,
  ]);
  const slowness = isCompared ? slownessOf(event, typicalDuration, factor) : undefined;
  return {
    isReported: isReported || recovery !== undefined || slowness !== undefined,
    statuses: recovery?.kind === 'known' ? ['recovered', ...statuses] : statuses,
    recovery,
    slowness,
    typicalDuration,
  };
}

/** Finds the failures since the last success; an execution that was redriven has failed before each redrive. */
async function findRecovery(
  { stateMachineArn, executionArn, endedAt, redriveCount }: ExecutionEvent,
  { readEarlierEnds }: Pick<Reads, 'readEarlierEnds'>,
  log: Logger,
): Promise<Recovery | undefined> {
  if (!stateMachineArn) return { kind: 'unknown', reason: 'the event does not name the state machine' };
  const { value, failure } = await readEarlierEnds(stateMachineArn, { executionArn, endedAt });
  if (failure !== undefined) {
    const { reason, error } = failure;
    log.warn('What the execution came after could not be read', { stateMachineArn, reason, error });
    return { kind: 'unknown', reason };
  }
  return recoveryFrom([...failures(redriveCount, undefined), ...value.ends], value.isCut);
}

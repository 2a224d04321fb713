import type { ActionExecutionDetail, PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import {
  type EarlierEnd,
  type Recovery,
  recoveryFrom,
  type Slowness,
  slownessOf,
  typicalDuration,
} from '@shipbell/core';
import type { DeploymentSetting } from '../config.ts';
import { plainStanding, type Standing, standingOfSuccess } from '../deployment/find-standing.ts';
import type { PipelineHistory } from '../pipelines/history.ts';
import { settingStatuses } from '../policy.ts';
import { rollbackOf } from '../revision/change.ts';
import type { ExecutionEvent } from './event.ts';
import { lastAttempts, nameOf } from './last-attempts.ts';
import type { ReadExecution } from './read-execution.ts';

/**
 * Finds whether an execution is reported. Only a success is read about, and only what its setting asks for. Never throws.
 */
export async function findStanding(
  event: ExecutionEvent,
  { history, actions }: ReadExecution,
  setting: DeploymentSetting,
): Promise<Standing> {
  const plain = plainStanding(settingStatuses(event), setting);
  const { statuses, slowerThanTypical: factor } = setting;
  if (event.status !== 'succeeded' || (statuses === undefined && factor === undefined)) return plain;
  const execution = await history.execution(event.executionId);
  if (execution.value && rollbackOf(execution.value)) return plainStanding(['rolled_back'], setting);
  return standingOfSuccess(
    {
      recovery: statuses?.includes('recovered') ? await findRecovery(event, history) : undefined,
      slowness: factor === undefined ? undefined : await findSlowness(event, actions.value ?? [], history, factor),
    },
    setting,
  );
}

/** Finds the failures since the pipeline's last success, those of the execution's own earlier attempts among them. */
export async function findRecovery(
  { executionId, at }: Pick<ExecutionEvent, 'executionId' | 'at'>,
  history: PipelineHistory,
): Promise<Recovery | undefined> {
  const { value, failure } = await history.executions();
  if (failure !== undefined) return { kind: 'unknown', reason: failure.reason };
  const own = failedAttempts((await history.actionsOf(executionId)).value ?? []);
  const earlier = value.items
    .filter((one) => one.pipelineExecutionId !== executionId && one.status !== 'InProgress')
    .filter((one) => at === undefined || endOf(one) <= at.getTime())
    .sort((one, other) => endOf(other) - endOf(one))
    .map((one) => ({ outcome: outcomeOf(one), endedAt: one.lastUpdateTime }));
  return recoveryFrom([...own, ...earlier], value.next !== undefined);
}

function endOf({ lastUpdateTime, startTime }: PipelineExecutionSummary): number {
  return (lastUpdateTime ?? startTime)?.getTime() ?? 0;
}

/** Returns how an execution ended. One that rolls back neither fails a release nor brings one. */
function outcomeOf({ status, executionType }: PipelineExecutionSummary): EarlierEnd['outcome'] {
  if (executionType === 'ROLLBACK') return 'neither';
  if (status === 'Succeeded') return 'succeeded';
  return status === 'Failed' ? 'failed' : 'neither';
}

/** Returns the failures after which an execution was retried, the newest first: those of the action that failed most often. */
function failedAttempts(actions: readonly ActionExecutionDetail[]): EarlierEnd[] {
  const last = new Set(lastAttempts(actions));
  const failed = actions.filter((action) => action.status === 'Failed' && !last.has(action));
  const byAction = Map.groupBy(failed, nameOf);
  const [most = []] = [...byAction.values()].sort((one, other) => other.length - one.length);
  return most
    .map(({ lastUpdateTime }) => ({ outcome: 'failed' as const, endedAt: lastUpdateTime }))
    .sort((one, other) => (other.endedAt?.getTime() ?? 0) - (one.endedAt?.getTime() ?? 0));
}

/** How many of the latest successes a typical duration is made of. */
const MOST_SUCCESSES = 25;

/** Finds whether a success took too long. One that was retried waited for a person, so that it is not compared. */
async function findSlowness(
  { executionId, at, startedAt }: ExecutionEvent,
  actions: readonly ActionExecutionDetail[],
  history: PipelineHistory,
  factor: number,
): Promise<Slowness | undefined> {
  if (failedAttempts(actions).length > 0) return undefined;
  const { value, failure } = await history.executions();
  if (failure !== undefined) return { kind: 'unknown', reason: failure.reason };
  const own = value.items.find((one) => one.pipelineExecutionId === executionId);
  const durations = value.items
    .filter((one) => one !== own && outcomeOf(one) === 'succeeded')
    .slice(0, MOST_SUCCESSES)
    .flatMap(({ startTime, lastUpdateTime }) =>
      startTime && lastUpdateTime ? [lastUpdateTime.getTime() - startTime.getTime()] : [],
    );
  return slownessOf({ startedAt: own?.startTime ?? startedAt, endedAt: at }, typicalDuration(durations), factor);
}

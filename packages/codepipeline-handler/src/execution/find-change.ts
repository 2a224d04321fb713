import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { PipelineRollback, Previous } from '@shipbell/core';
import { executedAction, isDeploy } from '../pipelines/deploy-actions.ts';
import { findAction, type PipelineHistory } from '../pipelines/history.ts';
import { type Comparison, describeChange, isOlderByAppearance, unknownChange } from '../revision/change.ts';
import { type FoundSource, sourceOfExecution } from '../revision/execution-source.ts';

/**
 * Finds what an execution changed, compared with the last one whose same deploy action succeeded. It goes by the
 * actions, because the filter `succeededInStage` of ListPipelineExecutions forgets everything when somebody edits the
 * pipeline. Undefined for an execution that has not deployed anything. Never throws.
 */
export async function findExecutionChange(
  executionId: string,
  actions: readonly ActionExecutionDetail[],
  now: FoundSource,
  history: PipelineHistory,
): Promise<Comparison | undefined> {
  const deploy = actions.filter((action) => isDeploy(executedAction(action))).sort(byStart)[0];
  if (deploy === undefined) return undefined;
  const isEarlier = (action: ActionExecutionDetail): boolean =>
    action.status === 'Succeeded' &&
    action.stageName === deploy.stageName &&
    action.actionName === deploy.actionName &&
    action.pipelineExecutionId !== executionId &&
    startOf(action) < startOf(deploy);
  const last = await findAction(history, isEarlier);
  if (last.failure !== undefined) return unknownChange(last.failure.reason);
  const { action, isWholeHistory } = last.value;
  if (action?.pipelineExecutionId === undefined) {
    const reason = `among the newest actions of pipeline ${history.pipeline} there is no earlier success`;
    return isWholeHistory ? { change: { kind: 'first' }, changed: undefined } : unknownChange(reason);
  }
  const before = await sourceOfExecution(history, action.pipelineExecutionId);
  if (before.source.kind === 'unknown') {
    return unknownChange(
      `the last successful execution was ${action.pipelineExecutionId}, and ${before.source.reason}`,
    );
  }
  return describeChange(now, before, action.lastUpdateTime ?? action.startTime, async (current, previous) => {
    const { value: executions } = await history.executions();
    return (
      isOlderByAppearance(
        { id: current.revision.id, executionId, executions },
        { id: previous.revision.id, executionId: action.pipelineExecutionId, executions },
      ) ?? false
    );
  });
}

/** Compares for `sort`: the newest first. */
function byStart(one: ActionExecutionDetail, other: ActionExecutionDetail): number {
  return startOf(other) - startOf(one);
}

function startOf({ startTime }: ActionExecutionDetail): number {
  return startTime?.getTime() ?? 0;
}

/**
 * Finds what an execution rolls back: the failed execution's revision, or, where no execution failed, what was live
 * before.
 */
export async function findRolledBackExecution(
  rollback: Omit<PipelineRollback, 'from'>,
  now: FoundSource,
  comparison: Comparison | undefined,
  history: PipelineHistory,
): Promise<Partial<Comparison> & { readonly rollback: PipelineRollback }> {
  if (rollback.failedExecutionId === undefined) {
    return { rollback: { ...rollback, from: comparison && replacedBy(comparison) }, ...comparison };
  }
  const failed = await sourceOfExecution(history, rollback.failedExecutionId);
  if (failed.source.kind === 'unknown') {
    const reason = `it takes back execution ${rollback.failedExecutionId}, and ${failed.source.reason}`;
    return { rollback: { ...rollback, from: undefined }, ...unknownChange(reason) };
  }
  const [first] = failed.source.revisions;
  if (now.source.kind === 'unknown') return { rollback: { ...rollback, from: first } };
  const back = await describeChange(now, failed, undefined, async () => true);
  return { rollback: { ...rollback, from: replacedBy(back) ?? first }, ...back };
}

function replacedBy({ change }: Comparison): Previous | undefined {
  return 'previous' in change ? change.previous : undefined;
}

import type { ActionExecutionDetail, PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import type { DeployTarget, DeployTargets, PipelineRollback, Previous } from '@shipbell/core';
import { deploysTo, executedAction } from '../pipelines/deploy-actions.ts';
import { findAction, type PipelineHistory } from '../pipelines/history.ts';
import { type Comparison, describeChange, isOlderByAppearance, unknownChange } from '../revision/change.ts';
import { type FoundSource, sourceOfExecution } from '../revision/execution-source.ts';
import type { ExecutionEvent } from './event.ts';
import { startOf } from './last-attempts.ts';

/**
 * Returns the target whose change is the news: of a success the last one, else the first that lacks the revision, be it
 * because its action failed, because it was not reached, or because nobody knows. Undefined where nothing was deployed.
 */
export function newsOf(targets: DeployTargets): DeployTarget | undefined {
  const all = targets.kind === 'known' ? targets.targets : [];
  if (all.every(({ outcome }) => outcome === 'not reached')) return undefined;
  const first = (wanted: DeployTarget['outcome']) => all.find(({ outcome }) => outcome === wanted);
  return first('failed') ?? first('not reached') ?? first('unfinished') ?? all.at(-1);
}

/**
 * Finds how the execution's revision differs from what was live at the target before it. It goes by the actions that
 * deployed there, because the filter `succeededInStage` of ListPipelineExecutions forgets everything when somebody edits
 * the pipeline. Never throws.
 */
export async function findTargetChange(
  event: ExecutionEvent,
  target: DeployTarget,
  actions: readonly ActionExecutionDetail[],
  now: FoundSource,
  history: PipelineHistory,
): Promise<Comparison> {
  const { executionId } = event;
  const isEarlier = earlierSuccess(event, target, actions);
  const last = await findAction(history, isEarlier);
  if (last.failure !== undefined) return unknownChange(last.failure.reason);
  const { action, isWholeHistory } = last.value;
  if (action?.pipelineExecutionId === undefined) {
    const reason = `among the newest actions of pipeline ${history.pipeline} there is no earlier success`;
    return isWholeHistory ? { change: { kind: 'first' }, changed: undefined } : unknownChange(reason);
  }
  const previous = await sourceOfExecution(history, action.pipelineExecutionId);
  if (previous.source.kind === 'unknown') {
    return unknownChange(
      `the last successful execution was ${action.pipelineExecutionId}, and ${previous.source.reason}`,
    );
  }
  const since = await firstInRow(action, executionId, isEarlier, history);
  return describeChange(now, previous, since.lastUpdateTime ?? since.startTime, async (current, replaced) => {
    const { value: executions } = await history.executions();
    return (
      isOlderByAppearance(
        { id: current.revision.id, executionId, executions },
        { id: replaced.revision.id, executionId: action.pipelineExecutionId, executions },
      ) ?? false
    );
  });
}

/**
 * Returns the test whether an action deployed to the target before the execution's last attempt there did, or before its
 * event where there was none. Where that attempt came to nothing, an earlier one may have brought the revision.
 */
function earlierSuccess(event: ExecutionEvent, target: DeployTarget, actions: readonly ActionExecutionDetail[]) {
  const isThere = (action: ActionExecutionDetail): boolean => deploysTo(target, executedAction(action), event);
  const starts = actions.filter(isThere).map(startOf);
  const before = starts.length > 0 ? Math.max(...starts) : (event.at?.getTime() ?? Number.POSITIVE_INFINITY);
  return (action: ActionExecutionDetail): boolean =>
    action.status === 'Succeeded' &&
    startOf(action) < before &&
    (target.outcome !== 'deployed' || action.pipelineExecutionId !== event.executionId) &&
    isThere(action);
}

/**
 * Finds the first of the successes in a row that brought the same revisions as the last one: since then these are live,
 * however often they were released again.
 */
async function firstInRow(
  last: ActionExecutionDetail,
  ownId: string,
  isEarlier: (action: ActionExecutionDetail) => boolean,
  history: PipelineHistory,
): Promise<ActionExecutionDetail> {
  const executions = (await history.executions()).value?.items ?? [];
  const revisions = revisionsOf(last.pipelineExecutionId, executions);
  const isRepetition = (id: string | undefined): boolean =>
    id === last.pipelineExecutionId || (revisions !== undefined && revisionsOf(id, executions) === revisions);
  const others = executions.filter(({ pipelineExecutionId: id }) => id !== last.pipelineExecutionId && id !== ownId);
  const mayGoOn = others.some(({ pipelineExecutionId }) => isRepetition(pipelineExecutionId));
  let first = last;
  for await (const { value: page } of history.actions()) {
    for (const action of page?.items.filter(isEarlier) ?? []) {
      if (startOf(action) >= startOf(first)) continue;
      if (!isRepetition(action.pipelineExecutionId)) return first;
      first = action;
    }
    // Beyond the last success's own execution a page is read only where a repetition is known of.
    const isCut = page?.items.at(-1)?.pipelineExecutionId === last.pipelineExecutionId;
    if (page?.items.includes(last) && !isCut && !mayGoOn) return first;
  }
  return first;
}

/** Returns a text that is the same for the same revisions; undefined where the executions do not show them. */
function revisionsOf(
  executionId: string | undefined,
  executions: readonly PipelineExecutionSummary[],
): string | undefined {
  const { sourceRevisions = [] } = executions.find((each) => each.pipelineExecutionId === executionId) ?? {};
  const ids = sourceRevisions.flatMap(({ revisionId }) => revisionId ?? []).sort();
  return ids.length > 0 ? JSON.stringify(ids) : undefined;
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

import type { PipelineExecution } from '@aws-sdk/client-codepipeline';
import type {
  DeployedSource,
  DeployTargets,
  PipelineFailure,
  PipelineReport,
  PipelineRollback,
  TargetChange,
} from '@shipbell/core';
import type { Search } from '../context.ts';
import type { PipelineHistory } from '../pipelines/history.ts';
import { rollbackOf } from '../revision/change.ts';
import { exactSource, type FoundSource, sourceOfExecution, withRevisionFirst } from '../revision/execution-source.ts';
import { type ExecutionEvent, hasResult } from './event.ts';
import { findRolledBackExecution, findTargetChange, newsOf } from './find-change.ts';
import { type FoundFailed, findExecutionFailure, findFailed } from './find-failure.ts';
import { type FoundDeployers, findDeployers, findTargets } from './find-targets.ts';
import { beginReads } from './first-reads.ts';
import type { ReadExecution } from './read-execution.ts';
import { nameOfPrincipal, whoStarted } from './who-started.ts';

/** What decides, with the settings, whether an execution is reported. */
export interface DecidingFacts extends FoundDeployers, FoundFailed {
  /** What was deployed to which groups; where deployments failed, those. */
  readonly groups: FoundDeployers['groups'];
}

/** What was found out about a pipeline execution. */
export interface ExecutionFindings {
  readonly targets: DeployTargets;
  readonly failure: PipelineFailure | undefined;
  readonly startedAt: Date | undefined;
  readonly startedBy: string | undefined;
  readonly variables: PipelineReport['variables'];
  readonly source: DeployedSource | undefined;
  readonly change: TargetChange | undefined;
  readonly rollback: PipelineRollback | undefined;
  readonly summary: string | undefined;
  readonly stopReason: string | undefined;
}

/** Finds what decides whether an execution is reported. Never throws. */
export async function findDecidingFacts(
  event: ExecutionEvent,
  read: ReadExecution,
  search: Search,
): Promise<DecidingFacts> {
  return { ...(await findDeployers(read.actions, read.history, event)), ...(await findFailed(event, read, search)) };
}

/**
 * Finds out about a pipeline execution that is reported, until the signal ends the search. Never throws, because the message
 * goes out anyway: a finding that could not be read says why.
 */
export async function findExecution(
  event: ExecutionEvent,
  read: ReadExecution,
  deciding: DecidingFacts,
): Promise<ExecutionFindings> {
  beginReads(event, read, deciding);
  const { history, actions } = read;
  const { executionId } = event;
  const execution = await history.execution(executionId);
  const found = withPush(await sourceOfExecution(history, executionId), event, history);
  const trigger = execution.value?.trigger ?? event.trigger;
  const rollingBack = execution.value && rollbackOf(execution.value);
  const rolledBack = rollingBack && { ...rollingBack, startedBy: nameOfPrincipal(trigger?.triggerDetail) };
  const targets = await findTargets(deciding, actions, history, event, rolledBack !== undefined);
  const target = hasResult(event) ? newsOf(targets) : undefined;
  // What an automatic rollback takes back is the failed execution's, whatever was live before.
  const comparison =
    target && found.source.kind === 'known' && rolledBack?.failedExecutionId === undefined
      ? await findTargetChange(event, target, actions.value ?? [], found, history)
      : undefined;
  const { change, changed, rollback } = rolledBack
    ? await findRolledBackExecution(rolledBack, found, comparison, history)
    : { ...comparison, rollback: undefined };
  return {
    startedAt: earliest(actions.value?.map(({ startTime }) => startTime)) ?? event.startedAt,
    startedBy: whoStarted(trigger),
    variables: await findVariables(execution.value ?? {}, history),
    targets,
    source: !rolledBack && isBeforeSource(event, actions, found) ? undefined : withRevisionFirst(found.source, changed),
    change: change && { change, target },
    rollback,
    failure: await findExecutionFailure(event, deciding, read),
    summary: execution.value?.statusSummary,
    stopReason: await findStopReason(event, history),
  };
}

/**
 * Returns whether the execution has taken in no revision yet, or came to its end before: then there is no commit to name,
 * which is normal.
 */
function isBeforeSource(
  { status }: ExecutionEvent,
  actions: ReadExecution['actions'],
  { source }: FoundSource,
): boolean {
  if (source.kind === 'known' || status === 'succeeded') return false;
  if (actions.value === undefined) return status === 'started';
  const sources = actions.value.filter(({ input }) => input?.actionTypeId?.category === 'Source');
  return sources.length > 0 ? sources.every((action) => action.status !== 'Succeeded') : status === 'started';
}

/** Finds the variables that were given for the execution: those whose value is another than the definition's default. */
async function findVariables(
  { variables = [] }: PipelineExecution,
  history: PipelineHistory,
): Promise<PipelineReport['variables']> {
  const defaults = variables.length > 0 ? (await history.definition()).value?.variables : [];
  const isDefault = (name: string, value: string): boolean =>
    defaults?.some((variable) => variable.name === name && variable.defaultValue === value) ?? false;
  return variables.flatMap(({ name, resolvedValue: value }) =>
    name && value && !isDefault(name, value) ? [[name, value] as const] : [],
  );
}

/**
 * Returns the source with what the event of a connection's push says of its commit. Where the source could not be read,
 * the event says all there is.
 */
function withPush(found: FoundSource, { push, executionId }: ExecutionEvent, history: PipelineHistory): FoundSource {
  if (push === undefined) return found;
  if (found.source.kind === 'unknown') return exactSource([push], history, executionId);
  const { id, author, ref, entityUrl, request } = push.revision;
  const [first, ...others] = found.source.revisions.map((revision) =>
    revision.id === id
      ? {
          ...revision,
          author: author ?? revision.author,
          ref: ref ?? revision.ref,
          entityUrl: entityUrl ?? revision.entityUrl,
          request: revision.request ?? request,
        }
      : revision,
  );
  return first ? { ...found, source: { ...found.source, revisions: [first, ...others] } } : found;
}

function earliest(dates: readonly (Date | undefined)[] | undefined): Date | undefined {
  const times = (dates ?? []).flatMap((date) => date?.getTime() ?? []);
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

/** Finds why somebody stopped the execution, which only the event and the list of executions say. */
async function findStopReason(
  { status, executionId, stopComments }: ExecutionEvent,
  history: PipelineHistory,
): Promise<string | undefined> {
  if (stopComments !== undefined || (status !== 'stopped' && status !== 'stopping')) return stopComments;
  const executions = await history.executions();
  const execution = executions.value?.items.find(({ pipelineExecutionId }) => pipelineExecutionId === executionId);
  return execution?.stopTrigger?.reason;
}

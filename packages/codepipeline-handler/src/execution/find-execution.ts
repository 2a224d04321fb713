import type { ActionExecutionDetail, PipelineExecution } from '@aws-sdk/client-codepipeline';
import type { DeployedSource, PipelineReport, PipelineRollback, TargetChange } from '@shipbell/core';
import type { Reading } from '@shipbell/core/runtime';
import { readAgainIfBehind } from '../aws/repeated-reads.ts';
import type { Search } from '../context.ts';
import { deploymentOf } from '../pipelines/deploy-actions.ts';
import { createPipelineHistory, type PipelineHistory } from '../pipelines/history.ts';
import { rollbackOf } from '../revision/change.ts';
import { exactSource, type FoundSource, sourceOfExecution, withRevisionFirst } from '../revision/execution-source.ts';
import { type ExecutionEvent, hasResult } from './event.ts';
import { findRolledBackExecution, findTargetChange, newsOf } from './find-change.ts';
import { type FoundFailure, findExecutionFailure } from './find-failure.ts';
import { type FoundTargets, findTargets } from './find-targets.ts';
import { nameOf } from './last-attempts.ts';
import { nameOfPrincipal, whoStarted } from './who-started.ts';

/** What was found out about a pipeline execution. */
export interface ExecutionFindings extends FoundTargets, FoundFailure {
  readonly startedAt: Date | undefined;
  readonly startedBy: string | undefined;
  readonly variables: PipelineReport['variables'];
  /** What was deployed to which groups; where deployments failed, those. */
  readonly groups: FoundTargets['groups'];
  readonly source: DeployedSource | undefined;
  readonly change: TargetChange | undefined;
  readonly rollback: PipelineRollback | undefined;
  readonly summary: string | undefined;
  readonly stopReason: string | undefined;
}

/** The actions of an execution up to its event, newest first, with the history that has read them. */
export interface ReadExecution {
  readonly history: PipelineHistory;
  readonly actions: Reading<readonly ActionExecutionDetail[]>;
}

/** Returns the CodeDeploy deployments that an execution made and that report themselves in its location. */
export function deploymentIdsOf({ actions }: ReadExecution, event: ExecutionEvent): string[] {
  return (actions.value ?? []).flatMap((action) => deploymentOf(action, event) ?? []).reverse();
}

/**
 * Finds out about a pipeline execution that was read, until the signal ends the search. Never throws, because the message
 * goes out anyway: a finding that could not be read says why.
 */
export async function findExecution(
  event: ExecutionEvent,
  { history, actions }: ReadExecution,
  search: Search,
): Promise<ExecutionFindings> {
  const { executionId } = event;
  const execution = await history.execution(executionId);
  const found = withPush(await sourceOfExecution(history, executionId), event, history);
  const trigger = execution.value?.trigger ?? event.trigger;
  const rollingBack = execution.value && rollbackOf(execution.value);
  const rolledBack = rollingBack && { ...rollingBack, startedBy: nameOfPrincipal(trigger?.triggerDetail) };
  const targets = await findTargets(actions, history, event, rolledBack !== undefined);
  const target = hasResult(event) ? newsOf(targets.targets) : undefined;
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
    ...targets,
    source: !rolledBack && isBeforeSource(event, actions, found) ? undefined : withRevisionFirst(found.source, changed),
    change: change && { change, target },
    rollback,
    ...(await findExecutionFailure(event, actions, history, search)),
    summary: execution.value?.statusSummary,
    stopReason: await findStopReason(event, history),
  };
}

/**
 * Returns whether the execution has taken in no revision yet, or came to its end before: then there is no commit to name,
 * which is normal.
 */
function isBeforeSource({ status }: ExecutionEvent, actions: Actions, { source }: FoundSource): boolean {
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

type Actions = ReadExecution['actions'];

/**
 * Reads the execution's actions, which may be behind its event for a moment, and returns them with the history that has
 * read them. Never throws.
 */
export async function readExecution(event: ExecutionEvent, search: Search): Promise<ReadExecution> {
  const { reads, signal } = search;
  const read = async (): Promise<Actions & { readonly history: PipelineHistory }> => {
    const history = createPipelineHistory(event.pipeline, reads.codepipeline, signal);
    const actions = await history.actionsOf(event.executionId);
    return actions.failure === undefined
      ? { history, value: withoutRetry(actions.value, event.at), failure: undefined }
      : { history, ...actions };
  };
  const { history, ...actions } = await readAgainIfBehind(read, (first) => isBehind(event, first), search);
  return { history, actions };
}

function isBehind(event: ExecutionEvent, { value: actions }: Actions): boolean {
  return (
    hasResult(event) &&
    actions !== undefined &&
    (actions.length === 0 ||
      actions.some((action) => action.status === 'InProgress') ||
      (event.status === 'failed' && !actions.some((action) => action.status === 'Failed')))
  );
}

/** The precision of an event's time, which is in whole seconds. */
const EVENT_PRECISION_MS = 1_000;

/** Returns the actions without the attempts that a retry has begun after the event: these have events of their own. */
function withoutRetry(
  actions: readonly ActionExecutionDetail[],
  at: Date | undefined,
): readonly ActionExecutionDetail[] {
  const isBefore = ({ startTime }: ActionExecutionDetail): boolean =>
    at === undefined || startTime === undefined || startTime.getTime() < at.getTime() + EVENT_PRECISION_MS;
  const tried = new Set(actions.filter(isBefore).map(nameOf));
  return actions.filter((action) => isBefore(action) || !tried.has(nameOf(action)));
}

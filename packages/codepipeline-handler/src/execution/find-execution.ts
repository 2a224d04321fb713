import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import { type Reading, tryRead } from '../aws/read-failure.ts';
import { readAgainIfBehind } from '../aws/repeated-reads.ts';
import type { ExecutionFindings, Investigation } from '../context.ts';
import { createPipelineHistory, type PipelineHistory } from '../pipelines/history.ts';
import { rollbackOf } from '../revision/change.ts';
import { exactSource, type FoundSource, LIST_ACTIONS, ledBy, sourceOfExecution } from '../revision/execution-source.ts';
import { originOf } from '../revision/origin.ts';
import { connectedRepository } from '../revision/repository.ts';
import type { PipelineEvent } from './event.ts';
import { findExecutionChange, findExecutionTakenBack } from './find-change.ts';
import { findPipelineFailure } from './find-failure.ts';
import { findDeployers } from './find-targets.ts';

/**
 * What can be found out about a pipeline execution before the signal ends the looking. Never throws, for the message goes
 * out anyway: what could not be read says so itself.
 */
export async function investigateExecution(
  event: PipelineEvent,
  investigation: Investigation,
): Promise<ExecutionFindings> {
  const { pipeline, executionId } = event;
  const { history, actions } = await readRun(event, investigation);
  const execution = await tryRead(
    history.execution(executionId),
    `execution ${executionId} of pipeline ${pipeline}`,
    'codepipeline:GetPipelineExecution',
  );
  const found = withPush(await sourceOfExecution(history, executionId), event);
  const isDue = isEnded(event) && found.source.kind === 'known';
  const comparison = isDue ? await findExecutionChange(executionId, actions.value ?? [], found, history) : undefined;
  const rolledBack = execution.value && rollbackOf(execution.value);
  const { change, changed, rollback } = rolledBack
    ? await findExecutionTakenBack(rolledBack, found, comparison, history)
    : { ...comparison, rollback: undefined };
  return {
    startedAt: earliest(actions.value?.map(({ startTime }) => startTime)) ?? event.startedAt,
    ...(await findDeployers(actions, history, event)),
    source: ledBy(found.source, changed),
    change,
    rollback,
    ...(await findPipelineFailure(event, actions, history)),
    summary: execution.value?.statusSummary || (await stopReason(event, history)),
  };
}

/** What the event of a connection's push says of the commit that it brought; all that is known, where reads fail. */
function withPush(found: FoundSource, { push, pipeline, executionId }: PipelineEvent): FoundSource {
  if (push?.commitId === undefined) return found;
  if (found.source.kind === 'unknown') {
    const repository = connectedRepository(push.provider, push.repository);
    const told = { action: 'Source', id: push.commitId, summary: push.message, url: undefined };
    const origins = originOf({ ...told, author: push.author, ref: push.ref, repository: () => repository });
    return exactSource(origins, pipeline, executionId);
  }
  const [first, ...others] = found.source.revisions.map((revision) =>
    revision.id === push.commitId
      ? { ...revision, author: push.author ?? revision.author, ref: push.ref ?? revision.ref }
      : revision,
  );
  return first ? { ...found, source: { ...found.source, revisions: [first, ...others] } } : found;
}

function earliest(dates: readonly (Date | undefined)[] | undefined): Date | undefined {
  const times = (dates ?? []).flatMap((date) => date?.getTime() ?? []);
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

/** Whoever stops an execution may write why, which only the list of executions tells. */
async function stopReason(
  { status, executionId }: PipelineEvent,
  history: PipelineHistory,
): Promise<string | undefined> {
  if (status !== 'stopped' && status !== 'stopping') return undefined;
  const executions = await tryRead(
    history.executions(),
    `the executions of pipeline ${history.pipeline}`,
    'codepipeline:ListPipelineExecutions',
  );
  const execution = executions.value?.items.find(({ pipelineExecutionId }) => pipelineExecutionId === executionId);
  return execution?.stopTrigger?.reason || undefined;
}

/** An execution up to its event. */
export interface Run {
  readonly history: PipelineHistory;
  /** Newest first. */
  readonly actions: Reading<readonly ActionExecutionDetail[]>;
}

const ENDED: ReadonlySet<string> = new Set(['succeeded', 'failed', 'stopped']);

export function isEnded({ status }: Pick<PipelineEvent, 'status'>): boolean {
  return ENDED.has(status);
}

type Actions = Run['actions'];

/** The execution's actions, which may be behind its event for a moment. Never throws. */
export async function readRun(event: PipelineEvent, investigation: Investigation): Promise<Run> {
  const { pipeline, executionId } = event;
  const { reads, signal } = investigation;
  const read = async (): Promise<Actions & Pick<Run, 'history'>> => {
    const history = createPipelineHistory(pipeline, reads.codepipeline, signal);
    const actions = history.actionsOf(executionId).then((all) => withoutRetry(all, event.at));
    return { history, ...(await tryRead(actions, `the history of pipeline ${pipeline}`, LIST_ACTIONS)) };
  };
  const { history, ...actions } = await readAgainIfBehind(read, (first) => isBehind(event, first), investigation);
  return { history, actions };
}

function isBehind({ status }: PipelineEvent, { value: actions }: Actions): boolean {
  return (
    ENDED.has(status) &&
    actions !== undefined &&
    (actions.length === 0 ||
      actions.some((action) => action.status === 'InProgress') ||
      (status === 'failed' && !actions.some((action) => action.status === 'Failed')))
  );
}

/** Events tell the time in whole seconds. */
const SECOND = 1_000;

/** Without the tries that a retry has begun after the event: they have events of their own. */
function withoutRetry(
  actions: readonly ActionExecutionDetail[],
  at: Date | undefined,
): readonly ActionExecutionDetail[] {
  const isBefore = ({ startTime }: ActionExecutionDetail): boolean =>
    at === undefined || startTime === undefined || startTime.getTime() < at.getTime() + SECOND;
  const tried = new Set(actions.filter(isBefore).map(nameOf));
  return actions.filter((action) => isBefore(action) || !tried.has(nameOf(action)));
}

function nameOf({ stageName, actionName }: ActionExecutionDetail): string {
  return JSON.stringify([stageName, actionName]);
}

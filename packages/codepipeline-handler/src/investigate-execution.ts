import { tryRead } from './aws/read-failure.ts';
import { findExecutionChange, findExecutionTakenBack } from './change/execution-change.ts';
import { rollbackOf } from './change/pipeline-rollback.ts';
import { findDeployers } from './directory/deploy-targets.ts';
import type { PipelineEvent } from './events/pipeline-event.ts';
import { findPipelineFailure } from './failure/pipeline-failure.ts';
import type { ExecutionFindings, Investigation } from './investigation.ts';
import { exactSource, type FoundSource, ledBy } from './source/found-source.ts';
import { originOf } from './source/origins.ts';
import type { PipelineHistory } from './source/pipeline-history.ts';
import { isEnded, readRun } from './source/read-run.ts';
import { connectedRepository } from './source/repository.ts';
import { sourceOfExecution } from './source/source-of-execution.ts';

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

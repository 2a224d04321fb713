import type { DeployedSource } from '@shipbell/core';
import { tryRead } from '../aws/read-failure.ts';
import type { Investigation } from '../investigation.ts';
import { exactSource, type FoundSource, unknownSource } from './found-source.ts';
import { type Origin, originsOfArtifacts } from './origins.ts';
import { createPipelineHistory, type PipelineHistory } from './pipeline-history.ts';
import { sourceStage } from './shown-source.ts';
import { originsOfActions } from './source-actions.ts';

/** The revisions that a pipeline execution is made of. Never throws: what could not be read is the reason. */
export async function findSourceOfExecution(
  pipeline: string,
  executionId: string,
  { reads, signal }: Investigation,
): Promise<DeployedSource> {
  const history = createPipelineHistory(pipeline, reads.codepipeline, signal);
  return (await sourceOfExecution(history, executionId)).source;
}

/**
 * By the execution's source actions, which tell most; where it has none, as one that rolls a stage back, by what the
 * execution says of itself; where neither may be read, by the source stage while it shows this execution. `later` are the
 * executions that roll back to it, to none of which it can roll back in turn.
 */
export async function sourceOfExecution(
  history: PipelineHistory,
  executionId: string,
  later: readonly string[] = [],
): Promise<FoundSource> {
  const { pipeline } = history;
  const actions = await tryRead(history.actionsOf(executionId), `the history of pipeline ${pipeline}`, LIST_ACTIONS);
  const ofActions = originsOfActions(actions.value ?? []);
  if (ofActions.length > 0) return exactSource(ofActions, pipeline, executionId);
  const execution = await tryRead(
    history.execution(executionId),
    `execution ${executionId} of pipeline ${pipeline}`,
    'codepipeline:GetPipelineExecution',
  );
  const ofArtifacts = originsOfArtifacts(execution.value?.artifactRevisions ?? []);
  if (ofArtifacts.length > 0) return exactSource(ofArtifacts, pipeline, executionId);
  const target = execution.value?.rollbackMetadata?.rollbackTargetPipelineExecutionId;
  const rollbacks = [...later, executionId];
  if (target !== undefined && !rollbacks.includes(target))
    return sourceOfTarget(history, executionId, target, rollbacks);
  const ofState = await originsOfState(history, executionId);
  if (ofState.length > 0) return exactSource(ofState, pipeline, executionId);
  return unknownSource(execution.failure ?? `pipeline ${pipeline} shows no source revision`, pipeline);
}

export const LIST_ACTIONS = 'codepipeline:ListActionExecutions';

/** What a rollback brings back, under the id of the execution that brings it. */
async function sourceOfTarget(
  history: PipelineHistory,
  executionId: string,
  target: string,
  rollbacks: readonly string[],
): Promise<FoundSource> {
  const { source, origins } = await sourceOfExecution(history, target, rollbacks);
  return source.kind === 'known'
    ? exactSource(origins, history.pipeline, executionId)
    : unknownSource(source.reason, history.pipeline);
}

async function originsOfState(history: PipelineHistory, executionId: string): Promise<readonly Origin[]> {
  const state = await tryRead(history.state(), `pipeline ${history.pipeline}`, 'codepipeline:GetPipelineState');
  const shown = state.value && sourceStage(state.value);
  return shown?.executionId === executionId ? shown.origins : [];
}

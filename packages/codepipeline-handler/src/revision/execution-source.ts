import type { ActionState, GetPipelineStateOutput, StageState } from '@aws-sdk/client-codepipeline';
import type { DeployedSource } from '@shipbell/core';
import { tryRead } from '../aws/read-failure.ts';
import type { Investigation } from '../context.ts';
import { createPipelineHistory, type PipelineHistory } from '../pipelines/history.ts';
import { type Origin, originsOfActions, originsOfArtifacts, originsOfStage } from './origin.ts';

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

/** What was deployed, with the repositories that a comparison needs. */
export interface FoundSource {
  readonly source: DeployedSource;
  /** Empty where the source is unknown. */
  readonly origins: readonly Origin[];
}

/** Tied to the deployment or the execution without a doubt. */
export function exactSource(
  origins: readonly Origin[],
  pipeline: string | undefined,
  executionId: string | undefined,
): FoundSource {
  return known(origins, { certainty: 'exact', doubt: undefined, pipeline, executionId });
}

/** The newest in Source, which is maybe not what was deployed. */
export function latestSource(origins: readonly Origin[], pipeline: string, doubt: string): FoundSource {
  return known(origins, { certainty: 'latest', doubt, pipeline, executionId: undefined });
}

export function unknownSource(reason: string, pipeline?: string | undefined): FoundSource {
  return {
    source: { kind: 'unknown', reason, pipeline },
    origins: [],
  };
}

/** The revision that changed is the news, so it comes before those that did not. */
export function ledBy(source: DeployedSource, changed: string | undefined): DeployedSource {
  const first = source.kind === 'known' ? source.revisions.find(({ id }) => id === changed) : undefined;
  if (source.kind === 'unknown' || first === undefined) return source;
  return { ...source, revisions: [first, ...source.revisions.filter((revision) => revision !== first)] };
}

function known(
  origins: readonly Origin[],
  rest: Omit<Extract<DeployedSource, { kind: 'known' }>, 'kind' | 'revisions'>,
): FoundSource {
  const [first, ...others] = origins.map(({ revision }) => revision);
  if (first === undefined) return unknownSource(`pipeline ${rest.pipeline} shows no source revision`, rest.pipeline);
  return { source: { kind: 'known', ...rest, revisions: [first, ...others] }, origins };
}

/** What a pipeline's state shows of its source. */
export interface SourceStage {
  readonly origins: readonly Origin[];
  /** The pipeline execution that brought the revisions. */
  readonly executionId: string | undefined;
}

/**
 * Only a pipeline's first stage holds source actions, whatever it is called:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
 */
export function sourceStage({ stageStates: [first] = [] }: GetPipelineStateOutput): SourceStage {
  return {
    origins: originsOfStage(first?.actionStates ?? []),
    executionId: first?.latestExecution?.pipelineExecutionId,
  };
}

/** What a pipeline's state shows of one deployment. */
export interface ShownDeployment {
  /** The latest execution of the stage that shows the deployment. */
  readonly executionId: string;
  /** The state itself ties the deployment to that execution. */
  readonly isTied: boolean;
}

/** The deployment in the state; undefined where no stage shows it. */
export function shownDeployment(
  { stageStates = [] }: GetPipelineStateOutput,
  deploymentId: string,
): ShownDeployment | undefined {
  const stage = stageStates.find(({ actionStates = [] }) => actionStates.some((action) => made(action, deploymentId)));
  const executionId = stage?.latestExecution?.pipelineExecutionId;
  return stage && executionId ? { executionId, isTied: isOfLatest(stage, deploymentId) } : undefined;
}

function made({ latestExecution }: ActionState, deploymentId: string): boolean {
  return latestExecution?.externalExecutionId === deploymentId;
}

/**
 * Whether the deployment is of the stage's latest execution: they stand alike. When the next execution has entered the
 * stage and waits for an approval there, the action that deploys still shows the deployment of the one before. Two
 * failures say nothing: the stage fails too when that approval is rejected.
 */
function isOfLatest({ actionStates = [], latestExecution }: StageState, deploymentId: string): boolean {
  return (
    latestExecution?.status !== 'Failed' &&
    actionStates.some(
      (action) => made(action, deploymentId) && action.latestExecution?.status === latestExecution?.status,
    )
  );
}

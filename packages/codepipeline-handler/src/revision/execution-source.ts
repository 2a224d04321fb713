import type { GetPipelineStateOutput } from '@aws-sdk/client-codepipeline';
import type { DeployedSource } from '@shipbell/core';
import type { PipelineHistory, PipelineLocation } from '../pipelines/history.ts';
import { type Origin, originsOfActions, originsOfArtifacts, originsOfStage } from './origin.ts';

/** The source of a deployment or an execution, with the repositories that a comparison needs. */
export interface FoundSource {
  readonly source: DeployedSource;
  /** Empty where the source is unknown. */
  readonly origins: readonly Origin[];
}

/** The execution of a pipeline that made a deployment. */
export interface Maker {
  readonly history: PipelineHistory;
  readonly executionId: string;
}

/** Finds the source of the execution that made a deployment. */
export function sourceOfMaker({ history, executionId }: Maker): Promise<FoundSource> {
  return sourceOfExecution(history, executionId);
}

/** Returns a source that is certainly that of the deployment or the execution. */
export function exactSource(
  origins: readonly Origin[],
  pipeline: PipelineLocation | undefined,
  executionId: string | undefined,
): FoundSource {
  return known(origins, { certainty: 'exact', doubt: undefined, ...locationOf(pipeline), executionId });
}

/** Returns the newest source of the pipeline, which may not be what was deployed, with the doubt. */
export function latestSource(origins: readonly Origin[], pipeline: PipelineLocation, doubt: string): FoundSource {
  return known(origins, { certainty: 'latest', doubt, ...locationOf(pipeline), executionId: undefined });
}

/** Returns a source that is unknown for that reason. */
export function unknownSource(reason: string, pipeline?: PipelineLocation | undefined): FoundSource {
  return { source: { kind: 'unknown', reason, ...locationOf(pipeline) }, origins: [] };
}

function locationOf(location: PipelineLocation | undefined) {
  return { pipeline: location?.pipeline, pipelineRegion: location?.pipelineRegion };
}

/** Returns the source with the name of the bundle that was deployed, where nothing else is known of it. */
export function withBundle({ source, origins }: FoundSource, bundle: string | undefined): FoundSource {
  return { source: source.kind === 'unknown' ? { ...source, bundle } : source, origins };
}

function known(
  origins: readonly Origin[],
  rest: Omit<Extract<DeployedSource, { kind: 'known' }>, 'kind' | 'revisions'>,
): FoundSource {
  const [first, ...others] = origins.map(({ revision }) => revision);
  if (first === undefined) {
    const { pipeline = 'unknown', pipelineRegion } = rest;
    return unknownSource(`pipeline ${pipeline} shows no source revision`, { pipeline, pipelineRegion });
  }
  return { source: { kind: 'known', ...rest, revisions: [first, ...others] }, origins };
}

/** Returns the source with the revision of this id first: what changed is the news, so it comes before what did not. */
export function withRevisionFirst(source: DeployedSource, id: string | undefined): DeployedSource {
  const first = source.kind === 'known' ? source.revisions.find((revision) => revision.id === id) : undefined;
  if (source.kind === 'unknown' || first === undefined) return source;
  return { ...source, revisions: [first, ...source.revisions.filter((revision) => revision !== first)] };
}

/**
 * Finds the source of an execution by its source actions, which say most; where it has none, as an execution that rolls
 * a stage back, by what the execution says of itself; where neither may be read, by the source stage while this shows
 * the execution. `later` are the executions that roll back to this one, to none of which it can roll back in turn. Never
 * throws: where the revisions could not be read, the source is unknown and says why.
 */
export async function sourceOfExecution(
  history: PipelineHistory,
  executionId: string,
  later: readonly string[] = [],
): Promise<FoundSource> {
  const { pipeline } = history;
  const actions = await history.actionsOf(executionId);
  const ofActions = originsOfActions(actions.value ?? []);
  if (ofActions.length > 0) return exactSource(ofActions, history, executionId);
  const execution = await history.execution(executionId);
  const ofArtifacts = originsOfArtifacts(execution.value?.artifactRevisions ?? []);
  if (ofArtifacts.length > 0) return exactSource(ofArtifacts, history, executionId);
  const target = execution.value?.rollbackMetadata?.rollbackTargetPipelineExecutionId;
  const rollbacks = [...later, executionId];
  if (target !== undefined && !rollbacks.includes(target)) {
    return sourceOfTarget(history, executionId, target, rollbacks);
  }
  const ofState = await originsOfState(history, executionId);
  if (ofState.length > 0) return exactSource(ofState, history, executionId);
  return unknownSource(execution.failure?.reason ?? `pipeline ${pipeline} shows no source revision`, history);
}

/** Finds what a rollback brings back, under the id of the execution that brings it. */
async function sourceOfTarget(
  history: PipelineHistory,
  executionId: string,
  target: string,
  rollbacks: readonly string[],
): Promise<FoundSource> {
  const { source, origins } = await sourceOfExecution(history, target, rollbacks);
  return source.kind === 'known' ? exactSource(origins, history, executionId) : unknownSource(source.reason, history);
}

async function originsOfState(history: PipelineHistory, executionId: string): Promise<readonly Origin[]> {
  const state = await history.state();
  const shown = state.value && sourceStage(state.value);
  return shown?.executionId === executionId ? shown.origins : [];
}

/** What a pipeline's state shows of its source. */
export interface SourceStage {
  readonly origins: readonly Origin[];
  /** The pipeline execution that brought the revisions. */
  readonly executionId: string | undefined;
}

/**
 * Returns what the first stage shows, which alone holds source actions, whatever its name is:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
 */
export function sourceStage({ stageStates: [first] = [] }: GetPipelineStateOutput): SourceStage {
  return {
    origins: originsOfStage(first?.actionStates ?? []),
    executionId: first?.latestExecution?.pipelineExecutionId,
  };
}

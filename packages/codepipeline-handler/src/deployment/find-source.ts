import { tryRead } from '../aws/read-failure.ts';
import type { Investigation } from '../context.ts';
import { findAction, madeDeployment, type PipelineHistory } from '../pipelines/history.ts';
import {
  type FoundSource,
  LIST_ACTIONS,
  latestSource,
  shownDeployment,
  sourceOfExecution,
  sourceStage,
  unknownSource,
} from '../revision/execution-source.ts';
import { findSameRevision, namedSource, type Places } from './find-earlier-source.ts';
import { type Deployment, isRepetition, mayBeArtifactOf } from './group-history.ts';

/** Milliseconds before another look, while the pipeline may not show yet that it made the deployment. */
const PAUSES_MS = [2_000, 4_000];
const YOUNG_MS = 2 * 60_000;

type Clock = Pick<Investigation, 'pause' | 'now' | 'signal'>;

/**
 * Which commit the deployment brought: that of the pipeline execution whose action made it, or made an earlier one of
 * the same bundle, as far as that can be read before the signal ends the search. Never throws.
 */
export async function findSource(deployment: Deployment, places: Places, clock: Clock): Promise<FoundSource> {
  const named = namedSource(deployment);
  if (named) return named;
  const first = isRepetition(deployment) ? NOTHING : await lookAround(deployment, places);
  if (first.found) return first.found;
  const same = await findSameRevision(deployment, places);
  if (same.value) return same.value;
  if (isRepetition(deployment)) return unknownRepetition(deployment, same.failure, places);
  const { found, doubts } = await lookAgain(first, deployment, places, clock);
  return found ?? notShown(deployment, doubts, places);
}

interface Look {
  readonly found: FoundSource | undefined;
  /** Why each pipeline that was looked at does not show the deployment. */
  readonly doubts: ReadonlyMap<string, string>;
  /** Another look would find the same. */
  readonly isFinal: boolean;
}

const NOTHING: Look = { found: undefined, doubts: new Map(), isFinal: true };

/** At each pipeline that may have made the deployment, until one shows that it has. */
async function lookAround(deployment: Deployment, { candidates, histories }: Places): Promise<Look> {
  const doubts = new Map<string, string>();
  let isFinal = true;
  for await (const pipeline of candidates.pipelines()) {
    const history = histories.of(pipeline);
    const sighting = await findExecution(deployment, history);
    if (sighting.executionId !== undefined) {
      return { found: await sourceOfExecution(history, sighting.executionId), doubts, isFinal: true };
    }
    doubts.set(pipeline, sighting.doubt);
    isFinal &&= sighting.isFinal;
  }
  return { found: undefined, doubts, isFinal };
}

/** The notification of a deployment that has just begun can be faster than the pipeline's own state. */
async function lookAgain(first: Look, deployment: Deployment, places: Places, clock: Clock): Promise<Look> {
  let look = first;
  for (const pause of isYoung(deployment, clock.now()) ? PAUSES_MS : []) {
    if (look.isFinal || clock.signal.aborted) return look;
    await clock.pause(pause);
    places.histories.forget();
    look = await lookAround(deployment, places);
    if (look.found) return look;
  }
  return look;
}

function isYoung({ createdAt }: Deployment, now: number): boolean {
  return createdAt !== undefined && now - createdAt.getTime() < YOUNG_MS;
}

/** Why the commit of a deployment that CodeDeploy itself repeats is not known. */
export async function unknownRepetition(
  { triggeringDeploymentId }: Deployment,
  failure: string | undefined,
  { candidates }: Places,
): Promise<FoundSource> {
  const what = triggeringDeploymentId ? 'a rollback brings back' : 'CodeDeploy deploys once more';
  const why = failure ?? 'no earlier deployment of the same revision is known to a pipeline';
  for await (const pipeline of candidates.pipelines()) {
    return unknownSource(`${what} an earlier revision, and ${why}`, pipeline);
  }
  return unknownSource(await candidates.reason());
}

/** What is newest in the only pipeline's source is named, and doubted, unless something tells that it is another one. */
export async function notShown(
  { id, revision, creator }: Deployment,
  doubts: ReadonlyMap<string, string>,
  { candidates, histories, group }: Places,
): Promise<FoundSource> {
  const [[pipeline, doubt] = [], ...others] = doubts;
  if (pipeline === undefined || doubt === undefined) return unknownSource(await candidates.reason());
  if (others.length > 0) {
    return unknownSource(`none of the pipelines ${[...doubts.keys()].join(', ')} shows this deployment`);
  }
  if (creator === 'CloudFormation') return unknownSource(`CloudFormation made this deployment, and ${doubt}`, pipeline);
  if (!mayBeArtifactOf(revision, pipeline)) {
    return unknownSource(`${doubt}, and its bundle ${revision?.s3Location?.key} is none of that pipeline's`, pipeline);
  }
  const state = await tryRead(histories.of(pipeline).state(), `pipeline ${pipeline}`, 'codepipeline:GetPipelineState');
  if (state.value === undefined) return unknownSource(state.failure, pipeline);
  const source = sourceStage(state.value);
  const shown = shownDeployment(state.value, id);
  // Nothing is known of the deployment itself: it may be a rollback, which never brings the latest.
  if (group.value === undefined) return unknownSource(`${doubt}, and ${group.failure}`, pipeline);
  return shown && shown.executionId !== source.executionId
    ? unknownSource(`the source stage of pipeline ${pipeline} shows another execution, and ${doubt}`, pipeline)
    : latestSource(source.origins, pipeline, doubt);
}

export type Sighting =
  | { readonly executionId: string }
  | {
      readonly executionId: undefined;
      /** Why the pipeline does not show the deployment. */
      readonly doubt: string;
      /** Another look would find the same. */
      readonly isFinal: boolean;
    };

/** The execution of the pipeline whose action made the deployment: the action's external execution is the deployment. */
export async function findExecution(
  { id, createdAt }: Pick<Deployment, 'id' | 'createdAt'>,
  history: PipelineHistory,
): Promise<Sighting> {
  const { pipeline } = history;
  const made = madeDeployment(new Set([id]));
  const state = await tryRead(history.state(), `pipeline ${pipeline}`, 'codepipeline:GetPipelineState');
  const shown = state.value && shownDeployment(state.value, id);
  if (shown) {
    const { executionId, isTied } = shown;
    // The state mixes executions, so those that it names together are checked against the execution's own actions.
    const actions = await tryRead(history.actionsOf(executionId), `the history of pipeline ${pipeline}`, LIST_ACTIONS);
    if (actions.value?.some(made)) return { executionId };
    if (actions.failure) {
      const doubt = isTied ? await parallelDoubt(history, executionId, actions.failure) : actions.failure;
      return doubt === undefined ? { executionId } : { executionId: undefined, doubt, isFinal: true };
    }
  }
  const found = await tryRead(
    findAction(history, made, createdAt),
    `the history of pipeline ${pipeline}`,
    LIST_ACTIONS,
  );
  const executionId = found.value?.action?.pipelineExecutionId;
  if (executionId !== undefined) return { executionId };
  return {
    executionId: undefined,
    doubt: state.failure ?? found.failure ?? `no recent action of pipeline ${pipeline} shows this deployment`,
    isFinal: found.failure !== undefined,
  };
}

/**
 * Executions that run side by side overtake each other within a stage, so that the state alone ties nothing together;
 * those that run one after the other do not. Undefined where there is no such doubt.
 */
async function parallelDoubt(
  history: PipelineHistory,
  executionId: string,
  failure: string,
): Promise<string | undefined> {
  const execution = await tryRead(history.execution(executionId), 'the execution', 'codepipeline:GetPipelineExecution');
  return execution.value?.executionMode === 'PARALLEL'
    ? `pipeline ${history.pipeline} runs its executions side by side, and ${failure}`
    : undefined;
}

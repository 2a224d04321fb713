import type { ActionState, GetPipelineStateOutput, StageState } from '@aws-sdk/client-codepipeline';
import type { Search } from '../context.ts';
import { findAction, madeDeployment, type PipelineHistory } from '../pipelines/history.ts';
import {
  type FoundSource,
  latestSource,
  sourceOfExecution,
  sourceOfMaker,
  sourceStage,
  unknownSource,
  withBundle,
} from '../revision/execution-source.ts';
import { isMissing, type SourceLookup } from './candidates.ts';
import { findSameRevision, namedSource } from './find-earlier-source.ts';
import { findStackMaker, findStackUpdate } from './find-stack-update.ts';
import { type Deployment, isRepetition, mayBeArtifactOf, nameOfBundle } from './group-history.ts';

/** The pauses before each further look, while the pipeline may not show yet that it made the deployment. */
const PAUSES_MS = [2_000, 4_000];
/** A deployment that is younger than this may not be shown by its pipeline yet. */
const YOUNG_MS = 2 * 60_000;

type Clock = Pick<Search, 'pause' | 'now' | 'signal'>;

/**
 * Finds the commit that the deployment brought, until the signal ends the search: that of the pipeline execution whose
 * action made the deployment, or made an earlier one of the same bundle. Never throws.
 */
export async function findSource(deployment: Deployment, lookup: SourceLookup, clock: Clock): Promise<FoundSource> {
  const named = namedSource(deployment);
  if (named) return named;
  const maker = await findStackMaker(deployment, lookup);
  if (maker) return sourceOfMaker(maker);
  const first = isRepetition(deployment) ? NOTHING : await lookAround(deployment, lookup);
  if (first.found) return first.found;
  const same = await findSameRevision(deployment, lookup);
  if (same.maker) return sourceOfMaker(same.maker);
  if (isRepetition(deployment)) return unknownRepetition(deployment, same.reason, lookup);
  if (deployment.stack?.isCertain) {
    const { reason = 'no pipeline was updating it then' } = await findStackUpdate(deployment, lookup);
    return unknownSource(`CloudFormation made this deployment for the stack ${deployment.stack.name}, and ${reason}`);
  }
  const { found, doubts } = await lookAgain(first, deployment, lookup, clock);
  return found ?? notShown(deployment, doubts, lookup);
}

/** What one look at all pipelines shows. */
interface Look {
  readonly found: FoundSource | undefined;
  /** Why each pipeline that was looked at does not show the deployment. */
  readonly doubts: Doubts;
  /** Whether another look would find the same. */
  readonly isFinal: boolean;
}

type Doubts = ReadonlyMap<PipelineHistory, string>;

const NOTHING: Look = { found: undefined, doubts: new Map(), isFinal: true };

/** Looks at each pipeline that may have made the deployment, until one shows that it has. */
async function lookAround(deployment: Deployment, { candidates }: SourceLookup): Promise<Look> {
  const doubts = new Map<PipelineHistory, string>();
  let isFinal = true;
  for await (const history of candidates.pipelines()) {
    const shown = await findExecution(deployment, history);
    if (shown.executionId !== undefined) {
      return { found: await sourceOfExecution(history, shown.executionId), doubts, isFinal: true };
    }
    doubts.set(history, shown.doubt);
    isFinal &&= shown.isFinal;
  }
  return { found: undefined, doubts, isFinal };
}

/**
 * Looks again, because the notification of a deployment that has just begun can be faster than the pipeline's own
 * state.
 */
async function lookAgain(first: Look, deployment: Deployment, lookup: SourceLookup, clock: Clock): Promise<Look> {
  let look = first;
  for (const pause of isYoung(deployment, clock.now()) ? PAUSES_MS : []) {
    if (look.isFinal || clock.signal.aborted) return look;
    await clock.pause(pause);
    lookup.histories.forget();
    look = await lookAround(deployment, lookup);
    if (look.found) return look;
  }
  return look;
}

function isYoung({ createdAt }: Deployment, now: number): boolean {
  return createdAt !== undefined && now - createdAt.getTime() < YOUNG_MS;
}

type ExecutionOrDoubt =
  | { readonly executionId: string }
  | {
      readonly executionId: undefined;
      /** Why the pipeline does not show the deployment. */
      readonly doubt: string;
      /** Whether another look would find the same. */
      readonly isFinal: boolean;
    };

/**
 * Finds the execution of the pipeline whose action made the deployment: the action's external execution is the
 * deployment.
 */
async function findExecution(
  { id, createdAt }: Pick<Deployment, 'id' | 'createdAt'>,
  history: PipelineHistory,
): Promise<ExecutionOrDoubt> {
  const made = madeDeployment(new Set([id]));
  const newest = await history.newestActions();
  const maker = newest.value?.items.find(made)?.pipelineExecutionId;
  if (maker !== undefined) return { executionId: maker };
  const state = await history.state();
  const shown = state.value && shownDeployment(state.value, id);
  if (shown) {
    const { executionId, isTied } = shown;
    // The state mixes executions, so those that it names together are checked against the execution's own actions.
    const actions = await history.actionsOf(executionId);
    if (actions.value?.some(made)) return { executionId };
    if (actions.failure) {
      const { reason } = actions.failure;
      const doubt = isTied ? await parallelDoubt(history, executionId, reason) : reason;
      return doubt === undefined ? { executionId } : { executionId: undefined, doubt, isFinal: true };
    }
  }
  const found = await findAction(history, made, createdAt);
  const executionId = found.value?.action?.pipelineExecutionId;
  if (executionId !== undefined) return { executionId };
  const failure = state.failure ?? found.failure;
  return {
    executionId: undefined,
    doubt: failure?.reason ?? `no recent action of pipeline ${history.pipeline} shows this deployment`,
    isFinal: found.failure !== undefined,
  };
}

/**
 * Returns the doubt about executions that run side by side: they overtake each other within a stage, so that the state
 * alone does not tie a deployment to an execution. Undefined for executions that run one after the other.
 */
async function parallelDoubt(
  history: PipelineHistory,
  executionId: string,
  reason: string,
): Promise<string | undefined> {
  const execution = await history.execution(executionId);
  return execution.value?.executionMode === 'PARALLEL'
    ? `pipeline ${history.pipeline} runs its executions side by side, and ${reason}`
    : undefined;
}

/** Returns why the commit of a deployment that CodeDeploy itself repeats is unknown. */
async function unknownRepetition(
  { triggeringDeploymentId }: Deployment,
  reason: string | undefined,
  { candidates }: SourceLookup,
): Promise<FoundSource> {
  const what = triggeringDeploymentId ? 'a rollback brings back' : 'CodeDeploy deploys once more';
  const why = reason ?? 'no earlier deployment of the same revision is known to a pipeline';
  for await (const history of candidates.pipelines()) {
    return unknownSource(`${what} an earlier revision, and ${why}`, (await isMissing(history)) ? undefined : history);
  }
  return unknownSource(await candidates.reason());
}

/**
 * Returns the newest revision in the only pipeline's source stage, with the doubt; an unknown source where something
 * shows that the deployment brought another one.
 */
async function notShown(
  { id, revision, creator }: Deployment,
  doubts: Doubts,
  { candidates, elsewhere, group }: SourceLookup,
): Promise<FoundSource> {
  const [[history, doubt] = [], ...others] = doubts;
  if (history === undefined || doubt === undefined) {
    return withBundle(unknownSource(await candidates.reason()), nameOfBundle(revision));
  }
  if (others.length > 0) {
    const names = [...doubts.keys()].map(({ pipeline }) => pipeline);
    return unknownSource(`none of the pipelines ${names.join(', ')} shows this deployment`);
  }
  // No link leads to a pipeline that does not exist.
  if (await isMissing(history)) return unknownSource(elsewhere === undefined ? doubt : `${doubt}, nor in ${elsewhere}`);
  if (creator === 'CloudFormation') return unknownSource(`CloudFormation made this deployment, and ${doubt}`, history);
  if (!mayBeArtifactOf(revision, history.pipeline)) {
    return unknownSource(`${doubt}, and its bundle ${revision?.s3Location?.key} is none of that pipeline's`, history);
  }
  const state = await history.state();
  if (state.failure !== undefined) return unknownSource(state.failure.reason, history);
  const source = sourceStage(state.value);
  const shown = shownDeployment(state.value, id);
  // CodeDeploy shows nothing of the deployment itself: it may be a rollback, which never brings the latest.
  if (group.value === undefined) return unknownSource(`${doubt}, and ${group.reason}`, history);
  return shown && shown.executionId !== source.executionId
    ? unknownSource(`the source stage of pipeline ${history.pipeline} shows another execution, and ${doubt}`, history)
    : latestSource(source.origins, history, doubt);
}

/** What a pipeline's state shows of one deployment. */
interface ShownDeployment {
  /** The latest execution of the stage that shows the deployment. */
  readonly executionId: string;
  /** Whether the state itself ties the deployment to that execution. */
  readonly isTied: boolean;
}

/** Returns the deployment in the state; undefined where no stage shows it. */
function shownDeployment(
  { stageStates = [] }: GetPipelineStateOutput,
  deploymentId: string,
): ShownDeployment | undefined {
  const stage = stageStates.find(({ actionStates = [] }) => actionStates.some((action) => shows(action, deploymentId)));
  const executionId = stage?.latestExecution?.pipelineExecutionId;
  return stage && executionId ? { executionId, isTied: isOfLatest(stage, deploymentId) } : undefined;
}

function shows({ latestExecution }: ActionState, deploymentId: string): boolean {
  return latestExecution?.externalExecutionId === deploymentId;
}

/**
 * Returns whether the deployment belongs to the stage's latest execution, which it does where both have the same
 * status. When the next execution has entered the stage and waits for an approval there, the deploy action still shows
 * the deployment of the execution before. Two failures prove nothing: the stage fails too when that approval is
 * rejected.
 */
function isOfLatest({ actionStates = [], latestExecution }: StageState, deploymentId: string): boolean {
  return (
    latestExecution?.status !== 'Failed' &&
    actionStates.some(
      (action) => shows(action, deploymentId) && action.latestExecution?.status === latestExecution?.status,
    )
  );
}

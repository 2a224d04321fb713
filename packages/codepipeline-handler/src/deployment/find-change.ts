import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { Change, RevisionName, Rollback } from '@shipbell/core';
import type { CodeDeploy } from '../aws/codedeploy.ts';
import { tryRead } from '../aws/read-failure.ts';
import { toAction } from '../execution/find-targets.ts';
import { isCodeDeploy } from '../pipelines/deploy-actions.ts';
import type { PipelineHistories, PipelineHistory } from '../pipelines/history.ts';
import {
  type Comparison,
  describeChange,
  type IsOlder,
  isOlderByAppearance,
  readAppearance,
  rollbackOf,
  unknownChange,
} from '../revision/change.ts';
import { type FoundSource, LIST_ACTIONS } from '../revision/execution-source.ts';
import { findEarlierSource, LIST_DEPLOYMENTS, type Places } from './find-earlier-source.ts';
import { type Deployment, type GroupHistory, isSameRevision, toDeployment } from './group-history.ts';

/** What a deployment changed, against the last successful one to its group before it. Never throws. */
export async function findDeploymentChange(
  deployment: Deployment,
  now: FoundSource,
  places: Places,
): Promise<Comparison> {
  const { group } = places;
  if (group.value === undefined) return unknownChange(group.failure);
  const last = await tryRead(findLastSuccess(group.value), 'the history of the deployment group', LIST_DEPLOYMENTS);
  if (last.value === undefined) return unknownChange(last.failure);
  if (!('deployment' in last.value)) return { change: last.value, changed: undefined };
  const { deployment: previous } = last.value;
  const before = await findEarlierSource(previous, places);
  if (before.source.kind === 'unknown') {
    return unknownChange(`the last successful deployment was ${previous.id}, and ${before.source.reason}`);
  }
  const isOlder = olderBy(deployment, previous, now, before, places);
  return describeChange(now, before, previous.endedAt ?? previous.createdAt, isOlder);
}

/** The last success, or the change that it is to have none. */
async function findLastSuccess(group: GroupHistory): Promise<{ readonly deployment: Deployment } | Change> {
  let isListed = false;
  for await (const span of group.spans()) {
    isListed ||= span.isListed;
    if (span.isCut) return { kind: 'unknown', reason: 'there are too many earlier deployments of the group to read' };
    const deployment = span.deployments.find(({ status }) => status === 'Succeeded');
    if (deployment) return { deployment };
  }
  return isListed
    ? { kind: 'first' }
    : { kind: 'unknown', reason: 'CodeDeploy does not list the deployments of the group' };
}

/** By the pipelines' executions; where they go back too little, by which of the two bundles was live first. */
function olderBy(
  deployment: Deployment,
  previous: Deployment,
  now: FoundSource,
  before: FoundSource,
  places: Places,
): IsOlder {
  return async (current, last) => {
    const isOlder = isOlderByAppearance(
      await readAppearance(current, now.source, places.histories),
      await readAppearance(last, before.source, places.histories),
    );
    return isOlder ?? (await wasLiveBefore(deployment, previous, places));
  };
}

async function wasLiveBefore(deployment: Deployment, previous: Deployment, { group }: Places): Promise<boolean> {
  if (group.value === undefined) return false;
  const successes = await tryRead(readSuccesses(group.value), 'the group', LIST_DEPLOYMENTS);
  const firstOf = ({ revision }: Deployment): number =>
    Math.min(
      ...(successes.value ?? [])
        .filter((one) => isSameRevision(one.revision, revision))
        .map(({ createdAt }) => createdAt?.getTime() ?? Number.POSITIVE_INFINITY),
    );
  return firstOf(deployment) < firstOf(previous);
}

async function readSuccesses(group: GroupHistory): Promise<Deployment[]> {
  const successes: Deployment[] = [];
  for await (const { deployments } of group.spans()) {
    successes.push(...deployments.filter(({ status }) => status === 'Succeeded'));
  }
  return successes;
}

export interface TakenBack {
  /** What the failed deployment had brought; undefined where it is not known. */
  readonly from: RevisionName | undefined;
  /** Undefined where it is not known what this deployment brings. */
  readonly change: Change | undefined;
  /** The id of the revision that the change is about, of several. */
  readonly changed: string | undefined;
}

/** What a rollback takes back: the revision of the failed deployment because of which it was made. Never throws. */
export async function findTakenBack(
  failedId: string,
  now: FoundSource,
  places: Places,
  codedeploy: CodeDeploy,
  signal: AbortSignal,
): Promise<TakenBack> {
  const info = await tryRead(
    codedeploy.readDeployment(failedId, signal),
    `deployment ${failedId}`,
    'codedeploy:GetDeployment',
  );
  const failed: Deployment = { ...toDeployment(info.value ?? {}), id: failedId };
  const before = await findEarlierSource(failed, places);
  if (before.source.kind === 'unknown') {
    const reason = `it takes back deployment ${failedId}, and ${before.source.reason}`;
    return { from: undefined, ...unknownChange(reason) };
  }
  if (now.source.kind === 'unknown') return { from: nameOf(before), change: undefined, changed: undefined };
  const { change, changed } = await describeChange(now, before, undefined, async () => true);
  return { from: 'previous' in change ? change.previous : nameOf(before), change, changed };
}

function nameOf({ origins: [first] }: FoundSource): RevisionName | undefined {
  return first && { id: first.revision.id, title: first.revision.title };
}

/**
 * CodePipeline rolls a stage back by an execution that deploys an earlier one's bundle once more, which CodeDeploy takes
 * for a deployment like any other. Undefined where the deployment is none of such an execution. Never throws.
 */
export async function findStageRollback(
  { source }: FoundSource,
  histories: PipelineHistories,
): Promise<Rollback | undefined> {
  const { pipeline, executionId } = source.kind === 'known' ? source : {};
  if (pipeline === undefined || executionId === undefined) return undefined;
  const history = histories.of(pipeline);
  if (await hasSource(history, executionId)) return undefined;
  const execution = await tryRead(history.execution(executionId), 'the execution', 'codepipeline:GetPipelineExecution');
  const rollback = execution.value && rollbackOf(execution.value);
  if (rollback === undefined) return undefined;
  const { failedExecutionId, targetExecutionId } = rollback;
  return {
    message: `Pipeline ${pipeline} rolls the stage back${targetExecutionId ? ` to execution ${targetExecutionId}` : ''}`,
    triggeringDeploymentId: failedExecutionId && (await deploymentOf(history, executionId, failedExecutionId)),
    rollbackDeploymentId: undefined,
    from: undefined,
  };
}

/** An execution that rolls back begins at the stage, so that those with source actions need no further look. */
async function hasSource(history: PipelineHistory, executionId: string): Promise<boolean> {
  const actions = await tryRead(history.actionsOf(executionId), 'the history', LIST_ACTIONS);
  return actions.value?.some(({ input }) => input?.actionTypeId?.category === 'Source') ?? false;
}

/** The deployment that the same action made in the execution that failed. */
async function deploymentOf(
  history: PipelineHistory,
  executionId: string,
  failedExecutionId: string,
): Promise<string | undefined> {
  const [own, failed] = await Promise.all(
    [executionId, failedExecutionId].map((id) => tryRead(history.actionsOf(id), 'the history', LIST_ACTIONS)),
  );
  const isAlike = (one: ActionExecutionDetail): boolean =>
    own?.value?.some(({ stageName, actionName }) => stageName === one.stageName && actionName === one.actionName) ??
    false;
  const action = failed?.value?.find((each) => isCodeDeploy(toAction(each)) && isAlike(each));
  return action?.output?.executionResult?.externalExecutionId;
}

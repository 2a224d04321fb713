import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { Change, RevisionName, Rollback } from '@shipbell/core';
import type { Finding } from '../context.ts';
import { executedAction, isCodeDeploy } from '../pipelines/deploy-actions.ts';
import type { PipelineHistories, PipelineHistory } from '../pipelines/history.ts';
import {
  type Comparison,
  describeChange,
  hasSameRevisions,
  type IsOlder,
  isOlderByAppearance,
  readAppearance,
  rollbackOf,
  unknownChange,
} from '../revision/change.ts';
import type { FoundSource } from '../revision/execution-source.ts';
import { nameOf } from '../revision/origin.ts';
import type { SourceLookup } from './candidates.ts';
import { toRollback } from './event.ts';
import { findEarlierMaker, findEarlierSource } from './find-earlier-source.ts';
import { type Deployment, type GroupHistory, isSameRevision, isScaling, timeOf } from './group-history.ts';

/**
 * Finds what a deployment changed, compared with the last successful deployment to its group before it. Never throws.
 */
export async function findDeploymentChange(
  deployment: Deployment,
  now: FoundSource,
  lookup: SourceLookup,
): Promise<Comparison> {
  const { group } = lookup;
  if (group.value === undefined) return unknownChange(group.reason);
  const { value: previous, reason } = await findLastRelease(group.value);
  if (previous === undefined) return unknownChange(reason);
  if (previous === 'none') return { change: { kind: 'first' }, changed: undefined };
  const before = await findEarlierSource(previous, lookup);
  if (before.source.kind === 'unknown') {
    return unknownChange(`the last successful deployment was ${previous.id}, and ${before.source.reason}`);
  }
  const isOlder = olderBy(deployment, previous, now, before, lookup);
  return describeChange(now, before, await findLiveSince(previous, group.value, lookup), isOlder);
}

/**
 * Finds the last deployment that decided what is live: the last one that succeeded and not only brought to new instances
 * what was live already.
 */
async function findLastRelease(group: GroupHistory): Promise<Finding<Deployment | 'none'>> {
  let isListed = false;
  let repetition: Deployment | undefined;
  for await (const { value: period, failure } of group.periods()) {
    if (failure !== undefined) return { value: undefined, reason: failure.reason };
    isListed ||= period.isListed;
    if (period.isCut) {
      return { value: undefined, reason: 'there are too many earlier deployments of the group to read' };
    }
    const successes = period.deployments.filter(isSuccess);
    const value = successes.find((one) => !isScaling(one));
    if (value) return { value, reason: undefined };
    repetition ??= successes[0];
  }
  if (repetition) return { value: repetition, reason: undefined };
  return isListed
    ? { value: 'none', reason: undefined }
    : { value: undefined, reason: 'CodeDeploy does not list the deployments of the group' };
}

function isSuccess({ status }: Deployment): boolean {
  return status === 'Succeeded';
}

/**
 * Finds since when the revision of the last release was live: since the first success of a row in which every one
 * brought the same. One that failed ends the row where it reached targets, which were brought back later. Undefined
 * where the row could not be read to its beginning.
 */
async function findLiveSince(last: Deployment, group: GroupHistory, lookup: SourceLookup): Promise<Date | undefined> {
  let first = last;
  for await (const { value: period } of group.periods()) {
    if (period === undefined || period.isCut) return undefined;
    const earlier = period.deployments.filter((one) => timeOf(one) < timeOf(last) && !isScaling(one));
    for (const one of earlier) {
      if (!isSuccess(one) && !one.hasReached) continue;
      const isRepeated = isSuccess(one) && (await bringsSame(one, last, lookup));
      if (isRepeated === undefined) return undefined;
      if (!isRepeated) return endOf(first);
      first = one;
    }
  }
  return endOf(first);
}

function endOf({ endedAt, createdAt }: Deployment): Date | undefined {
  return endedAt ?? createdAt;
}

/**
 * Returns whether both deployments brought the same: the same bundle, or two of the same commits, which a pipeline has
 * built again. Undefined where the pipelines could not be read.
 */
async function bringsSame(one: Deployment, other: Deployment, lookup: SourceLookup): Promise<boolean | undefined> {
  if (isSameRevision(one.revision, other.revision)) return true;
  const [found, others] = [await findEarlierMaker(one, lookup), await findEarlierMaker(other, lookup)];
  if (found.maker && others.maker) return hasSameRevisions(found.maker, others.maker);
  return found.reason === undefined ? false : undefined;
}

/**
 * Returns the test whether a revision is older than another: by the pipelines' executions, or, where these do not go
 * back far enough, by which of the two bundles was live first.
 */
function olderBy(
  deployment: Deployment,
  previous: Deployment,
  now: FoundSource,
  before: FoundSource,
  lookup: SourceLookup,
): IsOlder {
  return async (current, last) => {
    const isOlder = isOlderByAppearance(
      await readAppearance(current, now.source, lookup.histories),
      await readAppearance(last, before.source, lookup.histories),
    );
    return isOlder ?? (await wasLiveBefore(deployment, previous, lookup));
  };
}

async function wasLiveBefore(deployment: Deployment, previous: Deployment, { group }: SourceLookup): Promise<boolean> {
  if (group.value === undefined) return false;
  const successes = await readSuccesses(group.value);
  const firstOf = ({ revision }: Deployment): number =>
    Math.min(
      ...successes
        .filter((one) => isSameRevision(one.revision, revision))
        .map(({ createdAt }) => createdAt?.getTime() ?? Number.POSITIVE_INFINITY),
    );
  return firstOf(deployment) < firstOf(previous);
}

/**
 * Reads all successful deployments of the group, because with some missing another one would be the first; returns none
 * where a period cannot be read.
 */
async function readSuccesses(group: GroupHistory): Promise<readonly Deployment[]> {
  const successes: Deployment[] = [];
  for await (const { value: period } of group.periods()) {
    if (period === undefined) return [];
    successes.push(...period.deployments.filter(({ status }) => status === 'Succeeded'));
  }
  return successes;
}

/** What a rollback rolls back, and how its own revision differs from that. */
export interface RolledBackRevision {
  /** The revision that the failed deployment had brought; undefined where it is unknown. */
  readonly from: RevisionName | undefined;
  /** Undefined where it is unknown what this deployment brings. */
  readonly change: Change | undefined;
  /** The id of the revision that the change is about, where there are several. */
  readonly changed: string | undefined;
}

/**
 * Finds what a rollback rolls back: the revision of the failed deployment because of which it was made. Never throws.
 */
export async function findRolledBackRevision(
  failed: Deployment,
  now: FoundSource,
  lookup: SourceLookup,
): Promise<RolledBackRevision> {
  const before = await findEarlierSource(failed, lookup);
  if (now.source.kind === 'unknown') return { from: firstOf(before), change: undefined, changed: undefined };
  if (before.source.kind === 'unknown') {
    const reason = `it takes back deployment ${failed.id}, and ${before.source.reason}`;
    return { from: undefined, ...unknownChange(reason) };
  }
  const { change, changed } = await describeChange(now, before, undefined, async () => true);
  return { from: 'previous' in change ? change.previous : firstOf(before), change, changed };
}

function firstOf({ origins: [first] }: FoundSource): RevisionName | undefined {
  return first && nameOf(first);
}

/**
 * Finds the rollback that a deployment belongs to where CodePipeline makes it: by an execution that deploys an earlier
 * execution's bundle once more, which CodeDeploy takes for a deployment like any other. Undefined where no such
 * execution made the deployment. Never throws.
 */
export async function findStageRollback(
  { source }: FoundSource,
  histories: PipelineHistories,
): Promise<Rollback | undefined> {
  if (source.kind === 'unknown' || source.pipeline === undefined || source.executionId === undefined) return undefined;
  const { pipeline, pipelineRegion, executionId } = source;
  const history = histories.of({ pipeline, pipelineRegion });
  if (await hasSource(history, executionId)) return undefined;
  const execution = await history.execution(executionId);
  const rollback = execution.value && rollbackOf(execution.value);
  if (rollback === undefined) return undefined;
  const { failedExecutionId, targetExecutionId } = rollback;
  return toRollback(
    `Pipeline ${pipeline} rolls the stage back${targetExecutionId ? ` to execution ${targetExecutionId}` : ''}`,
    failedExecutionId && (await deploymentOf(history, executionId, failedExecutionId)),
    undefined,
  );
}

/**
 * Returns whether the execution has source actions. An execution that rolls back has none, because it begins at the
 * stage.
 */
async function hasSource(history: PipelineHistory, executionId: string): Promise<boolean> {
  const actions = await history.actionsOf(executionId);
  return actions.value?.some(({ input }) => input?.actionTypeId?.category === 'Source') ?? false;
}

/** Finds the deployment that the same action made in the execution that failed. */
async function deploymentOf(
  history: PipelineHistory,
  executionId: string,
  failedExecutionId: string,
): Promise<string | undefined> {
  const [own, failed] = await Promise.all([history.actionsOf(executionId), history.actionsOf(failedExecutionId)]);
  const isAlike = (one: ActionExecutionDetail): boolean =>
    own.value?.some(({ stageName, actionName }) => stageName === one.stageName && actionName === one.actionName) ??
    false;
  const action = failed.value?.find((each) => isCodeDeploy(executedAction(each)) && isAlike(each));
  return action?.output?.executionResult?.externalExecutionId;
}

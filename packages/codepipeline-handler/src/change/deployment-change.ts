import type { Change } from '@shipbell/core';
import { tryRead } from '../aws/read-failure.ts';
import type { Deployment } from '../source/deployment.ts';
import { findEarlierSource, LIST_DEPLOYMENTS, type Places } from '../source/find-earlier-source.ts';
import type { FoundSource } from '../source/found-source.ts';
import type { GroupHistory } from '../source/group-history.ts';
import { isSameRevision } from '../source/same-revision.ts';
import { type Comparison, describeChange, type IsOlder, unknownChange } from './describe-change.ts';
import { isOlderByAppearance, readAppearance } from './first-appearance.ts';

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

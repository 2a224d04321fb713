import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { DeploymentReport } from '@shipbell/core';
import type { Reading } from '@shipbell/core/runtime';
import { once, readAgainIfBehind } from '../aws/repeated-reads.ts';
import type { Finding, Search } from '../context.ts';
import { createPipelineHistories } from '../pipelines/history.ts';
import { type FoundSource, withRevisionFirst } from '../revision/execution-source.ts';
import { createCandidates, type SourceLookup } from './candidates.ts';
import { type DeploymentFacts, factsOf, statusOf, stopOf } from './deployment-facts.ts';
import { type DeploymentEvent, isBroken, isEnded } from './event.ts';
import {
  findDeploymentChange,
  findRolledBackRevision,
  findStageRollback,
  type RolledBackRevision,
} from './find-change.ts';
import { findSource } from './find-source.ts';
import { findOnTargets } from './find-targets.ts';
import { createGroupHistory, type Deployment, type GroupHistory, toDeployment } from './group-history.ts';

/** What was found out about a deployment. Where CodeDeploy could be read, its facts replace those of the event. */
export type DeploymentFindings = DeploymentFacts &
  Pick<DeploymentReport, 'source' | 'change' | 'failure' | 'rolledBackStop'>;

/** A deployment as CodeDeploy has it, or why it could not be read, and what the searches about it begin with. */
export interface ReadDeployment {
  /** The event, with the end that CodeDeploy shows: an event may call failed what was stopped. */
  readonly event: DeploymentEvent;
  readonly info: Reading<DeploymentInfo>;
  /** The facts that are known by that. */
  readonly facts: DeploymentFacts;
  readonly deployment: Deployment;
  readonly lookup: SourceLookup;
  /** Finds the source, once. */
  readonly source: () => Promise<FoundSource>;
  /** Finds the rollback that it belongs to, which CodePipeline may make as well as CodeDeploy. */
  readonly rollback: () => Promise<DeploymentFacts['rollback']>;
}

/**
 * Finds out about a deployment that was read, until the signal ends the search: which commit it brought, what it
 * changed, why it failed. Never throws, because the message goes out anyway: a finding that could not be read says why.
 */
export async function findDeployment(
  { event, facts, deployment, lookup, source, rollback: findRollback }: ReadDeployment,
  search: Search,
): Promise<DeploymentFindings> {
  const { reads, signal } = search;
  const onTargets = findOnTargets(event, facts, reads.codedeploy, signal);
  const found = await source();
  const rollback = await findRollback();
  const triggeringDeploymentId = rollback?.triggeringDeploymentId || deployment.triggeringDeploymentId;
  // What Auto Scaling makes CodeDeploy deploy changes nothing: the group runs it already.
  const { from, change, changed, stop } = facts.scaling
    ? NO_CHANGE
    : await findChange(event, { ...deployment, triggeringDeploymentId }, found, lookup, search);
  return {
    ...facts,
    rollback: rollback && { ...rollback, from },
    rolledBackStop: stop,
    source: withRevisionFirst(found.source, changed),
    change,
    ...(await onTargets),
  };
}

function groupHistory(
  event: DeploymentEvent,
  createdAt: Date | undefined,
  unread: string | undefined,
  { reads, signal }: Search,
): Finding<GroupHistory> {
  if (createdAt === undefined) {
    return { value: undefined, reason: unread ?? 'CodeDeploy does not say when the deployment was created' };
  }
  const value = createGroupHistory(event, { id: event.deploymentId, createdAt }, reads.codedeploy, signal);
  return { value, reason: undefined };
}

type FoundChange = RolledBackRevision & { readonly stop: DeploymentReport['rolledBackStop'] };

const NO_CHANGE: FoundChange = { from: undefined, change: undefined, changed: undefined, stop: undefined };

/**
 * Finds what the deployment changed or rolls back. The change is undefined until the deployment has ended or is ready,
 * and where its own source is not certain.
 */
async function findChange(
  event: DeploymentEvent,
  deployment: Deployment,
  found: FoundSource,
  lookup: SourceLookup,
  { reads, signal }: Search,
): Promise<FoundChange> {
  const isDue = isEnded(event) || event.status === 'ready';
  const { triggeringDeploymentId: id } = deployment;
  if (id !== undefined) {
    const { value = {} } = await reads.codedeploy.readDeployment(id, signal);
    const rolledBack = await findRolledBackRevision({ ...toDeployment(value), id }, found, lookup);
    const stop = stopOf({ status: statusOf(value) }, value.errorInformation);
    return { ...rolledBack, change: isDue ? rolledBack.change : undefined, stop };
  }
  const isCertain = found.source.kind === 'known' && found.source.certainty === 'exact';
  return isDue && isCertain ? { ...NO_CHANGE, ...(await findDeploymentChange(deployment, found, lookup)) } : NO_CHANGE;
}

/** Reads a deployment, which CodeDeploy may show as running for a moment after its end. */
export function readInfo(deploymentId: string, hasEnded: boolean, search: Search): Promise<Reading<DeploymentInfo>> {
  const { reads, signal } = search;
  return readAgainIfBehind(
    () => reads.codedeploy.readDeployment(deploymentId, signal),
    ({ value }) => hasEnded && value !== undefined && !isEnded({ status: statusOf(value) }),
    search,
  );
}

/** Reads the event's deployment, where the event does not hold it. */
export async function readDeployment(
  received: DeploymentEvent,
  setting: { readonly pipeline?: string | undefined },
  search: Search,
): Promise<ReadDeployment> {
  const info = received.info ?? (await readInfo(received.deploymentId, isEnded(received), search));
  const event = withShownEnd(received, info.value ?? {});
  const facts = factsOf(event, info);
  const deployment: Deployment = {
    ...toDeployment(info.value ?? {}),
    id: event.deploymentId,
    createdAt: facts.startedAt,
    triggeringDeploymentId: facts.rollback?.triggeringDeploymentId,
  };
  const histories = createPipelineHistories(search);
  const lookup: SourceLookup = {
    candidates: createCandidates(event, deployment, setting.pipeline, histories, search),
    histories,
    location: event,
    elsewhere: search.elsewhere?.region,
    group: groupHistory(event, deployment.createdAt, info.failure?.reason, search),
  };
  const source = once(() => findSource(deployment, lookup, search));
  const rollback = async () => facts.rollback ?? findStageRollback(await source(), histories);
  return { event, info, facts, deployment, lookup, source, rollback };
}

function withShownEnd(event: DeploymentEvent, info: DeploymentInfo): DeploymentEvent {
  const status = statusOf(info);
  return isBroken(event) && isBroken({ status }) ? { ...event, status } : event;
}

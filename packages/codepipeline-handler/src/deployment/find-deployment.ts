import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { DeploymentReport } from '@shipbell/core';
import type { Reading } from '@shipbell/core/runtime';
import { once, oncePer, readAgainIfBehind } from '../aws/repeated-reads.ts';
import type { DeploymentSetting } from '../config.ts';
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
import { beginList, beginReads, isChangeDue } from './first-reads.ts';
import { createGroupHistory, createLists, type Deployment, type GroupHistory, toDeployment } from './group-history.ts';

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
  /** Reads another deployment, once. */
  readonly other: (deploymentId: string) => Promise<Reading<DeploymentInfo>>;
  /** Finds the source, once. */
  readonly source: () => Promise<FoundSource>;
  /** Finds the rollback that it belongs to, which CodePipeline may make as well as CodeDeploy. */
  readonly rollback: () => Promise<DeploymentFacts['rollback']>;
}

/**
 * Finds out about a deployment that was read, until the signal ends the search: which commit it brought, what it
 * changed, why it failed. Never throws, because the message goes out anyway: a finding that could not be read says why.
 */
export async function findDeployment(read: ReadDeployment, { reads, signal }: Search): Promise<DeploymentFindings> {
  beginReads(read);
  const { event, facts, deployment, source, rollback: findRollback } = read;
  const onTargets = findOnTargets(event, facts, reads.codedeploy, signal);
  const found = await source();
  const rollback = await findRollback();
  const triggeringDeploymentId = rollback?.triggeringDeploymentId || deployment.triggeringDeploymentId;
  // What Auto Scaling makes CodeDeploy deploy changes nothing: the group runs it already.
  const { from, change, changed, stop } = facts.scaling
    ? NO_CHANGE
    : await findChange(read, { ...deployment, triggeringDeploymentId }, found);
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
  { deploymentId: id }: DeploymentEvent,
  createdAt: Date | undefined,
  unread: string | undefined,
  lists: ReturnType<typeof createLists>,
  { reads, signal }: Search,
): Finding<GroupHistory> {
  if (createdAt === undefined) {
    return { value: undefined, reason: unread ?? 'CodeDeploy does not say when the deployment was created' };
  }
  const value = createGroupHistory({ id, createdAt }, lists, reads.codedeploy, signal);
  return { value, reason: undefined };
}

type FoundChange = RolledBackRevision & { readonly stop: DeploymentReport['rolledBackStop'] };

const NO_CHANGE: FoundChange = { from: undefined, change: undefined, changed: undefined, stop: undefined };

/**
 * Finds what the deployment changed or rolls back. The change is undefined until the deployment has ended or is ready,
 * and where its own source is not certain.
 */
async function findChange(
  { event, lookup, other }: ReadDeployment,
  deployment: Deployment,
  found: FoundSource,
): Promise<FoundChange> {
  const isDue = isChangeDue(event);
  const { triggeringDeploymentId: id } = deployment;
  if (id !== undefined) {
    const { value = {} } = await other(id);
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
  setting: DeploymentSetting,
  search: Search,
): Promise<ReadDeployment> {
  const { reads, signal } = search;
  const lists = createLists(received, reads.codedeploy, signal);
  beginList(received, setting, lists.listNewest);
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
    group: groupHistory(event, deployment.createdAt, info.failure?.reason, lists, search),
  };
  const other = oncePer((deploymentId) => reads.codedeploy.readDeployment(deploymentId, signal));
  const source = once(() => findSource(deployment, lookup, search));
  const rollback = async () => facts.rollback ?? findStageRollback(await source(), histories);
  return { event, info, facts, deployment, lookup, other, source, rollback };
}

function withShownEnd(event: DeploymentEvent, info: DeploymentInfo): DeploymentEvent {
  const status = statusOf(info);
  return isBroken(event) && isBroken({ status }) ? { ...event, status } : event;
}

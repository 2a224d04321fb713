import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { DeploymentReport } from '@shipbell/core';
import type { Reading } from '@shipbell/core/runtime';
import { readAgainIfBehind } from '../aws/repeated-reads.ts';
import type { Finding, Search } from '../context.ts';
import { createPipelineHistories } from '../pipelines/history.ts';
import { type FoundSource, withRevisionFirst } from '../revision/execution-source.ts';
import { createCandidates, type SourceLookup } from './candidates.ts';
import { type DeploymentEvent, isEnded, parseInstanceCounts, toDeploymentStatus } from './event.ts';
import {
  findDeploymentChange,
  findRolledBackRevision,
  findStageRollback,
  type RolledBackRevision,
} from './find-change.ts';
import { findDeploymentFailure } from './find-failure.ts';
import { findSource } from './find-source.ts';
import { findReleasingPipeline } from './find-stack-update.ts';
import { createGroupHistory, type Deployment, type GroupHistory, toDeployment } from './group-history.ts';

/** What was found out about a deployment. Where CodeDeploy could be read, its facts replace those of the event. */
export type DeploymentFindings = DeploymentFacts &
  Pick<DeploymentReport, 'source' | 'change' | 'failure'> & {
    /** The stack whose update made it. */
    readonly stackName: string | undefined;
    /** The pipeline whose own message reports the same success. */
    readonly releasingPipeline: string | undefined;
  };

/**
 * Finds out about a deployment, until the signal ends the search: which commit it brought, what it changed, why it
 * failed. Never throws, because the message goes out anyway: a finding that could not be read says why.
 */
export async function findDeployment(
  event: DeploymentEvent,
  setting: { readonly pipeline?: string | undefined },
  search: Search,
): Promise<DeploymentFindings> {
  const { reads, signal } = search;
  const failing = findDeploymentFailure(event, reads.codedeploy, signal);
  const info = await readDeployment(event, search);
  const facts = factsOf(event, info.value);
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
  const found = await findSource(deployment, lookup, search);
  const rollback = facts.rollback ?? (await findStageRollback(found, lookup.histories));
  const triggeringDeploymentId = rollback?.triggeringDeploymentId || deployment.triggeringDeploymentId;
  const { from, change, changed } = await findChange(
    event,
    { ...deployment, triggeringDeploymentId },
    found,
    lookup,
    search,
  );
  return {
    ...facts,
    rollback: rollback && { ...rollback, from },
    source: withRevisionFirst(found.source, changed),
    change,
    failure: await failing,
    stackName: deployment.stack?.name,
    releasingPipeline:
      event.status === 'succeeded' ? await findReleasingPipeline(deployment, lookup, search) : undefined,
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
): Promise<RolledBackRevision> {
  const isDue = isEnded(event) || event.status === 'ready';
  const { triggeringDeploymentId } = deployment;
  if (triggeringDeploymentId !== undefined) {
    const rolledBack = await findRolledBackRevision(triggeringDeploymentId, found, lookup, reads.codedeploy, signal);
    return { ...rolledBack, change: isDue ? rolledBack.change : undefined };
  }
  const isCertain = found.source.kind === 'known' && found.source.certainty === 'exact';
  const comparison = isDue && isCertain ? await findDeploymentChange(deployment, found, lookup) : undefined;
  return { change: undefined, changed: undefined, ...comparison, from: undefined };
}

/** Reads the event's deployment, which CodeDeploy may show as running for a moment after its end. */
function readDeployment(event: DeploymentEvent, search: Search): Promise<Reading<DeploymentInfo>> {
  const { reads, signal } = search;
  const isBehind = ({ value }: Reading<DeploymentInfo>) =>
    isEnded(event) && value !== undefined && !isEnded({ status: statusOf(value) });
  return readAgainIfBehind(() => reads.codedeploy.readDeployment(event.deploymentId, signal), isBehind, search);
}

function statusOf({ status }: DeploymentInfo): DeploymentEvent['status'] {
  return toDeploymentStatus(status ?? '');
}

type DeploymentFacts = Pick<DeploymentReport, 'startedAt' | 'endedAt' | 'instances' | 'error' | 'rollback'>;

/**
 * Returns what CodeDeploy says in place of what the event says, so that every route leads to the same message. How far
 * the deployment has come is taken only from an answer that shows the event's own status: a later one would make an
 * earlier event's message false.
 */
function factsOf(event: DeploymentEvent, info: DeploymentInfo | undefined): DeploymentFacts {
  const { startedAt, endedAt, instances, error, rollback } = event;
  if (info === undefined) return { startedAt, endedAt, instances, error, rollback };
  const { rollbackDeploymentId, rollbackMessage, rollbackTriggeringDeploymentId } = info.rollbackInfo ?? {};
  const isSameMoment = event.status !== 'unknown' && statusOf(info) === event.status;
  const { code, message } = info.errorInformation ?? {};
  return {
    startedAt: info.createTime ?? startedAt,
    endedAt: (isSameMoment && isEnded(event) ? info.completeTime : undefined) ?? endedAt,
    instances: (isSameMoment ? parseInstanceCounts(info.deploymentOverview) : undefined) ?? instances,
    error: isSameMoment && (code || message) ? { code, message } : error,
    rollback:
      rollbackDeploymentId || rollbackMessage || rollbackTriggeringDeploymentId
        ? {
            message: rollbackMessage,
            triggeringDeploymentId: rollbackTriggeringDeploymentId,
            rollbackDeploymentId,
            from: undefined,
          }
        : rollback,
  };
}

import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { DeploymentReport } from '@shipbell/core';
import { type Reading, tryRead } from '../aws/read-failure.ts';
import { readAgainIfBehind } from '../aws/repeated-reads.ts';
import type { DeploymentFindings, Investigation } from '../context.ts';
import { createPipelineHistories } from '../pipelines/history.ts';
import { type FoundSource, ledBy } from '../revision/execution-source.ts';
import { type DeploymentEvent, parseInstanceCounts } from './event.ts';
import { findDeploymentChange, findStageRollback, findTakenBack, type TakenBack } from './find-change.ts';
import { createCandidates, type Places } from './find-earlier-source.ts';
import { findDeploymentFailure } from './find-failure.ts';
import { findSource } from './find-source.ts';
import { createGroupHistory, type Deployment, type GroupHistory, toDeployment } from './group-history.ts';

/**
 * What can be found out about a deployment before the signal ends the looking: which commit, what it changed, why it
 * failed. Never throws, for the message goes out anyway: what could not be read says so itself.
 */
export async function investigateDeployment(
  event: DeploymentEvent,
  setting: { readonly pipeline?: string | undefined },
  investigation: Investigation,
): Promise<DeploymentFindings> {
  const { reads, signal } = investigation;
  const failing = findDeploymentFailure(event, reads.codedeploy, signal);
  const info = await readDeployment(event, investigation);
  const facts = factsOf(event, info.value);
  const deployment: Deployment = {
    ...toDeployment(info.value ?? {}),
    id: event.deploymentId,
    createdAt: facts.startedAt,
    triggeringDeploymentId: facts.rollback?.triggeringDeploymentId,
  };
  const places: Places = {
    candidates: createCandidates(event, deployment, setting.pipeline, investigation),
    histories: createPipelineHistories(reads.codepipeline, signal),
    group: groupHistory(event, deployment.createdAt, info.failure, investigation),
  };
  const found = await findSource(deployment, places, investigation);
  const rollback = facts.rollback ?? (await findStageRollback(found, places.histories));
  const { from, change, changed } = await findChange(
    event,
    { ...deployment, ...triggering(rollback) },
    found,
    places,
    investigation,
  );
  return {
    ...facts,
    rollback: rollback && { ...rollback, from },
    source: ledBy(found.source, changed),
    change,
    failure: await failing,
  };
}

function triggering(rollback: DeploymentFindings['rollback']): Partial<Deployment> {
  return rollback?.triggeringDeploymentId ? { triggeringDeploymentId: rollback.triggeringDeploymentId } : {};
}

function groupHistory(
  event: DeploymentEvent,
  createdAt: Date | undefined,
  failure: string | undefined,
  { reads, signal }: Investigation,
): Reading<GroupHistory> {
  return createdAt === undefined
    ? { value: undefined, failure: failure ?? 'CodeDeploy does not say when the deployment was created' }
    : {
        value: createGroupHistory(event, { id: event.deploymentId, createdAt }, reads.codedeploy, signal),
        failure: undefined,
      };
}

/** Nothing is compared before the deployment is made or about to be, nor what is not certain itself. */
async function findChange(
  event: DeploymentEvent,
  deployment: Deployment,
  found: FoundSource,
  places: Places,
  { reads, signal }: Investigation,
): Promise<TakenBack> {
  const isDue = isEnded(event) || event.status === 'ready';
  const { triggeringDeploymentId } = deployment;
  if (triggeringDeploymentId !== undefined) {
    const taken = await findTakenBack(triggeringDeploymentId, found, places, reads.codedeploy, signal);
    return { ...taken, change: isDue ? taken.change : undefined };
  }
  const isCertain = found.source.kind === 'known' && found.source.certainty === 'exact';
  const comparison = isDue && isCertain ? await findDeploymentChange(deployment, found, places) : undefined;
  return { change: undefined, changed: undefined, ...comparison, from: undefined };
}

const ENDED: ReadonlySet<string> = new Set(['succeeded', 'failed', 'stopped']);

export function isEnded({ status }: Pick<DeploymentEvent, 'status'>): boolean {
  return ENDED.has(status);
}

/** The event's deployment as CodeDeploy has it, which may show one that has ended as running for a moment. */
export function readDeployment(event: DeploymentEvent, investigation: Investigation): Promise<Reading<DeploymentInfo>> {
  const { reads, signal } = investigation;
  const read = () =>
    tryRead(
      reads.codedeploy.readDeployment(event.deploymentId, signal),
      `deployment ${event.deploymentId}`,
      'codedeploy:GetDeployment',
    );
  const isBehind = ({ value }: Reading<DeploymentInfo>) =>
    isEnded(event) && value !== undefined && !ENDED.has(statusOf(value));
  return readAgainIfBehind(read, isBehind, investigation);
}

/** `InProgress` as the events' statuses are called: `in_progress`. */
function statusOf({ status }: DeploymentInfo): string {
  return (status ?? '').replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
}

type Facts = Pick<DeploymentReport, 'startedAt' | 'endedAt' | 'instances' | 'error' | 'rollback'>;

/**
 * What CodeDeploy says replaces what the event says, so that every route gives the same. How far it has come is taken
 * only from a reading of the event's own moment: a later one would make an earlier event's message false.
 */
export function factsOf(event: DeploymentEvent, info: DeploymentInfo | undefined): Facts {
  const { startedAt, endedAt, instances, error, rollback } = event;
  if (info === undefined) return { startedAt, endedAt, instances, error, rollback };
  const { rollbackDeploymentId, rollbackMessage, rollbackTriggeringDeploymentId } = info.rollbackInfo ?? {};
  const isSameMoment = statusOf(info) === event.status;
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

import type { Reading } from './aws/read-failure.ts';
import { findDeploymentChange } from './change/deployment-change.ts';
import { findTakenBack, type TakenBack } from './change/deployment-rollback.ts';
import { findStageRollback } from './change/stage-rollback.ts';
import type { DeploymentEvent } from './events/deployment-event.ts';
import { findDeploymentFailure } from './failure/deployment-failure.ts';
import type { DeploymentFindings, Investigation } from './investigation.ts';
import { createCandidates } from './source/candidates.ts';
import { type Deployment, toDeployment } from './source/deployment.ts';
import type { Places } from './source/find-earlier-source.ts';
import { findSource } from './source/find-source.ts';
import { type FoundSource, ledBy } from './source/found-source.ts';
import { createGroupHistory, type GroupHistory } from './source/group-history.ts';
import { createPipelineHistories } from './source/pipeline-history.ts';
import { factsOf, isEnded, readDeployment } from './source/read-deployment.ts';

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

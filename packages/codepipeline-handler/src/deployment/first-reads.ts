import { begin } from '../aws/repeated-reads.ts';
import type { DeploymentSetting } from '../config.ts';
import type { SourceLookup } from './candidates.ts';
import type { DeploymentFacts } from './deployment-facts.ts';
import { type DeploymentEvent, isEnded } from './event.ts';
import { namedSource } from './find-earlier-source.ts';
import { type Deployment, isRepetition, type ListNewest, mayBeArtifactOf } from './group-history.ts';

/**
 * Begins the one read that goes beside that of the deployment, which decides whether it is reported: the list of the
 * group's deployments, where only Auto Scaling's are left out and the event says when the deployment was created.
 */
export function beginList(
  event: DeploymentEvent,
  { pipeline, statuses }: DeploymentSetting,
  listNewest: ListNewest,
): void {
  const isReported = isChangeDue(event) && pipeline !== undefined && statuses === undefined;
  if (isReported && event.startedAt) begin(listNewest(event.startedAt));
}

/** A deployment that was read, and what reads more about it. */
interface Known {
  readonly event: DeploymentEvent;
  readonly facts: Pick<DeploymentFacts, 'scaling'>;
  readonly deployment: Deployment;
  readonly lookup: SourceLookup;
  readonly other: (deploymentId: string) => Promise<unknown>;
}

/**
 * Begins the reads that a deployment which is reported needs whatever they show, side by side. Each of them is kept where
 * it is made, so that the searches, which ask one after the other, find the answers on their way.
 */
export function beginReads({ event, facts, deployment, lookup, other }: Known): void {
  const { triggeringDeploymentId: failed } = deployment;
  const isBack = isRepetition(deployment);
  if (failed !== undefined && facts.scaling === undefined) begin(other(failed));
  if ((isChangeDue(event) || isBack) && lookup.group.value) begin(lookup.group.value.periods());
  if (namedSource(deployment) === undefined) begin(beginPipeline(isChangeDue(event) && !isBack));

  /** Begins to read the likeliest pipeline: its newest actions and, where these are compared, its executions. */
  async function beginPipeline(isCompared: boolean): Promise<void> {
    for await (const history of lookup.candidates.pipelines()) {
      begin(history.newestActions());
      if (isCompared && mayBeArtifactOf(deployment.revision, history.pipeline)) begin(history.executions());
      return;
    }
  }
}

/** Returns whether what the deployment changed is found out: once it has ended or is ready. */
export function isChangeDue(event: Pick<DeploymentEvent, 'status'>): boolean {
  return isEnded(event) || event.status === 'ready';
}

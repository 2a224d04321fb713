import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { DeploymentReport } from '@shipbell/core';
import { readAgainIfBehind } from '../aws/read-again.ts';
import { type Reading, tryRead } from '../aws/read-failure.ts';
import type { DeploymentEvent } from '../events/deployment-event.ts';
import { parseInstanceCounts } from '../events/instance-counts.ts';
import type { Investigation } from '../investigation.ts';

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

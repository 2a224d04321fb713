import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { DeploymentReport } from '@shipbell/core';
import { type Reading, tryRead } from '../aws/read-failure.ts';
import type { DeploymentEvent } from '../events/deployment-event.ts';
import { parseInstanceCounts } from '../events/instance-counts.ts';
import type { Investigation } from '../investigation.ts';

/** Milliseconds before another look at a deployment that has ended, as its event says, and is still shown running. */
const PAUSE_MS = 2_000;

const ENDED: ReadonlySet<string> = new Set(['succeeded', 'failed', 'stopped']);

export const isEnded = ({ status }: Pick<DeploymentEvent, 'status'>): boolean => ENDED.has(status);

/** The event's deployment as CodeDeploy has it; a reading that lags behind the event gets a second chance. */
export const readDeployment = async (
  event: DeploymentEvent,
  { reads, pause, signal }: Investigation,
): Promise<Reading<DeploymentInfo>> => {
  const read = () =>
    tryRead(
      reads.codedeploy.readDeployment(event.deploymentId, signal),
      `deployment ${event.deploymentId}`,
      'codedeploy:GetDeployment',
    );
  const first = await read();
  const lags = isEnded(event) && first.value !== undefined && !ENDED.has(statusOf(first.value));
  if (!lags || signal.aborted) return first;
  await pause(PAUSE_MS);
  const second = await read();
  return second.value === undefined ? first : second;
};

/** `InProgress` as the events' statuses are called: `in_progress`. */
const statusOf = ({ status }: DeploymentInfo): string =>
  (status ?? '').replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();

type Facts = Pick<DeploymentReport, 'startedAt' | 'endedAt' | 'instances' | 'error' | 'rollback'>;

/**
 * What CodeDeploy says replaces what the event says, so that every route gives the same. How far it has come is taken
 * only from a reading of the event's own moment: a later one would make an earlier event's message false.
 */
export const factsOf = (event: DeploymentEvent, info: DeploymentInfo | undefined): Facts => {
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
};

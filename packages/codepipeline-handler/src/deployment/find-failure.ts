import type { DeploymentTarget, LifecycleEvent } from '@aws-sdk/client-codedeploy';
import type { DeploymentFailure } from '@shipbell/core';
import type { CodeDeploy } from '../aws/codedeploy.ts';
import { readFailure } from '../aws/read-failure.ts';
import type { DeploymentEvent } from './event.ts';

const READS = 'codedeploy:ListDeploymentTargets or codedeploy:BatchGetDeploymentTargets';

/** Where a failed deployment broke first, as its targets tell; undefined for one that did not fail. Never throws. */
export async function findDeploymentFailure(
  { deploymentId, status }: Pick<DeploymentEvent, 'deploymentId' | 'status'>,
  codedeploy: CodeDeploy,
  signal: AbortSignal,
): Promise<DeploymentFailure | undefined> {
  if (status !== 'failed') return undefined;
  try {
    const { targets, count, isCut } = await codedeploy.readFailedTargets(deploymentId, signal);
    const [first] = targets.flatMap(failedEvents).sort(byTime);
    if (first === undefined)
      return { kind: 'unknown', reason: 'no target of the deployment shows a failed lifecycle event' };
    return { kind: 'known', ...told(first), otherTargets: count - 1, hasMoreTargets: isCut };
  } catch (error) {
    return { kind: 'unknown', reason: readFailure(error, 'the list of the deployment’s targets', READS) };
  }
}

interface FailedEvent {
  readonly targetId: string;
  readonly event: LifecycleEvent;
}

/** The lifecycle events that failed on a target of any kind: an instance, an ECS service, a function, a resource. */
function failedEvents(target: DeploymentTarget): FailedEvent[] {
  const { targetId = 'a target', lifecycleEvents = [] } =
    target.instanceTarget ?? target.ecsTarget ?? target.lambdaTarget ?? target.cloudFormationTarget ?? {};
  return lifecycleEvents.filter(({ status }) => status === 'Failed').map((event) => ({ targetId, event }));
}

function byTime(one: FailedEvent, other: FailedEvent): number {
  return endOf(one) - endOf(other);
}

function endOf({ event }: FailedEvent): number {
  return (event.endTime ?? event.startTime)?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

function told({ targetId, event: { lifecycleEventName, diagnostics } }: FailedEvent) {
  return {
    targetId,
    lifecycleEvent: lifecycleEventName ?? 'a lifecycle event',
    errorCode: diagnostics?.errorCode,
    scriptName: diagnostics?.scriptName || undefined,
    message: diagnostics?.message || undefined,
    logTail: diagnostics?.logTail || undefined,
  };
}

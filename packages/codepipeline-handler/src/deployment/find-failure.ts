import type { DeploymentTarget, LifecycleEvent } from '@aws-sdk/client-codedeploy';
import type { DeploymentFailure } from '@shipbell/core';
import type { CodeDeploy } from '../aws/codedeploy.ts';
import type { DeploymentEvent } from './event.ts';

/**
 * Finds where a failed deployment broke first, as its targets show it; undefined for one that did not fail. Never
 * throws.
 */
export async function findDeploymentFailure(
  { deploymentId, status }: Pick<DeploymentEvent, 'deploymentId' | 'status'>,
  codedeploy: CodeDeploy,
  signal: AbortSignal,
): Promise<DeploymentFailure | undefined> {
  if (status !== 'failed') return undefined;
  const { value, failure } = await codedeploy.readFailedTargets(deploymentId, signal);
  if (failure !== undefined) return { kind: 'unknown', reason: failure.reason };
  const [first] = value.targets.flatMap(failedEvents).sort(byTime);
  if (first === undefined) {
    return { kind: 'unknown', reason: 'no target of the deployment shows a failed lifecycle event' };
  }
  const { targetId, event } = first;
  return {
    kind: 'known',
    targetId,
    lifecycleEvent: event.lifecycleEventName ?? 'a lifecycle event',
    errorCode: event.diagnostics?.errorCode,
    scriptName: event.diagnostics?.scriptName || undefined,
    message: event.diagnostics?.message || undefined,
    logTail: event.diagnostics?.logTail || undefined,
    otherTargets: value.count - 1,
    hasMoreTargets: value.isCut,
  };
}

interface FailedEvent {
  readonly targetId: string;
  readonly event: LifecycleEvent;
}

/**
 * Returns the lifecycle events that failed on a target of any kind: an instance, an ECS service, a function, a
 * resource.
 */
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

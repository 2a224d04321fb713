import type { DeploymentTarget, InstanceTarget } from '@aws-sdk/client-codedeploy';
import { type Reading, tryRead } from '../aws/read-failure.ts';
import { readAgainIfBehind } from '../aws/repeated-reads.ts';
import type { Investigation, NotificationContext } from '../context.ts';
import { type InstanceEvent, toInstanceStatus } from './event.ts';

type InstanceEnd = Pick<InstanceEvent, 'at' | 'lifecycleEvents'>;

const ENDED: ReadonlySet<string> = new Set(['succeeded', 'failed']);

/**
 * When and how an instance came to its end, as CodeDeploy shows it: EventBridge's event tells next to nothing of that, and
 * both routes are to tell the same. What may not be read stays as the event says it; of one that goes on nothing is told.
 */
export async function learnInstanceEnd(
  event: InstanceEvent,
  investigation: Investigation,
  { log }: NotificationContext,
): Promise<InstanceEnd> {
  if (!ENDED.has(event.status)) return { at: undefined, lifecycleEvents: [] };
  const { value, failure } = await readTarget(event, investigation);
  const target = value?.instanceTarget;
  if (isOf(event, target)) return { at: target.lastUpdatedAt ?? event.at, lifecycleEvents: eventsOf(target) };
  const { deploymentId, instanceId } = event;
  const reason = failure ?? 'CodeDeploy shows another state of it';
  log.warn('Not found out: how the instance came to its end', { deploymentId, instanceId, reason });
  return event;
}

/** An instance that has ended may be shown as running for a moment. */
function readTarget(
  event: InstanceEvent,
  investigation: Investigation,
): Promise<Reading<DeploymentTarget | undefined>> {
  const { deploymentId, instanceId } = event;
  const { reads, signal } = investigation;
  const read = () =>
    tryRead(
      reads.codedeploy.readTarget(deploymentId, instanceId, signal),
      `instance ${instanceId} of deployment ${deploymentId}`,
      'codedeploy:BatchGetDeploymentTargets',
    );
  return readAgainIfBehind(read, ({ value }) => !isOf(event, value?.instanceTarget), investigation);
}

function isOf({ status }: InstanceEvent, target: InstanceTarget | undefined): target is InstanceTarget {
  return toInstanceStatus(target?.status ?? '') === status;
}

function eventsOf({ lifecycleEvents = [] }: InstanceTarget): InstanceEvent['lifecycleEvents'] {
  return lifecycleEvents.map(({ lifecycleEventName: name = 'a lifecycle event', status = '' }) => ({ name, status }));
}

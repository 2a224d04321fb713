import type { InstanceTarget } from '@aws-sdk/client-codedeploy';
import { readAgainIfBehind } from '../aws/repeated-reads.ts';
import type { NotificationContext, Search } from '../context.ts';
import { type InstanceEvent, isEnded, toInstanceStatus } from './event.ts';

type InstanceEnd = Pick<InstanceEvent, 'at' | 'lifecycleEvents'>;

/**
 * Finds when and how a deployment to an instance ended, as CodeDeploy shows it. EventBridge's event says next to
 * nothing of that, and both routes must report the same. What cannot be read stays as the event has it. A deployment
 * that goes on has no end.
 */
export async function findInstanceEnd(
  event: InstanceEvent,
  search: Search,
  { log }: Pick<NotificationContext, 'log'>,
): Promise<InstanceEnd> {
  if (!isEnded(event)) return { at: undefined, lifecycleEvents: [] };
  const { deploymentId, instanceId } = event;
  // An instance that has ended may be shown as running for a moment.
  const { value, failure } = await readAgainIfBehind(
    () => search.reads.codedeploy.readTarget(deploymentId, instanceId, search.signal),
    (first) => !isOf(event, first.value?.instanceTarget),
    search,
  );
  const target = value?.instanceTarget;
  if (isOf(event, target)) return { at: target.lastUpdatedAt ?? event.at, lifecycleEvents: eventsOf(target) };
  const reason = failure?.reason ?? 'CodeDeploy shows another state of it';
  log.warn('Not found out: how the instance came to its end', { deploymentId, instanceId, reason });
  return event;
}

function isOf({ status }: InstanceEvent, target: InstanceTarget | undefined): target is InstanceTarget {
  return toInstanceStatus(target?.status ?? '') === status;
}

function eventsOf({ lifecycleEvents = [] }: InstanceTarget): InstanceEvent['lifecycleEvents'] {
  return lifecycleEvents.map(({ lifecycleEventName: name = 'a lifecycle event', status = '', diagnostics }) => ({
    name,
    status,
    message: diagnostics?.message,
  }));
}

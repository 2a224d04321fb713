import { parseJson } from '@shipbell/core';
import * as v from 'valibot';
import { locationIn, maybeAccount, maybeRegion, maybeText, text } from '../envelope/fields.ts';
import { parseTimestamp } from '../envelope/timestamp.ts';
import type { EventEnvelope } from '../envelope/unwrap.ts';
import { type InstanceEvent, toInstanceId, toInstanceStatus } from './event.ts';

/**
 * The notification of a trigger of type Instance*:
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-sns-event-notifications-json-format.html
 */
const triggerNotification = v.object({
  deploymentId: text,
  instanceId: text,
  instanceStatus: v.fallback(v.string(), ''),
  applicationName: maybeText,
  deploymentGroupName: maybeText,
  region: maybeRegion,
  accountId: maybeAccount,
  lastUpdatedAt: v.optional(v.unknown()),
  lifecycleEvents: v.optional(v.unknown()),
});

/** Returns the instance that a trigger's notification reports; undefined where the payload is none. */
export function parseInstanceTrigger({ payload, topicArn }: EventEnvelope): InstanceEvent | undefined {
  const { success, output } = v.safeParse(triggerNotification, payload);
  if (!success) return undefined;
  return {
    kind: 'instance',
    ...locationIn(output, topicArn),
    application: output.applicationName,
    group: output.deploymentGroupName,
    deploymentId: output.deploymentId,
    instanceId: toInstanceId(output.instanceId),
    status: toInstanceStatus(output.instanceStatus),
    statusText: output.instanceStatus,
    at: parseTimestamp(output.lastUpdatedAt),
    lifecycleEvents: parseLifecycleEvents(output.lifecycleEvents),
  };
}

const lifecycleEvent = v.object({ LifecycleEvent: text, LifecycleEventStatus: v.fallback(v.string(), '') });

/** Returns the lifecycle events, which are documented as a list and seen as JSON text and as nothing as well. */
function parseLifecycleEvents(value: unknown): InstanceEvent['lifecycleEvents'] {
  const list = typeof value === 'string' ? parseJson(value) : value;
  return (Array.isArray(list) ? list : []).flatMap((item) => {
    const { success, output } = v.safeParse(lifecycleEvent, item);
    return success ? [{ name: output.LifecycleEvent, status: output.LifecycleEventStatus }] : [];
  });
}

import { parseJson } from '@shipbell/core';
import * as v from 'valibot';
import { maybeAccount, maybeRegion, maybeText, placeOfTopic, text } from '../envelope/fields.ts';
import { parseMoment } from '../envelope/timestamp.ts';
import type { Peeled } from '../parse-event.ts';
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

/** The instance that a trigger's notification tells of, or undefined where the payload is none. */
export function parseInstanceTrigger({ payload, topicArn }: Peeled): InstanceEvent | undefined {
  const { success, output } = v.safeParse(triggerNotification, payload);
  if (!success) return undefined;
  const topic = placeOfTopic(topicArn);
  return {
    kind: 'instance',
    account: output.accountId ?? topic.account,
    region: output.region ?? topic.region,
    application: output.applicationName,
    group: output.deploymentGroupName,
    deploymentId: output.deploymentId,
    instanceId: toInstanceId(output.instanceId),
    status: toInstanceStatus(output.instanceStatus),
    statusText: output.instanceStatus,
    at: parseMoment(output.lastUpdatedAt),
    lifecycleEvents: parseLifecycleEvents(output.lifecycleEvents),
  };
}

const lifecycleEvent = v.object({ LifecycleEvent: text, LifecycleEventStatus: v.fallback(v.string(), '') });

/** Documented as a list; seen as JSON text and as nothing as well. */
function parseLifecycleEvents(value: unknown): InstanceEvent['lifecycleEvents'] {
  const list = typeof value === 'string' ? parseJson(value) : value;
  return (Array.isArray(list) ? list : []).flatMap((item) => {
    const { success, output } = v.safeParse(lifecycleEvent, item);
    return success ? [{ name: output.LifecycleEvent, status: output.LifecycleEventStatus }] : [];
  });
}

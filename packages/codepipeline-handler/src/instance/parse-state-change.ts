import * as v from 'valibot';
import { maybeText, text } from '../envelope/fields.ts';
import { parseStateChange } from '../envelope/state-change.ts';
import type { EventEnvelope } from '../envelope/unwrap.ts';
import { type InstanceEvent, toInstanceId, toInstanceStatus } from './event.ts';

/** EventBridge's detail: https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html */
const instanceDetail = v.object({
  deploymentId: text,
  instanceId: text,
  application: maybeText,
  deploymentGroup: maybeText,
  state: v.fallback(v.string(), ''),
});

/** Returns the instance that CodeDeploy's own event reports; undefined where the payload is none. */
export function parseInstanceStateChange({ payload }: EventEnvelope): InstanceEvent | undefined {
  const change = parseStateChange(payload, 'aws.codedeploy', 'CodeDeploy Instance State-change Notification');
  const { success, output } = v.safeParse(instanceDetail, change?.detail);
  if (!change || !success) return undefined;
  return {
    kind: 'instance',
    account: change.account,
    region: change.region,
    application: output.application,
    group: output.deploymentGroup,
    deploymentId: output.deploymentId,
    instanceId: toInstanceId(output.instanceId),
    status: toInstanceStatus(output.state),
    statusText: output.state,
    at: change.at,
    lifecycleEvents: [],
  };
}

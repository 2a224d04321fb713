import * as v from 'valibot';
import { text } from '../envelope/fields.ts';
import { parseStateChange } from '../envelope/state-change.ts';
import type { EventEnvelope } from '../envelope/unwrap.ts';
import { type DeploymentEvent, isEnded, toDeploymentStatus } from './event.ts';

/** EventBridge's detail: https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html */
const deploymentDetail = v.object({
  application: text,
  deploymentGroup: text,
  deploymentId: text,
  state: v.fallback(v.string(), ''),
});

/** Returns the deployment that CodeDeploy's own event reports; undefined where the payload is none. */
export function parseDeploymentStateChange({ payload }: EventEnvelope): DeploymentEvent | undefined {
  const change = parseStateChange(payload, 'aws.codedeploy', 'CodeDeploy Deployment State-change Notification');
  const { success, output } = v.safeParse(deploymentDetail, change?.detail);
  if (!change || !success) return undefined;
  const status = toDeploymentStatus(output.state);
  return {
    kind: 'deployment',
    account: change.account,
    region: change.region,
    application: output.application,
    group: output.deploymentGroup,
    deploymentId: output.deploymentId,
    status,
    statusText: output.state,
    at: change.at,
    startedAt: undefined,
    endedAt: isEnded({ status }) ? change.at : undefined,
    instances: undefined,
    error: undefined,
    rollback: undefined,
  };
}

import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { Reading } from '@shipbell/core/runtime';
import type { AwsLocation } from '../aws/reads.ts';
import type { Finding, Search } from '../context.ts';
import { statusOf } from './deployment-facts.ts';
import { type DeploymentEvent, isEnded, toDeploymentStatus } from './event.ts';

/**
 * How long after its end a deployment is reported by a pipeline's event. SQS forgets an identity five minutes after the
 * first message, and would take a later one for another; the last minute is left to the searches and the queue:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
const REPORTABLE_MS = 4 * 60_000;

/**
 * Returns the end of a deployment that a pipeline has made, as CodeDeploy's own event reports it; the reason says why it
 * is left to that event.
 */
export function endedDeployment(
  deploymentId: string,
  info: Reading<DeploymentInfo>,
  { location, now }: Pick<Search, 'location' | 'now'>,
): Finding<DeploymentEvent> {
  if (info.failure !== undefined) return leftOut(info.failure.reason);
  const {
    applicationName: application,
    deploymentGroupName: group,
    status: statusText = '',
    completeTime,
  } = info.value;
  const status = statusOf(info.value);
  if (!application || !group || !isEnded({ status }) || completeTime === undefined) {
    return leftOut('CodeDeploy does not show that the deployment has ended');
  }
  if (now() - completeTime.getTime() >= REPORTABLE_MS) {
    return leftOut('the deployment ended four minutes ago or more, so that its message may have been sent already');
  }
  return {
    value: endedEvent({ application, group, deploymentId }, statusText, info, location),
    reason: undefined,
  };
}

/** Returns the event of a deployment that has ended, as CodeDeploy shows it or, where it cannot be read, a pipeline says. */
export function endedEvent(
  names: Pick<DeploymentEvent, 'application' | 'group' | 'deploymentId'>,
  statusText: string,
  info: Reading<DeploymentInfo>,
  { account, region }: AwsLocation,
): DeploymentEvent {
  const completeTime = info.value?.completeTime;
  return {
    kind: 'deployment',
    account,
    region,
    ...names,
    status: toDeploymentStatus(info.value?.status ?? statusText),
    statusText,
    at: completeTime,
    startedAt: undefined,
    endedAt: completeTime,
    instances: undefined,
    error: undefined,
    rollback: undefined,
    info,
  };
}

function leftOut(reason: string): Finding<DeploymentEvent> {
  return { value: undefined, reason };
}

import type { Diagnostics, InstanceTarget, LifecycleEvent, TargetStatus } from '@aws-sdk/client-codedeploy';
import { type Deployment, type Failure, LIFECYCLE_EVENTS } from './model.ts';

interface TargetContext {
  account: string;
  region: string;
  /** When the deployment has ended; undefined while it runs. */
  end: Date | undefined;
  failure: Failure | undefined;
}

/** The targets of a deployment that goes from one instance to the next. */
export function deploymentTargets(deployment: Deployment, context: TargetContext): InstanceTarget[] {
  const { instances } = deployment.group;
  const begin = deployment.createTime.getTime();
  const end = context.end?.getTime();
  const reached = context.failure ? lastReached(instances, context.failure) : instances.length - 1;
  return instances.map((instance, index) => {
    const status = statusOf(instance, index, reached, context);
    const share = end === undefined ? 0 : (end - begin) / (reached + 1);
    const from = begin + Math.min(index, reached) * share;
    return {
      deploymentId: deployment.id,
      targetId: instance,
      targetArn: `arn:aws:ec2:${context.region}:${context.account}:instance/${instance}`,
      status,
      lastUpdatedAt: new Date(status === 'Skipped' ? (end ?? begin) : from + share),
      lifecycleEvents: lifecycleEvents(status, from, share, context.failure),
    };
  });
}

function lastReached(instances: readonly string[], failure: Failure): number {
  return Math.max(...failure.instances.map((instance) => instances.indexOf(instance)));
}

function statusOf(instance: string, index: number, reached: number, { end, failure }: TargetContext): TargetStatus {
  if (end === undefined) return 'InProgress';
  if (failure?.instances.includes(instance)) return 'Failed';
  return index > reached ? 'Skipped' : 'Succeeded';
}

/** The events one after the other in the target's share of the time, each as long as the others. */
function lifecycleEvents(status: TargetStatus, from: number, share: number, failure?: Failure): LifecycleEvent[] {
  const failsAt = LIFECYCLE_EVENTS.findIndex((name) => status === 'Failed' && name === failure?.lifecycleEvent);
  const ran =
    status === 'Skipped' ? 0 : status === 'InProgress' ? -1 : failsAt >= 0 ? failsAt + 1 : LIFECYCLE_EVENTS.length;
  return LIFECYCLE_EVENTS.map((lifecycleEventName, index) => {
    if (ran < 0) return { lifecycleEventName, status: 'Pending' };
    if (index >= ran) return { lifecycleEventName, status: 'Skipped' };
    const time = (position: number) => new Date(from + (position * share) / ran);
    const isFailed = index === failsAt;
    return {
      lifecycleEventName,
      status: isFailed ? 'Failed' : 'Succeeded',
      startTime: time(index),
      endTime: time(index + 1),
      diagnostics: isFailed && failure ? failed(failure) : SUCCESS,
    };
  });
}

const SUCCESS: Diagnostics = { errorCode: 'Success', scriptName: '', message: 'Succeeded', logTail: '' };

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_Diagnostics.html */
function failed({ lifecycleEvent, script, log }: Failure): Diagnostics {
  return {
    errorCode: 'ScriptFailed',
    scriptName: script,
    message: `Script at specified location: ${script} run as user root failed with exit code 1`,
    logTail: [`LifecycleEvent - ${lifecycleEvent}`, `Script - ${script}`, ...log].join('\n'),
  };
}

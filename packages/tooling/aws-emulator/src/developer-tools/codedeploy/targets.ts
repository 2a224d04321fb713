import type { Diagnostics, InstanceTarget, LifecycleEvent, TargetStatus } from '@aws-sdk/client-codedeploy';
import type { AwsLocation } from '../signals.ts';
import type { Deployment, Failure } from './model.ts';
import { platformOf } from './platforms.ts';

interface TargetContext extends AwsLocation {
  readonly failure: Failure | undefined;
}

/** Returns the targets of a deployment as they stand. An ended deployment has spent an equal share of its time on each. */
export function deploymentTargets(deployment: Deployment, { failure, ...location }: TargetContext): InstanceTarget[] {
  const { targetIds, targetArn, lifecycleEvents } = platformOf(deployment.group);
  const begin = deployment.createTime.getTime();
  const end = deployment.completeTime?.getTime();
  const last = failure ? Math.max(...failure.targets.map((id) => targetIds.indexOf(id))) : targetIds.length - 1;
  const share = end === undefined ? 0 : (end - begin) / (last + 1);
  return targetIds.map((targetId, index) => {
    const status = statusOf(deployment, { isReached: index <= last, hasFailed: failure?.targets.includes(targetId) });
    const from = begin + Math.min(index, last + 1) * share;
    const until = status === 'Skipped' ? from : from + share;
    return {
      deploymentId: deployment.id,
      targetId,
      targetArn: targetArn(targetId, location),
      status,
      lastUpdatedAt: new Date(until),
      lifecycleEvents: events(lifecycleEvents, { status, from, until, failure }),
    };
  });
}

function statusOf(
  { status }: Deployment,
  { isReached, hasFailed = false }: { isReached: boolean; hasFailed?: boolean | undefined },
): TargetStatus {
  if (status === 'Ready') return 'Ready';
  if (status === 'InProgress') return 'InProgress';
  if (hasFailed) return 'Failed';
  return isReached ? 'Succeeded' : 'Skipped';
}

interface TargetRun {
  readonly status: TargetStatus;
  /** Milliseconds of the epoch. */
  readonly from: number;
  readonly until: number;
  readonly failure: Failure | undefined;
}

/** Returns a target's lifecycle events: equally long, one after the other, and skipped after a failed one. */
function events(names: readonly string[], { status, from, until, failure }: TargetRun): LifecycleEvent[] {
  if (status === 'InProgress' || status === 'Ready') {
    return names.map((lifecycleEventName) => ({ lifecycleEventName, status: 'Pending' }));
  }
  const failsAt = status === 'Failed' && failure ? names.indexOf(failure.lifecycleEvent) : names.length;
  const ran = status === 'Skipped' ? 0 : Math.min(failsAt + 1, names.length);
  return names.map((lifecycleEventName, index) => {
    if (index >= ran) return { lifecycleEventName, status: 'Skipped' };
    const time = (position: number) => new Date(from + (position * (until - from)) / ran);
    const diagnostics = index === failsAt ? diagnosticsOf(failure) : SUCCESS;
    return {
      lifecycleEventName,
      status: index === failsAt ? 'Failed' : 'Succeeded',
      startTime: time(index),
      endTime: time(index + 1),
      ...(diagnostics && { diagnostics }),
    };
  });
}

const SUCCESS: Diagnostics = { errorCode: 'Success', scriptName: '', message: 'Succeeded', logTail: '' };

/**
 * Returns what the agent reports of a script that failed.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_Diagnostics.html
 */
function diagnosticsOf(failure: Failure | undefined): Diagnostics | undefined {
  if (failure?.script === undefined) return undefined;
  const { name, log } = failure.script;
  return {
    errorCode: 'ScriptFailed',
    scriptName: name,
    message: `Script at specified location: ${name} run as user root failed with exit code 1`,
    logTail: [`LifecycleEvent - ${failure.lifecycleEvent}`, `Script - ${name}`, ...log].join('\n'),
  };
}

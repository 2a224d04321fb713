import type { DeploymentTarget, LifecycleEvent, TargetStatus } from '@aws-sdk/client-codedeploy';
import type { DeploymentFailure } from '@shipbell/core';
import type { Reading } from '@shipbell/core/runtime';
import type { Targets } from '../aws/codedeploy.ts';
import type { DeploymentFacts } from './deployment-facts.ts';
import type { DeploymentEvent } from './event.ts';

type Facts = Pick<DeploymentFacts, 'platform' | 'instances' | 'error' | 'stop'>;

/**
 * Returns the statuses of the targets that show where a deployment broke: it failed, an alarm stopped it, or CodeDeploy
 * calls it a success though instances failed. Undefined where nothing broke.
 */
export function brokenStatuses(
  { status }: Pick<DeploymentEvent, 'status'>,
  { platform, instances, stop }: Facts,
): readonly TargetStatus[] | undefined {
  if (stop?.kind === 'alarm') return ['Failed', 'InProgress', 'Unknown'];
  if (status === 'failed') return ['Failed', 'Unknown'];
  return status === 'succeeded' && platform === 'Server' && instances?.failed ? ['Failed'] : undefined;
}

/**
 * Returns where a deployment broke first, as its targets show it. Undefined where no target broke and the error says
 * all, as it does where no instance was found, and where an alarm stopped it between two lifecycle events.
 */
export function failureOf(facts: Facts, { value, failure }: Reading<Targets>): DeploymentFailure | undefined {
  const { platform, instances, error, stop } = facts;
  const isExplained = error !== undefined && !instances?.failed;
  if (failure !== undefined) {
    return isExplained && platform === 'Server' ? undefined : { kind: 'unknown', reason: failure.reason };
  }
  const [failed] = value.targets.flatMap((target) => brokenEvents(target, 'Failed')).sort(byTime);
  const [unfinished] = value.targets.flatMap((target) => brokenEvents(target, 'unfinished')).sort(byTime);
  const whole = stop ? undefined : value.targets.map(detailsOf).find(({ status }) => status === 'Failed');
  const broken = failed ?? unfinished ?? whole;
  if (broken) return { ...describe(broken), ...countOthers(facts, value) };
  return isExplained || stop
    ? undefined
    : { kind: 'unknown', reason: 'no target of the deployment shows a failed lifecycle event' };
}

type KnownFailure = Extract<DeploymentFailure, { readonly kind: 'known' }>;

/** The codes that do not say why a lifecycle event failed. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['Success', 'UnknownError']);

function describe({ targetId, lifecycleEvents, event }: BrokenTarget) {
  const { errorCode, scriptName, message, logTail } = event?.diagnostics ?? {};
  return {
    kind: 'known',
    targetId,
    lifecycleEvent: event && (event.lifecycleEventName ?? 'a lifecycle event'),
    outcome: outcomeOf(event, lifecycleEvents),
    errorCode: errorCode && SAYS_NOTHING.has(errorCode) ? undefined : errorCode,
    scriptName: scriptName || undefined,
    message: message || undefined,
    logTail: logTail || undefined,
  } as const;
}

/** The deployment's overview counts all instances that failed; the list may hold others, and not all of them. */
function countOthers(
  { platform, instances }: Facts,
  { count, isCut }: Targets,
): Pick<KnownFailure, 'otherTargets' | 'hasMoreTargets'> {
  return platform === 'Server' && instances
    ? { otherTargets: Math.max(instances.failed, 1) - 1, hasMoreTargets: false }
    : { otherTargets: count - 1, hasMoreTargets: isCut };
}

/** A target that failed, and the lifecycle event that broke, where one did. */
type BrokenTarget = ReturnType<typeof detailsOf> & { readonly event?: LifecycleEvent };

type BrokenEvent = Required<BrokenTarget>;

/** Returns what targets of every kind have: an instance, an ECS service, a function, a resource. */
function detailsOf(target: DeploymentTarget) {
  const {
    targetId = 'a target',
    status,
    lifecycleEvents = [],
  } = target.instanceTarget ?? target.ecsTarget ?? target.lambdaTarget ?? target.cloudFormationTarget ?? {};
  return { targetId, status, lifecycleEvents };
}

/** Returns the lifecycle events of a target that failed, or that began, or were to, and never came to an end. */
function brokenEvents(target: DeploymentTarget, outcome: 'Failed' | 'unfinished'): BrokenEvent[] {
  const details = detailsOf(target);
  const isBroken = ({ status, startTime, diagnostics }: LifecycleEvent): boolean =>
    outcome === 'Failed'
      ? status === 'Failed'
      : (status === 'InProgress' || status === 'Unknown') && Boolean(startTime ?? diagnostics?.message);
  return details.lifecycleEvents.filter(isBroken).map((event) => ({ ...details, event }));
}

function outcomeOf(event: LifecycleEvent | undefined, all: readonly LifecycleEvent[]): KnownFailure['outcome'] {
  if (event) return event.status === 'Failed' ? 'failed' : 'unfinished';
  return all.some(({ status }) => status === 'Succeeded') ? 'went well' : 'nothing ran';
}

function byTime(one: BrokenEvent, other: BrokenEvent): number {
  return endOf(one) - endOf(other);
}

function endOf({ event }: BrokenEvent): number {
  return (event.endTime ?? event.startTime)?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

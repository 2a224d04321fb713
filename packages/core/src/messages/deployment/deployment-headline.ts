import type { DeploymentReport, DeploymentStatus, DeploymentStop, Scaling } from '../../reports/deployment-report.ts';
import { cut, inline, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { liveWording, rollbackWording } from '../change-lines.ts';
import { at, type Headline, headline, unknownStatus, type Wording } from '../headline.ts';
import { commitOf } from '../source-lines.ts';
import { afterFailures } from '../success-words.ts';
import { durationOf, formatDuration } from '../times.ts';
import { describedCommit } from './description.ts';
import { isPartial, notReached, reached } from './instances.ts';

/** Returns the headline: what, where, outcome, commit, duration and the error's code, unless the outcome says it. */
export function deploymentHeadline(report: DeploymentReport): Headline {
  return headline(wordingOf(report), report, where(report), [
    ...unknownStatus(report),
    ...(report.scaling === 'termination' ? [] : [describedCommit(report) ?? commitOf(report.source)]),
    ...durationOf(report),
    ...errorCode(report),
  ]);
}

/** Returns whether this deployment rolls another one back that failed or was stopped. */
export function isRollback({ rollback }: DeploymentReport): boolean {
  return rollback?.triggeringDeploymentId !== undefined;
}

/** Returns `an alarm (shop-5xx)`, as far as the alarm's name is known. */
export function alarmWords({ alarms }: Extract<DeploymentStop, { readonly kind: 'alarm' }>): {
  readonly who: string;
  readonly names: string;
} {
  const names = cut(alarms.map(inline).filter(Boolean).join(', '), 250);
  return { who: alarms.length > 1 ? 'alarms' : 'an alarm', names: names && ` (${names})` };
}

const WORDINGS: Record<Exclude<DeploymentStatus, 'succeeded'>, Wording> = {
  created: { emoji: '🚀', color: 'running', verb: 'deployment was created on' },
  queued: { emoji: '🕒', color: 'running', verb: 'deployment is queued on' },
  in_progress: { emoji: '🚀', color: 'running', verb: 'is being deployed on' },
  baking: { emoji: '🕒', color: 'running', verb: 'is deployed and baking on' },
  ready: { emoji: '⏸️', color: 'warning', verb: 'deployment is ready and waits on' },
  failed: { emoji: '❌', color: 'bad', verb: 'deployment failed on' },
  stopped: { emoji: '⏹️', color: 'warning', verb: 'deployment was stopped on' },
  unknown: { emoji: 'ℹ️', color: 'neutral', verb: 'deployment on' },
};

/** A rollback that succeeded is yellow, not green, because an earlier deployment failed. */
const ROLLBACK_WORDINGS: Record<DeploymentStatus, Wording> = {
  created: { emoji: '↩️', color: 'warning', verb: 'rollback was created on' },
  queued: { emoji: '↩️', color: 'warning', verb: 'rollback is queued on' },
  in_progress: { emoji: '↩️', color: 'warning', verb: 'is being rolled back on', lead: ' to ' },
  baking: { emoji: '↩️', color: 'warning', verb: 'is rolled back and baking on' },
  ready: { emoji: '⏸️', color: 'warning', verb: 'rollback is ready and waits on' },
  succeeded: { emoji: '↩️', color: 'warning', verb: 'was rolled back on', lead: ' to ' },
  failed: { emoji: '❌', color: 'bad', verb: 'rollback failed on' },
  stopped: { emoji: '⏹️', color: 'bad', verb: 'rollback was stopped on' },
  unknown: { emoji: '↩️', color: 'warning', verb: 'rollback on' },
};

function wordingOf(report: DeploymentReport): Wording {
  const wording = wordingByStatus(report);
  const { status, stop, wait, scaling } = report;
  if (stop && stop.kind !== 'unknown') return { ...wording, ...stopWording(stop, isRollback(report)) };
  if (isPartial(report)) return { ...wording, ...partialWording(report, wording) };
  const isMoving = status === 'ready' && wait?.end === 'reroute' && !isRollback(report) && !scaling;
  return isMoving ? { emoji: '🕒', color: 'running', verb: 'is ready for its traffic on' } : wording;
}

function wordingByStatus(report: DeploymentReport): Wording {
  if (report.scaling) return scalingWording(report, report.scaling);
  if (isRollback(report)) return rollbackWording(ROLLBACK_WORDINGS[report.status], report.source);
  return report.status === 'succeeded' ? liveWording(report.change, afterFailures(report)) : WORDINGS[report.status];
}

/** An alarm is as bad as a failure. Whoever stops a deployment knows of it. */
function stopWording(stop: DeploymentStop, isOfRollback: boolean): Partial<Wording> {
  const stopped = isOfRollback ? 'rollback was stopped by' : 'was stopped by';
  if (stop.kind === 'person') return { color: 'warning', verb: `${stopped} a person on` };
  const { who, names } = alarmWords(stop);
  return { emoji: '❌', color: 'bad', verb: `${stopped} ${who} on`, addition: names };
}

function partialWording(report: DeploymentReport, { emoji, verb }: Wording): Partial<Wording> {
  const { instances, scaling } = report;
  const places = instances && reached(report, instances);
  return {
    emoji: isRollback(report) ? emoji : '⚠️',
    color: 'warning',
    verb: mrkdwn`${scaling ? 'succeeded on' : verb} ${places ?? ''} on`,
    lead: ': ',
  };
}

const INSTANCES: Record<Scaling, string> = {
  launch: 'a new instance',
  update: 'outdated instances',
  termination: 'a leaving instance',
};

/** A deployment for Auto Scaling is no release, and must not read like one. */
function scalingWording(report: DeploymentReport, scaling: Scaling): Wording {
  const { status, source, description } = report;
  const target = `${INSTANCES[scaling]} of `;
  const subject = `Auto Scaling: the deployment to ${target}`;
  if (status === 'failed') return { ...WORDINGS.failed, subject, verb: 'failed on' };
  if (status === 'stopped') return { ...WORDINGS.stopped, subject, verb: 'was stopped on' };
  if (isPartial(report)) return { ...WORDINGS.failed, subject };
  const wording = { emoji: 'ℹ️', color: 'neutral', subject: `Auto Scaling: ${target}`, verb: 'on' } as const;
  const isDone = status === 'succeeded';
  if (scaling === 'termination') {
    return { ...wording, addition: isDone ? ' was shut down' : ' will be shut down', lead: ', ' };
  }
  const isNamed = source.kind === 'known' || description !== undefined;
  return { ...wording, addition: isDone ? ' got' : ' will get', ...(isNamed && { lead: ' ' }) };
}

/** Returns the lifecycle event where it broke; for one that broke on some instances, on how many. */
function where(report: DeploymentReport): Mrkdwn {
  const { failure, stop, instances } = report;
  const event = failure?.kind === 'known' ? failure.lifecycleEvent : undefined;
  const place = event === undefined ? mrkdwn`` : at(event, stop ? undefined : reasonOf(failure));
  if (!instances || !isPartial(report)) return place;
  const { failed } = instances;
  return mrkdwn`, ${failed} failed${failed === 1 ? place : ''}${notReached({ ...instances, failed: 0 })}`;
}

/** Returns the event's error code, with the time limit that it ran into. */
function reasonOf(failure: DeploymentReport['failure']): string | undefined {
  if (failure?.kind !== 'known') return undefined;
  const { errorCode, message } = failure;
  const seconds = errorCode === 'ScriptTimedOut' && / in (\d{1,9}) seconds/.exec(message ?? '')?.[1];
  return seconds ? `${errorCode} after ${formatDuration(Number(seconds) * 1_000)}` : errorCode;
}

/** CodeDeploy's code for too many failed instances says nothing where it is known what failed on them. */
function errorCode({ stop, error, failure }: DeploymentReport): Mrkdwn[] {
  const code = cut(inline(error?.code ?? ''), 100);
  const isSaid = stop || (code === 'HEALTH_CONSTRAINTS' && failure?.kind === 'known');
  return code && !isSaid ? [mrkdwn`${code}`] : [];
}

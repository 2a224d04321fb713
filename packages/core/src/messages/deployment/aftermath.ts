import type { DeploymentReport, FunctionShift } from '../../reports/deployment-report.ts';
import { code, cut, dateTime, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import type { Progress } from '../change-lines.ts';
import { formatDuration } from '../times.ts';
import { totalOf, unitsOf } from './instances.ts';

/** Returns what a deployment that broke leaves behind: some instances with the new revision, and no rollback. */
export function aftermath(report: DeploymentReport): Mrkdwn[] {
  const sentences = [...mixedFleet(report), ...noRollback(report)];
  return sentences.length === 0 ? [] : [joinMrkdwn([mrkdwn`⚠️`, ...sentences], ' ')];
}

/**
 * Returns how many instances have the new revision, where only some have it and stay with it. New instances that were
 * to replace the old ones do not count, for the old ones go on.
 */
function mixedFleet(report: DeploymentReport): Mrkdwn[] {
  const { status, platform, instances, isBlueGreen, rollback, change, scaling } = report;
  const isTried = status === 'failed' || status === 'stopped';
  const isInPlace = isTried && platform === 'Server' && !isBlueGreen && !scaling;
  if (!isInPlace || !instances || rollback?.rollbackDeploymentId || change?.kind === 'same') return [];
  const { succeeded } = instances;
  const total = totalOf(instances);
  if (succeeded === 0 || succeeded === total) return [];
  const have = succeeded === 1 ? 'has' : 'have';
  return [mrkdwn`${succeeded} of ${total} ${unitsOf(report, total)} ${have} it: the fleet is mixed now.`];
}

function noRollback({ withoutRollback, stop }: DeploymentReport): Mrkdwn[] {
  if (withoutRollback === undefined) return [];
  const end = stop?.kind === 'alarm' ? 'an alarm' : 'a failure';
  const why = withoutRollback === 'off' ? 'is switched off' : `is not set for ${end}`;
  return [mrkdwn`Automatic rollback ${why}, so nothing is rolled back: somebody has to act.`];
}

/** Returns what a deployment that is ready waits for, until when, and what CodeDeploy does then. */
export function waitSentence({ status, wait }: DeploymentReport): Mrkdwn[] {
  if (wait === undefined || status !== 'ready') return [];
  const { minutes, until } = wait;
  const time = until && dateTime(until, '{date_short_pretty} {time}');
  const span = minutes === undefined ? undefined : formatDuration(minutes * 60_000);
  if (wait.end === 'reroute') {
    const latest = time ? mrkdwn`, at the latest ${time}` : mrkdwn`${span ? `, at the latest after ${span}` : ''}`;
    return [mrkdwn`Nobody has to act: CodeDeploy reroutes the traffic by itself${latest}.`];
  }
  const limit = time ? mrkdwn` until ${time}` : mrkdwn`${span ? ` for ${span}` : ''}`;
  return [mrkdwn`Waits${limit} for somebody to reroute the traffic. If nobody does, CodeDeploy stops the deployment.`];
}

const VERBS = { done: 'replaced', tried: 'was to replace', ahead: 'replaces' } as const;

/** Returns ``function `resize`, alias live: version 8 replaced 7``, and how many more functions there are. */
export function functionFacts({ functions: [first, ...others] }: DeploymentReport, progress: Progress): Mrkdwn[] {
  if (first === undefined) return [];
  const more = others.length > 0 ? [mrkdwn`and ${others.length} more`] : [];
  return [joinMrkdwn([functionFact(first, progress), ...more], ' ')];
}

function functionFact({ name, alias, from, to }: FunctionShift, progress: Progress): Mrkdwn {
  const shown = (word = '', before = ''): string => (word.trim() ? before + cut(inline(word), 60) : '');
  const replaced = from === to ? '' : shown(from, ` ${VERBS[progress]} `);
  const version = to ? `${shown(to, ': version ')}${replaced}` : '';
  return mrkdwn`function ${code(cut(name, 140))}${shown(alias, ', alias ')}${version}`;
}

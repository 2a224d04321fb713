import type { DeploymentReport, FunctionShift } from '../../reports/deployment-report.ts';
import { code, cut, dateTime, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import type { Progress } from '../source-lines.ts';
import { formatDuration } from '../times.ts';
import { isMixed, notReached, reached } from './instances.ts';

/** Returns what a deployment that broke leaves behind: some instances with the new revision, and no rollback. */
export function aftermath(report: DeploymentReport): Mrkdwn[] {
  const sentences = [...mixedFleet(report), ...noRollback(report)];
  return sentences.length === 0 ? [] : [joinMrkdwn([mrkdwn`⚠️`, ...sentences], ' ')];
}

/** Returns how many instances got the new revision where only some did, or, of a rollback, went back. */
function mixedFleet(report: DeploymentReport): Mrkdwn[] {
  const { instances, rollback } = report;
  if (!instances || !isMixed(report)) return [];
  const verb = rollback?.triggeringDeploymentId ? 'went back' : 'got it';
  return [mrkdwn`${reached(report, instances)} ${verb}${notReached(instances)}: the fleet is mixed now.`];
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

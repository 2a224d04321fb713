import type { KnownBlock } from '@slack/types';
import type { DeploymentFailure, DeploymentReport } from '../../reports/deployment-report.ts';
import { expandedSection } from '../../slack/blocks.ts';
import { bold, code, codeBlock, cut, cutMrkdwn, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { MAX_CHARACTERS, paragraphs, smallPrint, visible } from '../parts.ts';
import { unitsOf } from './instances.ts';

/** How many lines of a log a message shows, and how many characters of each. */
const LOG_LINES = 15;
const LOG_LINE_CHARACTERS = 200;

/** Returns where it broke, or CodeDeploy's error and why the place is unknown. */
export function failedEvent(report: DeploymentReport): KnownBlock[] {
  const { failure, stop } = report;
  if (failure?.kind === 'known') {
    return paragraphs(
      [sentence(failure, report), ...(isExplained(failure, report) ? [] : [error(report)])],
      MAX_CHARACTERS.failure,
    );
  }
  const verb = stop ? 'was stopped' : 'failed';
  const unknown = failure && mrkdwn`❔ Where it ${verb} is unknown: ${inline(failure.reason)}`;
  return [
    ...paragraphs([error(report)], MAX_CHARACTERS.error),
    ...smallPrint(unknown ? [unknown] : [], MAX_CHARACTERS.note),
  ];
}

/** Returns the end of the failed event's log, and CodeDeploy's error below what explains more. */
export function failureDetails(report: DeploymentReport): KnownBlock[] {
  const { failure } = report;
  if (failure?.kind !== 'known') return [];
  return [
    ...visible('log', report, logTail(failure)),
    ...smallPrint(isExplained(failure, report) ? [error(report)] : [], MAX_CHARACTERS.error),
  ];
}

/**
 * What CodeDeploy says whenever instances or validation functions failed. It says nothing where the message shows one of
 * them.
 */
const COMMONPLACE =
  /^(?:The overall deployment failed because too many individual instances failed deployment.*|One or more of the lifecycle event validation functions failed\.(?: Additional details: )?)/;

/** Returns CodeDeploy's error without its code, which the headline has, and nothing of what the message says already. */
function error({ error, stop, failure }: DeploymentReport): Mrkdwn {
  const words = inline(error?.message ?? '').replace(/ Additional details:$/, '');
  const isSaid = stop?.kind === 'alarm' ? stop.alarms.length > 0 : stop?.kind === 'person';
  return mrkdwn`${isSaid ? '' : failure?.kind === 'known' ? words.replace(COMMONPLACE, '') : words}`;
}

type KnownFailure = Extract<DeploymentFailure, { readonly kind: 'known' }>;

/** Returns whether the target itself says why it failed. */
function isExplained(failure: KnownFailure, report: DeploymentReport): boolean {
  return reason(failure, report).length > 0;
}

function sentence(failure: KnownFailure, report: DeploymentReport): Mrkdwn {
  const why = reason(failure, report);
  const where = whatHappened(failure, report);
  return joinMrkdwn([where, ...why], ': ');
}

function whatHappened(failure: KnownFailure, report: DeploymentReport): Mrkdwn {
  const { targetId, lifecycleEvent, outcome } = failure;
  const target = mrkdwn`${code(cut(targetId, 120))}${others(failure, report)}`;
  const event = bold(cut(lifecycleEvent ?? '', 60));
  switch (outcome) {
    case 'failed': {
      // An event that an alarm cuts short is shown as failed, though nothing in it failed.
      const isCutShort = report.stop?.kind === 'alarm' && !isExplained(failure, report);
      return mrkdwn`${event} ${isCutShort ? 'was interrupted' : 'failed'} on ${target}`;
    }
    case 'unfinished':
      return mrkdwn`${event} did not end on ${target}`;
    case 'went well':
      return mrkdwn`${target} failed, though none of its lifecycle events did`;
    case 'nothing ran': {
      const hint = report.platform === 'Server' ? ': the CodeDeploy agent there may not answer' : '';
      return mrkdwn`No lifecycle event ran on ${target}${hint}`;
    }
  }
}

/** Returns the script or function, unless the message names it, and the message. The error's code is in the headline. */
function reason({ scriptName, message }: KnownFailure, { platform }: DeploymentReport): Mrkdwn[] {
  const words = inline(message ?? '');
  const script = inline(scriptName ?? '');
  return [
    ...(script && !words.includes(script)
      ? [mrkdwn`${platform === 'Server' ? 'script' : 'validation function'} ${code(cut(script, 120))}`]
      : []),
    ...(words ? [mrkdwn`${words}`] : []),
  ];
}

/**
 * Returns the number of further failed targets. They are only counted, because they may have failed at other events.
 */
function others({ otherTargets, hasMoreTargets }: KnownFailure, report: DeploymentReport): Mrkdwn {
  if (otherTargets === 0 && !hasMoreTargets) return mrkdwn``;
  const least = hasMoreTargets ? 'at least ' : '';
  return mrkdwn` (${least}${otherTargets} more ${unitsOf(report, otherTargets)} failed)`;
}

/** CodeDeploy puts it before every line of a script's output. */
const STREAM = /^\[std(?:out|err)\]/gm;

/** Stands for the lines that are left out. */
const CUT = '…\n';

/** Returns the last lines of the log, which hold the error, without its first lines that name event and script. */
function logTail({ logTail = '', lifecycleEvent, scriptName }: KnownFailure): KnownBlock[] {
  const head = new Set([`LifecycleEvent - ${lifecycleEvent}`, `Script - ${scriptName}`]);
  const all = logTail.replace(STREAM, '').trim().split('\n');
  const start = all.findIndex((line) => !head.has(line.trim()));
  const own = all.slice(Math.max(start, 0));
  const lines = own.slice(-LOG_LINES).map((line) => cut(line.trimEnd(), LOG_LINE_CHARACTERS));
  while (lines.length > 1 && codeBlock(lines.join('\n')).mrkdwn.length > MAX_CHARACTERS.log - CUT.length) lines.shift();
  const text = lines.join('\n').trim();
  const shown = lines.length < own.length ? CUT + text : text;
  return text === '' ? [] : [expandedSection(cutMrkdwn(codeBlock(shown), MAX_CHARACTERS.log))];
}

import type { KnownBlock } from '@slack/types';
import type { DeploymentFailure, DeploymentReport } from '../../reports/deployment-report.ts';
import { expandedSection } from '../../slack/blocks.ts';
import { bold, code, codeBlock, cut, cutMrkdwn, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { maskSecrets } from '../mask-secrets.ts';
import { MAX_CHARACTERS, paragraphs, smallPrint } from '../parts.ts';

/** How many lines of a log a message shows, and how many characters of each. */
const LOG_LINES = 15;
const LOG_LINE_CHARACTERS = 200;

/** Returns the lifecycle event that failed first, or CodeDeploy's error and why the event is unknown. */
export function failedEvent(report: DeploymentReport): KnownBlock[] {
  const { failure } = report;
  if (failure?.kind === 'known') return paragraphs([sentence(failure)], MAX_CHARACTERS.failure);
  const unknown = failure && mrkdwn`❔ Where it failed is unknown: ${inline(failure.reason)}`;
  return [
    ...paragraphs([error(report)], MAX_CHARACTERS.error),
    ...smallPrint(unknown ? [unknown] : [], MAX_CHARACTERS.note),
  ];
}

/** Returns the end of the failed event's log and CodeDeploy's error; nothing where the event is unknown. */
export function failureDetails(report: DeploymentReport): KnownBlock[] {
  const { failure } = report;
  if (failure?.kind !== 'known') return [];
  return [...logTail(failure), ...smallPrint([error(report)], MAX_CHARACTERS.error)];
}

/** Returns CodeDeploy's error, without its code where the headline of a failed deployment ends with it. */
function error({ status, error }: DeploymentReport): Mrkdwn {
  const code = status === 'failed' ? '' : inline(error?.code ?? '');
  const message = mrkdwn`${inline(maskSecrets(error?.message ?? ''))}`;
  return code === '' ? message : joinMrkdwn([bold(cut(code, 100)), ...(message.mrkdwn ? [message] : [])], ': ');
}

type KnownFailure = Extract<DeploymentFailure, { readonly kind: 'known' }>;

function sentence(failure: KnownFailure): Mrkdwn {
  const { targetId, lifecycleEvent } = failure;
  const where = mrkdwn`${bold(cut(lifecycleEvent, 60))} failed on ${code(cut(targetId, 120))}${others(failure)}`;
  const why = reason(failure);
  return why.length === 0 ? where : mrkdwn`${where}: ${joinMrkdwn(why, ', ')}`;
}

/** Returns the script, unless the message names it, and the message. The error's code is in the headline. */
function reason({ scriptName, message }: KnownFailure): Mrkdwn[] {
  const words = inline(maskSecrets(message ?? ''));
  const script = inline(scriptName ?? '');
  return [
    ...(script && !words.includes(script) ? [mrkdwn`script ${code(cut(script, 120))}`] : []),
    ...(words ? [mrkdwn`${words}`] : []),
  ];
}

/**
 * Returns the number of further failed targets. They are only counted, because they may have failed at other events.
 */
function others({ otherTargets, hasMoreTargets }: KnownFailure): Mrkdwn {
  if (otherTargets === 0 && !hasMoreTargets) return mrkdwn``;
  const least = hasMoreTargets ? 'at least ' : '';
  return mrkdwn` (${least}${otherTargets} more ${otherTargets === 1 ? 'target' : 'targets'} failed)`;
}

/** Stands for the lines that are left out. */
const CUT = '…\n';

/**
 * Returns the last lines of the log, which hold the error, without secrets and without its first lines that name event
 * and script.
 */
function logTail({ logTail = '', lifecycleEvent, scriptName }: KnownFailure): KnownBlock[] {
  const head = new Set([`LifecycleEvent - ${lifecycleEvent}`, `Script - ${scriptName}`]);
  const all = maskSecrets(logTail).trim().split('\n');
  const start = all.findIndex((line) => !head.has(line.trim()));
  const own = all.slice(Math.max(start, 0));
  const lines = own.slice(-LOG_LINES).map((line) => cut(line.trimEnd(), LOG_LINE_CHARACTERS));
  while (lines.length > 1 && codeBlock(lines.join('\n')).mrkdwn.length > MAX_CHARACTERS.log - CUT.length) lines.shift();
  const text = lines.join('\n').trim();
  const shown = lines.length < own.length ? CUT + text : text;
  return text === '' ? [] : [expandedSection(cutMrkdwn(codeBlock(shown), MAX_CHARACTERS.log))];
}

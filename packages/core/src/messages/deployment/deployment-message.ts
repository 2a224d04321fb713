import { deploymentUrl } from '../../aws/console-links.ts';
import type { DeploymentReport, DeploymentStatus, InstanceCounts } from '../../reports/deployment-report.ts';
import { linkRow } from '../../slack/blocks.ts';
import { type SlackMessage, slackMessage } from '../../slack/message.ts';
import { cut, inline, link, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import {
  changeLine,
  changeNote,
  changeWarning,
  compareUrl,
  liveWording,
  type Progress,
  rollbackWording,
  rolledBackSentence,
} from '../change-lines.ts';
import { at, type Headline, headline, unknownStatus, type Wording } from '../headline.ts';
import { maskSecrets } from '../mask-secrets.ts';
import { dotted, longParagraphs, MAX_CHARACTERS, paragraphs, smallPrint, withLinks } from '../parts.ts';
import {
  commitBody,
  commitLink,
  commitOf,
  executionName,
  executionOf,
  originLine,
  pipelinePage,
  sourceNotes,
} from '../source-lines.ts';
import { durationOf, startAndEnd } from '../times.ts';
import { failedEvent, failureDetails } from './deployment-failure.ts';

/**
 * Returns the message of a deployment: headline, warning, why it failed, links, the failed script's log, the commit, what
 * it changed and facts, in this order: links stand before what is long, because Slack may fold an attachment.
 */
export function deploymentMessage(report: DeploymentReport): SlackMessage {
  const { text, color } = deploymentHeadline(report);
  const { source, change } = report;
  const progress = progressOf(report);
  const warning = isRollback(report) ? rollbackWarning(report, progress) : changeWarning(change, progress);
  const replaced = isRollback(report) ? [] : changeLine(change, progress);
  return slackMessage(text, color, [
    ...withLinks(
      [
        ...paragraphs(warning, MAX_CHARACTERS.warning),
        ...paragraphs(rolledBackBy(report), MAX_CHARACTERS.note),
        ...failedEvent(report),
      ],
      linkRow(links(report), report.linkStyle, MAX_CHARACTERS.address),
    ),
    ...failureDetails(report),
    ...longParagraphs(commitBody(source), MAX_CHARACTERS.body),
    ...smallPrint([...originLine(source), ...replaced], MAX_CHARACTERS.commit),
    ...smallPrint(
      [...rollbackNote(report), ...sourceNotes(source), ...changeNote(change, source)],
      MAX_CHARACTERS.note,
    ),
    ...smallPrint([facts(report)], MAX_CHARACTERS.facts),
  ]);
}

function progressOf({ status }: DeploymentReport): Progress {
  if (status === 'succeeded') return 'done';
  return status === 'failed' || status === 'stopped' ? 'tried' : 'ahead';
}

function facts({ instances, application, group, deploymentId, source, startedAt, endedAt }: DeploymentReport): Mrkdwn {
  return dotted([
    ...(instances ? [mrkdwn`${instanceSummary(instances)}`] : []),
    mrkdwn`${cut(inline(`${application} / ${group}`), 200)}`,
    mrkdwn`${cut(inline(deploymentId), 60)}`,
    executionName(executionOf(source)),
    ...startAndEnd(startedAt, endedAt),
  ]);
}

function links({ siteUrl, source, change, region, deploymentId }: DeploymentReport) {
  return [
    { label: 'Open site', url: siteUrl },
    commitLink(source),
    { label: 'What changed', url: compareUrl(change) },
    { label: 'Deployment', url: region && deploymentUrl(region, deploymentId) },
    { label: 'Pipeline', url: pipelinePage(source.pipelineRegion ?? region, source.pipeline, executionOf(source)) },
  ];
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

/** Returns whether this deployment rolls another one back that failed or was stopped. */
function isRollback({ rollback }: DeploymentReport): boolean {
  return rollback?.triggeringDeploymentId !== undefined;
}

/** Returns the headline: what, where, outcome, commit, duration and the error's code. */
function deploymentHeadline(report: DeploymentReport): Headline {
  return headline(wordingOf(report), report, where(report), [
    ...unknownStatus(report),
    commitOf(report.source),
    ...durationOf(report),
    ...errorCode(report),
  ]);
}

function wordingOf(report: DeploymentReport): Wording {
  if (isRollback(report)) return rollbackWording(ROLLBACK_WORDINGS[report.status], report.source);
  return report.status === 'succeeded' ? liveWording(report.change) : WORDINGS[report.status];
}

function where({ failure }: DeploymentReport): Mrkdwn {
  return failure?.kind === 'known' ? at(failure.lifecycleEvent, failure.errorCode) : mrkdwn``;
}

function errorCode({ status, error }: DeploymentReport): Mrkdwn[] {
  const code = inline(error?.code ?? '');
  return status === 'failed' && code ? [mrkdwn`${cut(code, 100)}`] : [];
}

/** Returns what a rollback rolls back, and because of which deployment; nothing for any other deployment. */
function rollbackWarning(report: DeploymentReport, progress: Progress): Mrkdwn[] {
  if (!isRollback(report)) return [];
  const { from, triggeringDeploymentId = '' } = report.rollback ?? {};
  const cause = mrkdwn`because deployment ${deploymentLink(report, triggeringDeploymentId)} did not succeed`;
  return [mrkdwn`${rolledBackSentence(from, report.source, progress)}, ${cause}.`];
}

/** Returns the line that names the deployment which rolls this one back, where there is one. */
function rolledBackBy(report: DeploymentReport): Mrkdwn[] {
  const { rollbackDeploymentId } = report.rollback ?? {};
  return rollbackDeploymentId
    ? [mrkdwn`↩️ Deployment ${deploymentLink(report, rollbackDeploymentId)} rolls it back.`]
    : [];
}

/**
 * Returns CodeDeploy's own sentence on the rollback, unless it only names a deployment that the message names already.
 */
function rollbackNote({ rollback, source }: DeploymentReport): Mrkdwn[] {
  const words = inline(maskSecrets(rollback?.message ?? ''));
  // Where the commit is unknown, the sentence names the deployment whose revision is deployed again.
  const named = [
    rollback?.rollbackDeploymentId,
    source.kind === 'known' ? rollback?.triggeringDeploymentId : undefined,
  ];
  return words === '' || named.some((id) => id && words.includes(id)) ? [] : [mrkdwn`↩️ ${words}`];
}

function deploymentLink({ region }: DeploymentReport, deploymentId: string): Mrkdwn {
  return link(region && deploymentUrl(region, deploymentId), cut(inline(deploymentId), 100), MAX_CHARACTERS.address);
}

/** Returns `1 of 3 instances, 2 failed`: how many succeeded, and how many are in which other state. */
function instanceSummary(counts: InstanceCounts): string {
  const { succeeded, failed, skipped, inProgress, pending, ready } = counts;
  const total = succeeded + failed + skipped + inProgress + pending + ready;
  const others = [
    [failed, 'failed'],
    [skipped, 'skipped'],
    [inProgress, 'in progress'],
    [pending, 'pending'],
    [ready, 'ready'],
  ] as const;
  return [
    `${succeeded} of ${total} instances`,
    ...others.filter(([count]) => count > 0).map(([count, state]) => `${count} ${state}`),
  ].join(', ');
}

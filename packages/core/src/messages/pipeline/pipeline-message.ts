import { pipelineExecutionUrl } from '../../aws/console-links.ts';
import type {
  DeployTarget,
  DeployTargets,
  PipelineReport,
  PipelineRollback,
  PipelineStatus,
} from '../../reports/pipeline-report.ts';
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
  originLine,
  pipelinePage,
  shortExecutionId,
  sourceNotes,
} from '../source-lines.ts';
import { durationOf, startAndEnd } from '../times.ts';
import { logLabel, pipelineFailure, shortReason, stageAndAction } from './pipeline-failure.ts';

/** How many targets a message names. */
const MAX_TARGETS = 5;

/**
 * Returns the message of a pipeline execution: headline, warning, why it failed, links, the commit, what it changed and
 * targets, in this order.
 */
export function pipelineMessage(report: PipelineReport): SlackMessage {
  const { text, color } = pipelineHeadline(report);
  const { source, change, rollback } = report;
  const progress = progressOf(report);
  const warning = rollback ? rollbackWarning(report, progress) : changeWarning(change, progress);
  const replaced = rollback ? [] : changeLine(change, progress);
  return slackMessage(text, color, [
    ...withLinks(
      [
        ...paragraphs(warning, MAX_CHARACTERS.warning),
        ...pipelineFailure(report),
        ...paragraphs(summary(report), MAX_CHARACTERS.error),
      ],
      linkRow(links(report), report.linkStyle, MAX_CHARACTERS.address),
    ),
    ...longParagraphs(commitBody(source), MAX_CHARACTERS.body),
    ...smallPrint([...originLine(source), ...replaced], MAX_CHARACTERS.commit),
    ...smallPrint([...sourceNotes(source), ...changeNote(change, source), ...targetsNote(report)], MAX_CHARACTERS.note),
    ...smallPrint([facts(report)], MAX_CHARACTERS.facts),
  ]);
}

function progressOf({ status }: PipelineReport): Progress {
  if (status === 'succeeded') return 'done';
  return status === 'started' || status === 'resumed' ? 'ahead' : 'tried';
}

/** Returns who stopped the execution and why; nothing for a failure, of which the failed action says more. */
function summary({ summary, failure }: PipelineReport): Mrkdwn[] {
  const words = inline(maskSecrets(summary ?? ''));
  return words && failure?.kind !== 'known' ? [mrkdwn`${words}`] : [];
}

function targetsNote({ status, targets }: PipelineReport): Mrkdwn[] {
  return status === 'succeeded' && targets.kind === 'unknown'
    ? [mrkdwn`❔ What it deployed to is unknown: ${inline(targets.reason)}`]
    : [];
}

function facts({ targets, pipeline, executionId, startedAt, endedAt }: PipelineReport): Mrkdwn {
  return dotted([
    ...targetNames(targets),
    mrkdwn`${cut(inline(pipeline), 100)}`,
    executionName(executionId),
    ...startAndEnd(startedAt, endedAt),
  ]);
}

function targetNames(targets: DeployTargets): Mrkdwn[] {
  if (targets.kind === 'unknown') return [];
  const others = targets.targets.length - MAX_TARGETS;
  return [...targets.targets.slice(0, MAX_TARGETS).map(targetName), ...(others > 0 ? [mrkdwn`${others} more`] : [])];
}

function targetName({ provider, name }: DeployTarget): Mrkdwn {
  return mrkdwn`${cut(inline(`${provider} ${name ?? ''}`), 100)}`;
}

function links({ siteUrl, failure, source, change, region, pipeline, executionId }: PipelineReport) {
  return [
    { label: 'Open site', url: siteUrl },
    ...(failure?.kind === 'known' ? [{ label: logLabel(failure.provider), url: failure.logUrl }] : []),
    commitLink(source),
    { label: 'What changed', url: compareUrl(change) },
    { label: 'Pipeline', url: pipelinePage(region, pipeline, executionId) },
  ];
}

const WORDINGS: Record<PipelineStatus, Wording> = {
  started: { emoji: '🚀', color: 'running', verb: 'pipeline started on' },
  resumed: { emoji: '🚀', color: 'running', verb: 'pipeline was resumed on' },
  succeeded: { emoji: '✅', color: 'good', verb: 'pipeline succeeded on' },
  failed: { emoji: '❌', color: 'bad', verb: 'pipeline failed on' },
  stopping: { emoji: '⏹️', color: 'warning', verb: 'pipeline is being stopped on' },
  stopped: { emoji: '⏹️', color: 'warning', verb: 'pipeline was stopped on' },
  superseded: { emoji: '⏭️', color: 'neutral', verb: 'pipeline execution was superseded by a newer one on' },
  canceled: { emoji: '⏹️', color: 'neutral', verb: 'pipeline execution was canceled on' },
  unknown: { emoji: 'ℹ️', color: 'neutral', verb: 'pipeline on' },
};

const ROLLBACK_WORDINGS: Record<PipelineStatus, Wording> = {
  started: { emoji: '↩️', color: 'warning', verb: 'is being rolled back on', lead: ' to ' },
  resumed: { emoji: '↩️', color: 'warning', verb: 'rollback was resumed on' },
  succeeded: { emoji: '↩️', color: 'warning', verb: 'was rolled back on', lead: ' to ' },
  failed: { emoji: '❌', color: 'bad', verb: 'rollback failed on' },
  stopping: { emoji: '⏹️', color: 'bad', verb: 'rollback is being stopped on' },
  stopped: { emoji: '⏹️', color: 'bad', verb: 'rollback was stopped on' },
  superseded: { emoji: '⏭️', color: 'warning', verb: 'rollback was superseded by a newer execution on' },
  canceled: { emoji: '⏹️', color: 'warning', verb: 'rollback was canceled on' },
  unknown: { emoji: '↩️', color: 'warning', verb: 'rollback on' },
};

/** Returns the headline: what, where, outcome, the failed action, commit and duration. */
function pipelineHeadline(report: PipelineReport): Headline {
  return headline(wordingOf(report), report, where(report), [
    ...unknownStatus(report),
    commitOf(report.source),
    ...durationOf(report),
  ]);
}

function wordingOf(report: PipelineReport): Wording {
  if (report.rollback) return rollbackWording(ROLLBACK_WORDINGS[report.status], report.source);
  return report.status === 'succeeded' && hasDeployed(report) ? liveWording(report.change) : WORDINGS[report.status];
}

function hasDeployed({ targets }: PipelineReport): boolean {
  return targets.kind === 'known' && targets.targets.length > 0;
}

function where({ failure }: PipelineReport): Mrkdwn {
  return failure?.kind === 'known' ? at(stageAndAction(failure.stage, failure.action), shortReason(failure)) : mrkdwn``;
}

/** Returns what a rollback rolls back, who began it and because of which execution; nothing for any other execution. */
function rollbackWarning(report: PipelineReport, progress: Progress): Mrkdwn[] {
  const { rollback, source } = report;
  return rollback ? [mrkdwn`${rolledBackSentence(rollback.from, source, progress)}${reason(report, rollback)}.`] : [];
}

function reason(report: PipelineReport, rollback: PipelineRollback): Mrkdwn {
  const { isAutomatic, failedExecutionId, targetExecutionId } = rollback;
  if (isAutomatic) {
    return failedExecutionId === undefined
      ? mrkdwn`, because a stage failed`
      : mrkdwn`, because execution ${executionLink(report, failedExecutionId)} failed`;
  }
  return targetExecutionId === undefined
    ? mrkdwn`: a person rolled back`
    : mrkdwn`: a person rolled back to execution ${executionLink(report, targetExecutionId)}`;
}

function executionLink({ region, pipeline }: PipelineReport, executionId: string): Mrkdwn {
  return link(
    region && pipelineExecutionUrl(region, pipeline, executionId),
    shortExecutionId(executionId),
    MAX_CHARACTERS.address,
  );
}

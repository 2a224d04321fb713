import { pipelineExecutionUrl } from '../../aws/console-links.ts';
import type { PipelineReport, PipelineRollback, PipelineStatus } from '../../reports/pipeline-report.ts';
import { type SlackMessage, slackMessage } from '../../slack/message.ts';
import { cut, inline, joinMrkdwn, link, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import {
  changeLine,
  changeNote,
  changeWarning,
  compareUrl,
  liveWording,
  rollbackWording,
  rolledBackSentence,
} from '../change-lines.ts';
import { at, attemptOf, type Headline, headline, unknownStatus, type Wording } from '../headline.ts';
import { KEPT_OF_PIPELINE } from '../kept-members.ts';
import { maskReport } from '../mask-report.ts';
import { dotted, MAX_CHARACTERS, paragraphs, smallPrint, visible, withLinks } from '../parts.ts';
import { rowOfLinks } from '../row-of-links.ts';
import {
  commitBody,
  commitLink,
  commitOf,
  executionName,
  originLine,
  otherSources,
  type Progress,
  pipelinePage,
  shortExecutionId,
  sourceNote,
} from '../source-lines.ts';
import { afterFailures, successNotes } from '../success-words.ts';
import { durationOf, startAndEnd } from '../times.ts';
import { logLabel, pipelineFailure, stageAndAction } from './pipeline-failure.ts';
import { shortReason } from './short-reason.ts';
import {
  hasDeployed,
  hasDeployedAll,
  hasDeployedNothing,
  outcomeLines,
  targetName,
  targetNames,
} from './target-lines.ts';

/**
 * Returns the message of a pipeline execution: headline, warning, why it failed, which targets have the commit, links, who
 * wrote the commit, what it replaced, what is unknown or uncertain, who started it, and the commit's body, in this order.
 */
export function pipelineMessage(unmasked: PipelineReport): SlackMessage {
  const report = maskReport(unmasked, KEPT_OF_PIPELINE);
  const { text, color } = pipelineHeadline(report);
  const { source, change, rollback } = report;
  const warning = rollback ? rollbackWarning(report) : changeWarning(change?.change, progressOf(report));
  const blocks = [
    ...withLinks(
      [
        ...paragraphs(warning, MAX_CHARACTERS.warning),
        ...pipelineFailure(report),
        ...paragraphs(summary(report), MAX_CHARACTERS.error),
        ...paragraphs([joinMrkdwn(outcomes(report), '\n')], MAX_CHARACTERS.targets),
        ...smallPrint(untouched(report), MAX_CHARACTERS.note),
      ],
      rowOfLinks(links(report), report),
    ),
    ...smallPrint(
      visible('changes', report, [...(source ? originLine(source) : []), ...replaced(report)]),
      MAX_CHARACTERS.commit,
    ),
    ...smallPrint(
      [
        ...(source ? [...sourceNote(source, progressOf(report)), ...changeNote(change?.change, source)] : []),
        ...targetsNote(report),
        ...successNotes(report),
      ],
      MAX_CHARACTERS.note,
    ),
    ...smallPrint(visible('facts', report, [...startedBy(report), ...variables(report)]), MAX_CHARACTERS.note),
    ...paragraphs(visible('commit_body', report, source ? commitBody(source) : []), MAX_CHARACTERS.body),
    ...smallPrint(otherSources(source, report), MAX_CHARACTERS.note),
    ...smallPrint(visible('facts', report, [facts(report)]), MAX_CHARACTERS.facts),
  ];
  return slackMessage(text, color, blocks, report.team.mentions);
}

/** Returns how far the target has come that the change is about; where it is about no single one, the execution. */
function progressOf({ status, change }: PipelineReport): Progress {
  if (status === 'started' || status === 'resumed') return 'ahead';
  const hasIt = change?.target ? change.target.outcome === 'deployed' : status === 'succeeded';
  return hasIt ? 'done' : 'tried';
}

/**
 * Returns what the commit replaced or was to replace, and where that was if there are several targets. That one target
 * never had a deployment is no news beside those that have the commit now.
 */
function replaced(report: PipelineReport): Mrkdwn[] {
  const { change, targets, rollback } = report;
  const progress = progressOf(report);
  if (rollback || (change?.change.kind === 'first' && progress === 'tried' && hasDeployed(report))) return [];
  const isOneOfSeveral = targets.kind === 'known' && targets.targets.length > 1;
  const where = isOneOfSeveral && change?.target ? [targetName(change.target, report)] : [];
  return changeLine(change?.change, progress).map((line) => dotted([line, ...where]));
}

/** Returns CodePipeline's sentence, unless the failed action says more, and why somebody stopped the execution. */
function summary({ summary, stopReason, failure }: PipelineReport): Mrkdwn[] {
  const words = failure?.kind === 'known' ? '' : inline(summary ?? '');
  const reason = inline(stopReason ?? '');
  const lines = [
    ...(reason.includes(words) ? [] : [mrkdwn`${words}`]),
    ...(reason === '' || (words !== reason && words.includes(reason)) ? [] : [mrkdwn`Reason: ${reason}`]),
  ];
  return [joinMrkdwn(lines, '\n')];
}

/** Returns which targets have the commit and which have not; the facts name the targets of a plain success. */
function outcomes(report: PipelineReport): Mrkdwn[] {
  return isUnderWay(report) || isPlainSuccess(report) || hasDeployedNothing(report) ? [] : outcomeLines(report);
}

function isUnderWay({ status }: PipelineReport): boolean {
  return status === 'started' || status === 'resumed';
}

function isPlainSuccess(report: PipelineReport): boolean {
  return report.status === 'succeeded' && hasDeployedAll(report);
}

function untouched(report: PipelineReport): Mrkdwn[] {
  return hasDeployedNothing(report) && !isUnderWay(report)
    ? [mrkdwn`Nothing was deployed to ${targetNames(report)}`]
    : [];
}

function startedBy({ status, startedBy }: PipelineReport): Mrkdwn[] {
  return startedBy === undefined || status === 'started' ? [] : [mrkdwn`Started by ${personOf(startedBy)}`];
}

function personOf(name: string): string {
  return cut(inline(name), 100);
}

/** Returns `Variables: TAG=1.4.2 · STAGE=prod`. */
function variables({ variables }: PipelineReport): Mrkdwn[] {
  const values = variables.map(([name, value]) => mrkdwn`${cut(inline(`${name}=${value}`), 100)}`);
  return values.length === 0 ? [] : [mrkdwn`Variables: ${dotted(values)}`];
}

function targetsNote(report: PipelineReport): Mrkdwn[] {
  const { targets, failure, endedAt } = report;
  const isSaid = targets.kind === 'unknown' && failure?.kind === 'unknown' && failure.reason === targets.reason;
  return targets.kind === 'unknown' && endedAt !== undefined && !isSaid
    ? [mrkdwn`❔ What it deployed to is unknown: ${inline(targets.reason)}`]
    : [];
}

function facts(report: PipelineReport): Mrkdwn {
  const { pipeline, executionId, startedAt, endedAt } = report;
  return dotted([
    ...(isPlainSuccess(report) ? [targetNames(report)] : []),
    mrkdwn`${cut(inline(pipeline), 100)}`,
    executionName(executionId),
    ...startAndEnd(startedAt, endedAt),
  ]);
}

function links({ siteUrl, failure, source, change, region, pipeline, executionId }: PipelineReport) {
  return [
    { label: 'Open site', url: siteUrl },
    ...(failure?.kind === 'known' ? [{ label: logLabel(failure.provider), url: failure.logUrl }] : []),
    commitLink(source),
    { label: 'What changed', url: compareUrl(change?.change) },
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

/** Returns the headline: what, where, outcome, the failed action, commit, attempt and duration. */
function pipelineHeadline(report: PipelineReport): Headline {
  return headline(wordingOf(report), report, where(report), [
    ...unknownStatus(report),
    ...(report.source ? [commitOf(report.source)] : []),
    ...attemptOf(report),
    ...durationOf(report),
  ]);
}

function wordingOf(report: PipelineReport): Wording {
  const { status, rollback, source, change, startedBy } = report;
  if (rollback) return source ? rollbackWording(ROLLBACK_WORDINGS[status], source) : ROLLBACK_WORDINGS[status];
  const after = afterFailures(report);
  if (status === 'succeeded' && hasDeployed(report)) return liveWording(change?.change, after);
  if (after !== '') return { ...WORDINGS[status], verb: 'pipeline succeeded again on', addition: after };
  return status === 'started' && startedBy !== undefined
    ? { ...WORDINGS.started, addition: ` by ${personOf(startedBy)}` }
    : WORDINGS[status];
}

function where({ failure }: PipelineReport): Mrkdwn {
  return failure?.kind === 'known'
    ? at(stageAndAction(failure.stage, failure.action), shortReason(failure).words)
    : mrkdwn``;
}

/** Returns what a rollback rolls back, who began it and because of which execution; nothing for any other execution. */
function rollbackWarning(report: PipelineReport): Mrkdwn[] {
  const { rollback, source } = report;
  return rollback && source
    ? [mrkdwn`${rolledBackSentence(rollback.from, source, progressOf(report))}${reason(report, rollback)}.`]
    : [];
}

function reason(report: PipelineReport, rollback: PipelineRollback): Mrkdwn {
  const { isAutomatic, startedBy, failedExecutionId, targetExecutionId } = rollback;
  if (isAutomatic) {
    return failedExecutionId === undefined
      ? mrkdwn`, because a stage failed`
      : mrkdwn`, because execution ${executionLink(report, failedExecutionId)} failed`;
  }
  const who = startedBy === undefined ? 'a person' : personOf(startedBy);
  return targetExecutionId === undefined
    ? mrkdwn`: ${who} rolled back`
    : mrkdwn`: ${who} rolled back to execution ${executionLink(report, targetExecutionId)}`;
}

function executionLink({ region, pipeline }: PipelineReport, executionId: string): Mrkdwn {
  return link(
    region && pipelineExecutionUrl(region, pipeline, executionId),
    shortExecutionId(executionId),
    MAX_CHARACTERS.address,
  );
}

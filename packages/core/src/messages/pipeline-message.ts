import type { DeployTarget, DeployTargets, PipelineReport } from '../reports/pipeline-report.ts';
import { linkButtons } from '../slack/blocks.ts';
import { type SlackMessage, slackMessage } from '../slack/message.ts';
import { cut, inline, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import { changeLine, changeNote, changeWarning, compareUrl, type Progress } from './change-lines.ts';
import { maskSecrets } from './mask-secrets.ts';
import { dotted, paragraphs, smallPrint } from './parts.ts';
import { logLabel, pipelineFailure } from './pipeline-failure.ts';
import { pipelineHeadline } from './pipeline-headline.ts';
import { pipelineRollbackWarning } from './pipeline-rollback.ts';
import { executionName } from './revision-name.ts';
import { ROOM } from './room.ts';
import { commitBody, commitLink, originLine, pipelinePage, sourceNotes } from './source-lines.ts';
import { timeSpan } from './time-span.ts';

/** How many targets a message names. */
const TARGETS = 5;

/** An execution of a pipeline as Slack shows it: headline, what to beware of, why it failed, commit, targets, links. */
export function pipelineMessage(report: PipelineReport): SlackMessage {
  const { text, color } = pipelineHeadline(report);
  const { source, change, rollback } = report;
  const progress = progressOf(report);
  const warning = rollback ? pipelineRollbackWarning(report, progress) : changeWarning(change, progress);
  const replaced = rollback ? [] : changeLine(change, progress);
  return slackMessage(text, color, [
    ...paragraphs(warning, ROOM.warning),
    ...pipelineFailure(report),
    ...paragraphs(summary(report), ROOM.error),
    ...paragraphs(commitBody(source), ROOM.body),
    ...smallPrint([...originLine(source), ...replaced], ROOM.commit),
    ...smallPrint([...sourceNotes(source), ...changeNote(change, source), ...targetsNote(report)], ROOM.note),
    ...smallPrint([facts(report)], ROOM.facts),
    ...linkButtons(links(report), ROOM.address),
  ]);
}

function progressOf({ status }: PipelineReport): Progress {
  if (status === 'succeeded') return 'done';
  return status === 'started' || status === 'resumed' ? 'ahead' : 'tried';
}

/** Who stopped it and why; of a failure the failed action says more. */
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
    ...timeSpan(startedAt, endedAt),
  ]);
}

function targetNames(targets: DeployTargets): Mrkdwn[] {
  if (targets.kind === 'unknown') return [];
  const others = targets.targets.length - TARGETS;
  return [...targets.targets.slice(0, TARGETS).map(targetName), ...(others > 0 ? [mrkdwn`${others} more`] : [])];
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

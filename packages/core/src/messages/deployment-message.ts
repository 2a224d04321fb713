import { deploymentUrl } from '../aws/console-links.ts';
import type { DeploymentReport } from '../reports/deployment-report.ts';
import { linkButtons } from '../slack/blocks.ts';
import { type SlackMessage, slackMessage } from '../slack/message.ts';
import { cut, inline, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import { changeLine, changeNote, changeWarning, compareUrl, type Progress } from './change-lines.ts';
import { deploymentFailure } from './deployment-failure.ts';
import { deploymentHeadline, isRollback } from './deployment-headline.ts';
import { instanceSummary } from './instance-summary.ts';
import { dotted, paragraphs, smallPrint } from './parts.ts';
import { executionName } from './revision-name.ts';
import { rollbackNote, rollbackWarning, rolledBackBy } from './rollback-lines.ts';
import { ROOM } from './room.ts';
import { commitBody, commitLink, executionOf, originLine, pipelinePage, sourceNotes } from './source-lines.ts';
import { timeSpan } from './time-span.ts';

/** A deployment as Slack shows it: headline, what to beware of, why it failed, the commit, what it changed, links. */
export function deploymentMessage(report: DeploymentReport): SlackMessage {
  const { text, color } = deploymentHeadline(report);
  const { source, change } = report;
  const progress = progressOf(report);
  const warning = isRollback(report) ? rollbackWarning(report, progress) : changeWarning(change, progress);
  const replaced = isRollback(report) ? [] : changeLine(change, progress);
  return slackMessage(text, color, [
    ...paragraphs(warning, ROOM.warning),
    ...paragraphs(rolledBackBy(report), ROOM.note),
    ...deploymentFailure(report),
    ...paragraphs(commitBody(source), ROOM.body),
    ...smallPrint([...originLine(source), ...replaced], ROOM.commit),
    ...smallPrint([...rollbackNote(report), ...sourceNotes(source), ...changeNote(change, source)], ROOM.note),
    ...smallPrint([facts(report)], ROOM.facts),
    ...linkButtons(links(report), ROOM.address),
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
    ...timeSpan(startedAt, endedAt),
  ]);
}

function links({ siteUrl, source, change, region, deploymentId }: DeploymentReport) {
  return [
    { label: 'Open site', url: siteUrl },
    commitLink(source),
    { label: 'What changed', url: compareUrl(change) },
    { label: 'Deployment', url: region && deploymentUrl(region, deploymentId) },
    { label: 'Pipeline', url: pipelinePage(region, source.pipeline, executionOf(source)) },
  ];
}

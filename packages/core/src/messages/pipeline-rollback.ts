import { pipelineExecutionUrl } from '../aws/console-links.ts';
import type { PipelineReport, PipelineRollback } from '../reports/pipeline-report.ts';
import { link, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import type { Progress } from './change-lines.ts';
import { shortExecutionId } from './revision-name.ts';
import { takenBack } from './rollback-lines.ts';
import { ROOM } from './room.ts';

/** What a rolling back execution takes back, by whom and because of which other one. */
export const pipelineRollbackWarning = (report: PipelineReport, progress: Progress): Mrkdwn[] => {
  const { rollback, source } = report;
  return rollback ? [mrkdwn`${takenBack(rollback.from, source, progress)}, ${reason(report, rollback)}.`] : [];
};

const reason = (
  report: PipelineReport,
  { isAutomatic, failedExecutionId, targetExecutionId }: PipelineRollback,
): Mrkdwn => {
  if (!isAutomatic) return mrkdwn`started by a person${executionLink(report, ' to execution ', targetExecutionId)}`;
  return failedExecutionId === undefined
    ? mrkdwn`started by CodePipeline because a stage failed`
    : mrkdwn`because${executionLink(report, ' execution ', failedExecutionId)} failed`;
};

const executionLink = ({ region, pipeline }: PipelineReport, words: string, id: string | undefined): Mrkdwn => {
  if (id === undefined) return mrkdwn``;
  return mrkdwn`${words}${link(region && pipelineExecutionUrl(region, pipeline, id), shortExecutionId(id), ROOM.address)}`;
};

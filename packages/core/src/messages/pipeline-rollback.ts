import { pipelineExecutionUrl } from '../aws/console-links.ts';
import type { PipelineReport, PipelineRollback } from '../reports/pipeline-report.ts';
import { link, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import type { Progress } from './change-lines.ts';
import { shortExecutionId } from './revision-name.ts';
import { takenBack } from './rollback-lines.ts';
import { ROOM } from './room.ts';

/** What a rolling back execution takes back, by whom and because of which other one. */
export function pipelineRollbackWarning(report: PipelineReport, progress: Progress): Mrkdwn[] {
  const { rollback, source } = report;
  return rollback ? [mrkdwn`${takenBack(rollback.from, source, progress)}${reason(report, rollback)}.`] : [];
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
    ROOM.address,
  );
}

import type { ExecutionReport, ExecutionStatus } from '../reports/execution-report.ts';
import type { Color } from '../slack/message.ts';
import { bold, cut, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import { formatDuration } from './duration.ts';
import { typicalDurationNote } from './typical-duration.ts';

interface Wording {
  readonly emoji: string;
  readonly color: Color;
  /** What comes between the name and the environment. */
  readonly verb: string;
  /** What comes before the duration; none is told of an execution that has not ended. */
  readonly span?: string;
}

const WORDINGS: Record<ExecutionStatus, Wording> = {
  running: { emoji: '▶️', color: 'running', verb: 'is running on' },
  succeeded: { emoji: '✅', color: 'good', verb: 'succeeded on', span: 'in' },
  failed: { emoji: '❌', color: 'bad', verb: 'failed on', span: 'after' },
  timed_out: { emoji: '⏱️', color: 'bad', verb: 'timed out on', span: 'after' },
  aborted: { emoji: '⏹️', color: 'warning', verb: 'was aborted on', span: 'after' },
  pending_redrive: { emoji: '🕒', color: 'running', verb: 'waits to be redriven on' },
  unknown: { emoji: 'ℹ️', color: 'neutral', verb: 'changed its status on' },
};

/** What, where, outcome, at which state, how long, whether that is unusual, and the error's name, on one line. */
export function executionHeadline(report: ExecutionReport): { text: Mrkdwn; color: Color } {
  const { emoji, color, verb, span } = WORDINGS[report.status];
  const outcome = joinMrkdwn(
    [
      mrkdwn`${emoji} ${bold(cut(report.name, 100))} ${verb} ${bold(cut(report.environment, 100))}`,
      ...place(report),
      ...duration(report, span),
      ...(report.redriveCount > 0 ? [mrkdwn`(redrive ${report.redriveCount})`] : []),
    ],
    ' ',
  );
  const detail = detailOf(report);
  return { text: detail === '' ? outcome : mrkdwn`${outcome}: ${detail}`, color };
}

/** The error's name, of a nested execution's failure the innermost one, unless the headline has said it in words. */
function detailOf({ status, statusText, error, failure }: ExecutionReport): string {
  if (status === 'timed_out' && error?.name === 'States.Timeout') return '';
  return cut(inline((status === 'unknown' ? statusText : (failure?.error ?? error?.name)) ?? ''), 100);
}

function place({ stoppedAt: [first, ...others] }: ExecutionReport): Mrkdwn[] {
  if (first === undefined) return [];
  const more = others.length === 0 ? mrkdwn`` : mrkdwn` and ${others.length} more`;
  return [mrkdwn`at ${bold(cut(first, 80))}${more}`];
}

function duration(report: ExecutionReport, span: string | undefined): Mrkdwn[] {
  const { startedAt, endedAt } = report;
  if (!span || !startedAt || !endedAt) return [];
  const note = typicalDurationNote(report);
  const time = mrkdwn`${span} ${formatDuration(endedAt.getTime() - startedAt.getTime())}`;
  return [note ? mrkdwn`${time} (${note})` : time];
}

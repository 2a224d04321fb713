import type { ExecutionReport, ExecutionStatus } from '../../reports/execution-report.ts';
import type { Color } from '../../slack/message.ts';
import { bold, cut, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { formatDuration } from '../times.ts';

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

/** Fewer executions than these tell nothing of what is typical. */
const ENOUGH = 3;
/** Below it a difference is noise, however large it is in proportion: a cold start alone takes seconds. */
const NOISE_MS = 5_000;
const SLOWER = 1.5;
const FASTER = 0.5;

type Ended = Pick<ExecutionReport, 'status' | 'redriveCount' | 'startedAt' | 'endedAt' | 'typicalDuration'>;

/**
 * How an execution compares with the typical duration: `as usual` for one that succeeded in about the usual time, else `usually
 * 6m 10s`, which leaves the judgement to the reader, for a failure cuts any execution short. Undefined where there is
 * nothing to compare with, and of a redrive, which runs only what had failed.
 */
export function typicalDurationNote({
  status,
  redriveCount,
  startedAt,
  endedAt,
  typicalDuration,
}: Ended): string | undefined {
  if (!startedAt || !endedAt || redriveCount > 0) return undefined;
  if (typicalDuration === undefined || typicalDuration.unknown !== undefined || typicalDuration.of < ENOUGH)
    return undefined;
  const took = endedAt.getTime() - startedAt.getTime();
  const isNear = took < typicalDuration.median * SLOWER && took > typicalDuration.median * FASTER;
  const isAsUsual = isNear || Math.abs(took - typicalDuration.median) < NOISE_MS;
  return status === 'succeeded' && isAsUsual ? 'as usual' : `usually ${formatDuration(typicalDuration.median)}`;
}

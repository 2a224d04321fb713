import type { ExecutionFailure, ExecutionReport, ExecutionStatus, StateLine } from '../../reports/execution-report.ts';
import { typicalMs } from '../../reports/typical-duration.ts';
import type { Color } from '../../slack/message.ts';
import { bold, cut, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { afterFailures } from '../success-words.ts';
import { formatDuration } from '../times.ts';
import { errorNameIn } from './cause/error-name.ts';
import { ERROR_CHARACTERS, failureCause } from './execution-failure.ts';

interface Wording {
  readonly emoji: string;
  readonly color: Color;
  /** What comes between the name and the environment. */
  readonly verb: string;
  /** What comes before the duration; undefined for an execution that has not ended, which has no duration. */
  readonly beforeDuration?: string;
}

const WORDINGS: Record<ExecutionStatus, Wording> = {
  running: { emoji: '▶️', color: 'running', verb: 'is running on' },
  succeeded: { emoji: '✅', color: 'good', verb: 'succeeded on', beforeDuration: 'in' },
  failed: { emoji: '❌', color: 'bad', verb: 'failed on', beforeDuration: 'after' },
  timed_out: { emoji: '⏱️', color: 'bad', verb: 'timed out on', beforeDuration: 'after' },
  aborted: { emoji: '⏹️', color: 'warning', verb: 'was aborted on', beforeDuration: 'after' },
  pending_redrive: { emoji: '🕒', color: 'running', verb: 'waits to be redriven on' },
  unknown: { emoji: 'ℹ️', color: 'neutral', verb: 'changed its status on' },
};

/**
 * Returns the headline: what, where, outcome, the failed state, the duration compared with the typical one, and the
 * error's name.
 */
export function executionHeadline(report: ExecutionReport): { text: Mrkdwn; color: Color } {
  const { status, lines } = report;
  const tolerated = status === 'succeeded' && failedItems(lines.filter(({ outcome }) => outcome === 'succeeded'));
  const { beforeDuration, ...wording } = WORDINGS[status];
  const after = afterFailures(report);
  const verb = after === '' ? wording.verb : 'succeeded again on';
  const time = duration(report, after === '' ? beforeDuration : 'took');
  const { emoji, color } = tolerated ? TOLERATED : wording;
  const outcome = joinMrkdwn(
    [
      mrkdwn`${emoji} ${bold(cut(report.name, 100))} ${verb} ${bold(cut(report.environment, 100))}${after}${after && time.length > 0 ? ',' : ''}`,
      ...where(report),
      ...time,
      ...(report.redriveCount > 0 ? [mrkdwn`(redrive ${report.redriveCount})`] : []),
    ],
    ' ',
  );
  const detail = detailOf(report);
  if (tolerated) return { text: mrkdwn`${outcome}, ${tolerated}`, color };
  return { text: detail === '' ? outcome : mrkdwn`${outcome}: ${detail}`, color };
}

/** How an execution looks of which items failed, though no more than its Maps tolerate. */
const TOLERATED = { emoji: '⚠️', color: 'warning' } as const;

/** Returns how many items of the distributed Maps failed; undefined for none. */
function failedItems(lines: readonly StateLine[]): string | undefined {
  const counts = lines.flatMap(({ iterations }) => (iterations?.distributed ? [iterations] : []));
  const failed = sum(counts.map(({ outcomes }) => (outcomes.failed ?? 0) + (outcomes.timed_out ?? 0)));
  const all = sum(counts.map(({ total }) => total));
  return failed === 0 ? undefined : `${grouped(failed)} of ${grouped(all)} ${all === 1 ? 'item' : 'items'} failed`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}

function grouped(number: number): string {
  return number.toLocaleString('en-US');
}

/**
 * Returns the name of the innermost error, unless the headline says it in words, or AWS's own word for an unknown
 * status. The cause may have a better name than the one of Step Functions for every failed task.
 */
function detailOf(report: ExecutionReport): string {
  const { status, statusText, error, failure, lines } = report;
  if (status === 'unknown') return cut(inline(statusText), ERROR_CHARACTERS);
  if (status === 'timed_out' && error?.name === 'States.Timeout') return '';
  if (isHistoryFull(report)) return 'history limit of 25,000 events';
  const name = failure?.error ?? error?.name ?? '';
  const better = name === 'States.TaskFailed' ? errorNameIn(failureCause(report)) : undefined;
  const items = failure && failedItems(lines.slice(failure.line, failure.line + 1));
  return `${cut(inline(better ?? name), ERROR_CHARACTERS)}${items ? ` (${items})` : ''}`;
}

/**
 * Returns whether the limit of the history ended the execution: it failed, and no state did.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/bp-history-limit.html
 */
function isHistoryFull({ status, failure, stoppedAt, error }: ExecutionReport): boolean {
  if (status !== 'failed' || failure) return false;
  return stoppedAt.length > 0 || /maximum number of history events/i.test(error?.cause ?? '');
}

/**
 * Returns the state that broke, with those that failed after it, or the states that were under way when the execution was
 * stopped: nothing is said to have failed at those.
 */
function where({ status, failure, stoppedAt: [first, ...others] }: ExecutionReport): Mrkdwn[] {
  if (failure) return [joinMrkdwn([mrkdwn`at ${stateName(failure.state)}`, ...afterwards(failure)], ' ')];
  if (first === undefined) return [];
  const more = others.length === 0 ? mrkdwn`` : mrkdwn` and ${others.length} more`;
  return [mrkdwn`${status === 'failed' ? 'while in' : 'at'} ${stateName(first)}${more}`];
}

function afterwards({ later }: ExecutionFailure): Mrkdwn[] {
  const states = later.flatMap(({ state }) => (state === undefined ? [] : [stateName(state)]));
  return states.length === 0 ? [] : [mrkdwn`(then ${joinMrkdwn(states, ', ')})`];
}

function stateName(state: string): Mrkdwn {
  return bold(cut(state, 80));
}

function duration(report: ExecutionReport, beforeDuration: string | undefined): Mrkdwn[] {
  const { startedAt, endedAt } = report;
  if (!beforeDuration || !startedAt || !endedAt) return [];
  const note = typicalDurationNote(report);
  const time = mrkdwn`${beforeDuration} ${formatDuration(endedAt.getTime() - startedAt.getTime())}`;
  return [note ? mrkdwn`${time} (${note})` : time];
}

/** A difference below this is noise, whatever its proportion: a cold start alone takes seconds. */
const NOISE_MS = 5_000;
/** An execution is slow or fast when it took this many times the typical duration. */
const SLOW_FACTOR = 1.5;
const FAST_FACTOR = 0.5;

type Ended = Pick<ExecutionReport, 'status' | 'redriveCount' | 'startedAt' | 'endedAt' | 'typicalDuration' | 'isSlow'>;

/**
 * Returns how an execution compares with the typical duration: `as usual` for one that succeeded in about that time, else
 * `usually 6m 10s`, which leaves the judgement to the reader, because a failure cuts any execution short. Undefined where
 * there is nothing to compare with, and for a redrive, which runs only what had failed.
 */
export function typicalDurationNote({
  status,
  redriveCount,
  startedAt,
  endedAt,
  typicalDuration,
  isSlow,
}: Ended): string | undefined {
  if (!startedAt || !endedAt || redriveCount > 0) return undefined;
  const usual = typicalMs(typicalDuration);
  if (usual === undefined) return undefined;
  const took = endedAt.getTime() - startedAt.getTime();
  const isNear = took < usual * SLOW_FACTOR && took > usual * FAST_FACTOR;
  const isAsUsual = !isSlow && (isNear || Math.abs(took - usual) < NOISE_MS);
  return status === 'succeeded' && isAsUsual ? 'as usual' : `usually ${formatDuration(usual)}`;
}

import { type Iterations, type OutcomeCounts, STATE_OUTCOMES, type StateLine } from '../reports/state-line.ts';
import { inline } from '../slack/text.ts';
import { formatDuration } from './duration.ts';

/** Step Functions' own name for a state that ran longer than it may, which says all that "timed out" would. */
const TIMEOUT = 'States.Timeout';

const OUTCOME_WORDS = {
  failed: 'failed',
  timed_out: 'timed out',
  aborted: 'aborted',
  open: 'unfinished',
  caught: 'caught',
  succeeded: 'succeeded',
} as const;

/** `3 failed, 20 aborted`, the worst first. */
export function tally(counts: OutcomeCounts): string {
  return STATE_OUTCOMES.filter((outcome) => (counts[outcome] ?? 0) > 0)
    .map((outcome) => `${counts[outcome]} ${OUTCOME_WORDS[outcome]}`)
    .join(', ');
}

/** What became of the lines, each by its worst outcome. */
export function countOutcomes(lines: readonly StateLine[]): OutcomeCounts {
  const counts: Partial<Record<StateLine['outcome'], number>> = {};
  for (const { outcome } of lines) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/**
 * What a reader should know of a line beyond outcome and time, a few words each: errors, retries, what became of many.
 * `isTold` is whether a line inside of it tells its error already.
 */
export function lineNotes(line: StateLine, isTold: boolean): string[] {
  const error = isTold ? undefined : inline(line.errors.at(-1) ?? '') || undefined;
  return [
    ...outcomeNotes(line, error),
    ...retryNote(line, error),
    ...(line.iterations ? iterationNotes(line.iterations) : []),
    ...(line.iterations && line.visits > 1 ? [`entered ${line.visits} times`] : []),
    ...(line.branches === undefined ? [] : [line.branches === 1 ? '1 branch' : `${line.branches} branches`]),
  ];
}

function outcomeNotes({ outcome, outcomes }: StateLine, error: string | undefined): string[] {
  if (outcome === 'succeeded') return [];
  if (total(outcomes) > 1) return [tally({ ...outcomes, succeeded: 0 }), ...(error ? [error] : [])];
  if (outcome === 'caught') return [error ? `caught ${error}` : 'error caught'];
  if (outcome === 'failed' || error === TIMEOUT) return error ? [error] : [];
  return [OUTCOME_WORDS[outcome], ...(error ? [error] : [])];
}

/** Of a state that got there in the end, the error is why it was tried again. */
function retryNote({ retries, outcome }: StateLine, error: string | undefined): string[] {
  if (retries === 0) return [];
  return [retries === 1 ? '1 retry' : `${retries} retries`, ...(outcome === 'succeeded' && error ? [error] : [])];
}

/** Iterations are counted from 0, as the console does. */
function iterationNotes({ total, outcomes, slowest, firstFailed, unknown }: Iterations): string[] {
  if (unknown !== undefined) return ['iterations unknown'];
  const unsuccessful = tally({ ...outcomes, succeeded: 0 });
  return [
    ...(unsuccessful ? [unsuccessful] : []),
    ...(firstFailed === undefined ? [] : [`first failed #${firstFailed}`]),
    ...(slowest === undefined || total < 2 ? [] : [`slowest #${slowest.iteration} ${formatDuration(slowest.ms)}`]),
  ];
}

function total(counts: OutcomeCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + (count ?? 0), 0);
}

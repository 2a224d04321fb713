import {
  type Iterations,
  type OutcomeCounts,
  STATE_OUTCOMES,
  type StateLine,
  type StateOutcome,
} from '../../../reports/execution-report.ts';
import { cut, inline } from '../../../slack/text.ts';
import { formatDuration } from '../../times.ts';
import { cutMiddleToWidth, displayWidth, leftToRight, padEndToWidth } from './display-width.ts';
import { type Axis, coveredTime, drawBar } from './timeline-bar.ts';

/** Columns of a code block on a phone that is 390 points wide, and one to spare; a longer line is wrapped there. */
const PHONE = 37;
const BAR = { min: 10, max: 20 } as const;
const MAX_INDENTS = 6;

/** Not one of them has an emoji form, which would be wider than a column. */
const MARKS: Record<StateOutcome, string> = {
  succeeded: '✓',
  caught: '↷',
  failed: '✗',
  timed_out: '✗',
  aborted: '■',
  open: '…',
};

/** Of a name or an error; AWS allows 80 and 256 characters. */
const LONG = 256;

const NO_BREAK_SPACE = '\u00a0';

/** A line of the report with what the others say about it. */
export interface TimelineRow {
  readonly line: StateLine;
  /** How many Parallel and Map states it is in. */
  readonly depth: number;
  readonly notes: readonly string[];
}

/** Each row as text, and its bar alone; no bar is drawn without an axis. Name, mark, bar and time fit onto a phone. */
export function layOut(rows: readonly TimelineRow[], axis: Axis | undefined): { text: string; bar: string }[] {
  const times = rows.map(({ line }) => timeOf(line, axis));
  const timeWidth = Math.max(...times.map((time) => time.length));
  const room = PHONE - timeWidth - (axis ? ' ✓  ' : ' ✓ ').length;
  const full = Math.max(...rows.map((row) => displayWidth(label(row, room))));
  const nameWidth = axis ? Math.min(full, room - BAR.min) : full;
  const barWidth = Math.min(BAR.max, room - nameWidth);
  return rows.map((row, index) => {
    const name = padEndToWidth(label(row, nameWidth), nameWidth);
    const bar = axis ? drawBar(row.line, axis, barWidth) : '';
    const columns = [name, MARKS[row.line.outcome], ...(axis ? [bar] : []), times[index]?.padStart(timeWidth) ?? ''];
    return { text: `${columns.join(' ')}${row.notes.map(note).join('')}`, bar };
  });
}

/** How long it was under way; of a state that a redrive went on with, since then. */
function timeOf({ busy, spans }: StateLine, axis: Axis | undefined): string {
  if (busy === undefined) return '–';
  const isOlder = axis !== undefined && spans.some(({ from }) => from < axis.from);
  return formatDuration(isOlder ? Math.min(busy, coveredTime(spans, axis)) : busy);
}

function label({ line, depth }: TimelineRow, columns: number): string {
  const indent = ' '.repeat(Math.min(depth, MAX_INDENTS));
  const count = countOf(line);
  const room = columns - indent.length - displayWidth(count);
  const name = cutMiddleToWidth(cut(inline(line.name.normalize()), LONG) || '?', room);
  return `${indent}${leftToRight(name)}${count}`;
}

/** How often it ran: a Map by its iterations, any other state by its visits. */
function countOf({ visits, iterations }: StateLine): string {
  const count = iterations && iterations.unknown === undefined ? iterations.total : visits;
  if (count === 1) return '';
  return count < 10_000 ? ` ×${count}` : ` ×${Math.floor(count / 1_000)}k`;
}

/**
 * A note stays in one piece and takes its gap with it when a phone wraps the line before it, so that there it stands
 * indented below the name.
 */
function note(text: string): string {
  const whole = leftToRight(cutMiddleToWidth(cut(text, LONG), PHONE - 1));
  return ` ${`  ${whole}`.replaceAll(' ', NO_BREAK_SPACE)}`;
}

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

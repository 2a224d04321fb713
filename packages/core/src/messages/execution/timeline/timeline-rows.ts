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
import { shownNames, wholeName } from './shown-names.ts';
import { type Axis, coveredTime, drawBar, drawnCells } from './timeline-bar.ts';

/** The columns of a code block on a phone that is 390 points wide, which wraps a longer line; one column is spare. */
const PHONE_COLUMNS = 37;
const BAR_COLUMNS = { min: 6, max: 20 } as const;
const MAX_INDENTS = 6;

/** A name of so many columns is whole, even if a phone has to wrap its line; a longer one has the least columns at least. */
const NAME_COLUMNS = { whole: 24, least: 12 } as const;

/** The mark of each outcome. None has an emoji form, which would be wider than a column. */
const MARKS: Record<StateOutcome, string> = {
  succeeded: '✓',
  caught: '↷',
  failed: '✗',
  timed_out: '✗',
  aborted: '■',
  open: '…',
};

/** How many characters of an error are measured; AWS allows 256. */
const MAX_CHARACTERS = 256;

const NO_BREAK_SPACE = '\u00a0';

/** A line of the report with its indentation and its notes, which depend on the other lines. */
export interface TimelineRow {
  readonly line: StateLine;
  /** How many Parallel and Map states it is in. */
  readonly depth: number;
  /** The Parallel or Map in which it ran, whose row comes before. */
  readonly container: StateLine | undefined;
  readonly notes: readonly string[];
}

/**
 * Returns each row as text, and its bar by itself, which is empty without an axis. Name, mark, bar and time fit on a phone
 * unless a name needs more columns. No two names look alike.
 */
export function layOut(rows: readonly TimelineRow[], axis: Axis | undefined): { text: string; bar: string }[] {
  const times = rows.map(({ line }) => timeOf(line, axis));
  const timeWidth = Math.max(...times.map((time) => time.length));
  const columns = PHONE_COLUMNS - timeWidth - (axis ? ' ✓  ' : ' ✓ ').length;
  const labels = labelsOf(rows, axis ? columns - BAR_COLUMNS.min : columns);
  const nameWidth = Math.max(...labels.map(displayWidth));
  const barWidth = Math.max(BAR_COLUMNS.min, Math.min(BAR_COLUMNS.max, columns - nameWidth));
  const isWrapped = nameWidth + (axis ? barWidth : 0) > columns;
  const bars = new Map<StateLine | undefined, string>();
  return rows.map((row, index) => {
    const name = padEndToWidth(labels[index] ?? '', nameWidth);
    const bar = axis ? drawBar(row.line, axis, barWidth, drawnCells(bars.get(row.container) ?? '')) : '';
    bars.set(row.line, bar);
    const time = isWrapped ? times[index]?.replaceAll(' ', NO_BREAK_SPACE) : times[index];
    const cells = [name, MARKS[row.line.outcome], ...(axis ? [bar] : []), time?.padStart(timeWidth) ?? ''];
    return { text: `${cells.join(' ')}${row.notes.map(note).join('')}`, bar };
  });
}

/** Returns how long the state was under way; for a state that a redrive continued, since the redrive. */
function timeOf({ busyMs, spans }: StateLine, axis: Axis | undefined): string {
  if (busyMs === undefined) return '–';
  const isOlder = axis !== undefined && spans.some(({ from }) => from < axis.from);
  return formatDuration(isOlder ? Math.min(busyMs, coveredTime(spans, axis)) : busyMs);
}

/** Returns the name of each row, indented and with its count, in the columns where that is possible. */
function labelsOf(rows: readonly TimelineRow[], columns: number): string[] {
  const indents = rows.map(({ depth }) => ' '.repeat(Math.min(depth, MAX_INDENTS)));
  const counts = rows.map(({ line }) => countOf(line));
  const extra = rows.map((_row, index) => displayWidth(`${indents[index]}${counts[index]}`));
  const widths = rows.map(({ line }) => displayWidth(wholeName(line.name)));
  const whole = widths.map((width, index) => (width > NAME_COLUMNS.whole ? 0 : width + (extra[index] ?? 0)));
  const most = Math.max(columns, ...whole);
  const names = shownNames(
    rows.map(({ line }) => line.name),
    extra.map((more) => Math.max(NAME_COLUMNS.least, most - more)),
  );
  return names.map((name, index) => `${indents[index]}${leftToRight(name)}${counts[index]}`);
}

/** Returns how often the state ran: the iterations of a Map, the visits of any other state. */
function countOf({ visits, iterations }: StateLine): string {
  const count = iterations && iterations.unknown === undefined ? iterations.total : visits;
  if (count === 1) return '';
  return count < 10_000 ? ` ×${count}` : ` ×${Math.floor(count / 1_000)}k`;
}

/**
 * Returns a note with the gap before it. All its spaces are no-break spaces, so that a phone that wraps the line before a
 * note shows the whole note indented below the name.
 */
function note(text: string): string {
  const whole = leftToRight(cutMiddleToWidth(cut(text, MAX_CHARACTERS), PHONE_COLUMNS - 1));
  return ` ${`  ${whole}`.replaceAll(' ', NO_BREAK_SPACE)}`;
}

/** Step Functions' own error of a state that timed out, so that the words "timed out" need not stand beside it. */
const TIMEOUT_ERROR = 'States.Timeout';

const OUTCOME_WORDS = {
  failed: 'failed',
  timed_out: 'timed out',
  aborted: 'aborted',
  open: 'unfinished',
  caught: 'caught',
  succeeded: 'succeeded',
} as const;

/** Returns `3 failed, 20 aborted`, the worst first. */
export function tally(counts: OutcomeCounts): string {
  return STATE_OUTCOMES.filter((outcome) => (counts[outcome] ?? 0) > 0)
    .map((outcome) => `${counts[outcome]} ${OUTCOME_WORDS[outcome]}`)
    .join(', ');
}

/** Returns how many lines have each outcome. */
export function countOutcomes(lines: readonly StateLine[]): OutcomeCounts {
  const counts: Partial<Record<StateLine['outcome'], number>> = {};
  for (const { outcome } of lines) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/**
 * Returns what a reader should know of a line beyond its outcome and time, a few words each: errors, retries, and the
 * outcomes of several visits or iterations. `isErrorReported` says that a line inside it reports the same error.
 */
export function lineNotes(line: StateLine, isErrorReported: boolean): string[] {
  const error = isErrorReported ? undefined : inline(line.errors.at(-1) ?? '') || undefined;
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
  if (total(outcomes) > 1) return [...unsuccessful(outcomes), ...(error ? [error] : [])];
  if (outcome === 'caught') return [error ? `caught ${error}` : 'error caught'];
  if (outcome === 'failed' || error === TIMEOUT_ERROR) return error ? [error] : [];
  return [OUTCOME_WORDS[outcome], ...(error ? [error] : [])];
}

/** Returns how often the state was retried, and why if it succeeded in the end. */
function retryNote({ retries, outcome }: StateLine, error: string | undefined): string[] {
  if (retries === 0) return [];
  return [retries === 1 ? '1 retry' : `${retries} retries`, ...(outcome === 'succeeded' && error ? [error] : [])];
}

/** Returns how the iterations of a Map ended. They are counted from 0, as in the console. */
function iterationNotes({ total, outcomes, slowest, firstFailed, unknown }: Iterations): string[] {
  if (unknown !== undefined) return ['iterations unknown'];
  return [
    ...unsuccessful(outcomes),
    ...(firstFailed === undefined ? [] : [`first failed #${firstFailed}`]),
    ...(slowest === undefined || total < 2 ? [] : [`slowest #${slowest.iteration} ${formatDuration(slowest.ms)}`]),
  ];
}

/** Returns the counts of what did not succeed as one note, or as one each where they would be too long for a phone. */
function unsuccessful(outcomes: OutcomeCounts): string[] {
  const counts = tally({ ...outcomes, succeeded: 0 });
  if (counts === '') return [];
  return counts.length < PHONE_COLUMNS ? [counts] : counts.split(', ');
}

function total(counts: OutcomeCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + (count ?? 0), 0);
}

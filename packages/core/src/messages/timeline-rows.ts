import type { StateLine, StateOutcome } from '../reports/state-line.ts';
import { cut, inline } from '../slack/text.ts';
import { coveredTime } from './covered-time.ts';
import { cutMiddleToWidth, displayWidth, padEndToWidth } from './display-width.ts';
import { formatDuration } from './duration.ts';
import { leftToRight } from './left-to-right.ts';
import type { Axis } from './timeline-axis.ts';
import { drawBar } from './timeline-bar.ts';

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

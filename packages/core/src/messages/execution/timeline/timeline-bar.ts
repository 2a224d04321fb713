import { type ExecutionReport, SPAN_KINDS, type Span, type StateLine } from '../../../reports/execution-report.ts';

/** The time that every bar of a timeline is drawn over, in milliseconds since the epoch; `to` is after `from`. */
export interface Axis {
  readonly from: number;
  readonly to: number;
}

type Timed = Pick<ExecutionReport, 'startedAt' | 'endedAt' | 'lines'>;

/**
 * Returns the axis from the start to the end of the attempt that is reported. Where one of them is unknown, the first or the
 * last moment of the lines stands for it. Undefined where no time passed or no moment is known.
 */
export function axisOf({ startedAt, endedAt, lines }: Timed): Axis | undefined {
  const from = startedAt?.getTime() ?? extreme(lines, (span) => span.from, Math.min);
  const last = extreme(lines, (span) => span.to, Math.max);
  const to = Math.max(endedAt?.getTime() ?? last ?? Number.NaN, last ?? Number.NEGATIVE_INFINITY);
  return from !== undefined && to > from ? { from, to } : undefined;
}

function extreme(
  lines: readonly StateLine[],
  moment: (span: Span) => number,
  pick: (one: number, other: number) => number,
): number | undefined {
  return lines
    .flatMap(({ earlier, spans }) => (earlier ? [] : spans.map(moment)))
    .reduce<number | undefined>((found, value) => (found === undefined ? value : pick(found, value)), undefined);
}

/** Returns the milliseconds that the spans cover together; with an axis, only those that are on it. */
export function coveredTime(spans: readonly Span[], axis?: Axis): number {
  const end = axis?.to ?? Number.POSITIVE_INFINITY;
  let covered = axis?.from ?? Number.NEGATIVE_INFINITY;
  let time = 0;
  for (const { from, to } of spans.toSorted((one, other) => one.from - other.from)) {
    time += Math.max(0, Math.min(to, end) - Math.max(from, covered));
    covered = Math.max(covered, to);
  }
  return time;
}

/**
 * The characters of a bar, one column each. All are in WGL4, the set that most fixed-width fonts have. ▁ and ▇ are not, so
 * Windows' Consolas takes them from a font with other widths; ▓ is too wide in Liberation Mono:
 * https://github.com/microsoft/terminal/issues/387, https://github.com/liberationfonts/liberation-fonts/issues/47
 */
const GLYPHS = { failed: 'X', retried: '▒', running: '█', waiting: '░' } as const;
const ON_AND_OFF = '▄';
const NOTHING = '·';

type Drawn = Pick<StateLine, 'type' | 'spans' | 'busyMs'>;

/** The cells of a bar in which something is drawn, from the first to the last. */
export interface DrawnCells {
  readonly first: number;
  readonly last: number;
}

/** Returns the cells in which the bar shows something; undefined where it shows nothing. */
export function drawnCells(bar: string): DrawnCells | undefined {
  const first = bar.search(/[^·]/);
  return first < 0 ? undefined : { first, last: bar.replace(/·+$/, '').length - 1 };
}

/**
 * Returns the line's spans drawn over the axis, rounded to whole cells; where two share a cell, the first in `SPAN_KINDS` is
 * shown. A span shorter than a cell still fills the cell in which it lies, except a wait: every state has some milliseconds
 * of it. A state inside a Parallel or Map is drawn in the cells of that one, `within`: what is shorter than a cell could come
 * to lie beside them.
 */
export function drawBar(
  line: Drawn,
  axis: Axis,
  columns: number,
  within: DrawnCells = { first: 0, last: columns - 1 },
): string {
  const cells = Array<string>(columns).fill(NOTHING);
  const scale = columns / (axis.to - axis.from);
  const position = (moment: number): number => Math.min(columns, Math.max(0, (moment - axis.from) * scale));
  const inside = (cell: number): number => Math.min(within.last, Math.max(within.first, cell));
  const glyphs = { ...GLYPHS, ...(isOnAndOff(line) && { running: ON_AND_OFF }) };
  const onlyWaits = line.spans.every(({ kind }) => kind === 'waiting');
  for (const { kind, from, to } of layers(line)) {
    if (to < axis.from || from > axis.to) continue;
    const [start, end] = [Math.round(position(from)), Math.round(position(to))];
    if (end > start) cells.fill(glyphs[kind], inside(start), inside(end - 1) + 1);
    else if (kind !== 'waiting' || onlyWaits) cells[inside(Math.floor(position(from)))] = glyphs[kind];
  }
  return cells.join('');
}

/**
 * Returns the spans in the order of drawing, the most important last and so on top. A Parallel or Map runs until a
 * state inside fails it.
 */
function layers({ type, spans }: Drawn): Span[] {
  const isContainer = type === 'Parallel' || type === 'Map';
  const shown = spans.flatMap((span): Span[] =>
    isContainer && span.kind === 'failed'
      ? [
          { ...span, kind: 'running' },
          { ...span, from: span.to },
        ]
      : [span],
  );
  return SPAN_KINDS.toReversed().flatMap((kind) => shown.filter((span) => span.kind === kind));
}

/**
 * Returns whether the spans stand for many short ones, like those of a state in a loop, which is idle most of the time.
 */
function isOnAndOff({ spans, busyMs }: Drawn): boolean {
  return busyMs !== undefined && busyMs < coveredTime(spans) / 2;
}

/**
 * Returns what the characters of these bars mean; empty where they only show running, and failing, which the row's mark
 * shows.
 */
export function legend(bars: readonly string[]): string {
  const meanings = [
    [GLYPHS.waiting, 'waiting'],
    [ON_AND_OFF, 'on and off'],
    [GLYPHS.retried, 'retried'],
    [GLYPHS.failed, 'failed'],
  ] as const;
  const drawn = meanings.filter(([glyph]) => bars.some((bar) => bar.includes(glyph)));
  const isPlain = drawn.every(([glyph]) => glyph === GLYPHS.failed);
  return isPlain ? '' : drawn.map(([glyph, meaning]) => `${glyph} ${meaning}`).join('  ');
}

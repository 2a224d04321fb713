import type { ExecutionReport } from '../reports/execution-report.ts';
import type { Span, StateLine } from '../reports/state-line.ts';

/** The time that every bar of a timeline is drawn over, in milliseconds since the epoch; `to` is after `from`. */
export interface Axis {
  readonly from: number;
  readonly to: number;
}

type Timed = Pick<ExecutionReport, 'startedAt' | 'endedAt' | 'lines'>;

/**
 * From the start to the end of the attempt that is reported; where one of them is not known, from the first or to the
 * last moment that the lines know. Undefined where no time passed or none is known.
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

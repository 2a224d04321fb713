import type { Span } from '../reports/state-line.ts';
import type { Axis } from './timeline-axis.ts';

/** Milliseconds that the spans cover together, of an axis only those on it. */
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

import { SPAN_KINDS, type Span, type SpanKind } from '@shipbell/core';

interface Interval {
  readonly from: number;
  to: number;
}

/** Where a line's time went: intervals in order of time that do not overlap, in little memory. */
interface Intervals {
  list: Interval[];
  /** Milliseconds: gaps that are no wider are closed. Widens as intervals become too many. */
  grain: number;
}

export type Spans = Record<SpanKind, Intervals>;

/** Spans a kind that a line tells, and that are kept at most while the history is read. */
const TOLD = 16;
const KEPT = 64;

function none(): Intervals {
  return { list: [], grain: 0 };
}

export function newSpans(): Spans {
  return { failed: none(), retried: none(), running: none(), waiting: none() };
}

/** Adds a span to those of its kind, and closes small gaps between them when they become too many. */
export function addSpan(spans: Spans, kind: SpanKind, from: number | undefined, to: number | undefined): void {
  if (from === undefined || to === undefined || to < from || (to === from && kind === 'waiting')) return;
  const intervals = spans[kind];
  insert(intervals, from, to);
  while (intervals.list.length > KEPT) coarsen(intervals);
}

function insert({ list, grain }: Intervals, from: number, to: number): void {
  const last = list[list.length - 1];
  // As nearly all do: a history goes forward.
  if (last === undefined || from > last.to + grain) list.push({ from, to });
  else if (from >= last.from) last.to = Math.max(last.to, to);
  else insertBefore(list, grain, from, to);
}

/** Of visits side by side one that began earlier may end later: it takes those in that it overlaps. */
function insertBefore(list: Interval[], grain: number, from: number, to: number): void {
  const merged = { from, to };
  const first = list.findLastIndex((interval) => interval.to + grain < from) + 1;
  let end = first;
  for (let next = list[end]; next !== undefined && next.from <= merged.to + grain; next = list[end]) {
    merged.from = Math.min(merged.from, next.from);
    merged.to = Math.max(merged.to, next.to);
    end += 1;
  }
  list.splice(first, end - first, merged);
}

function coarsen(intervals: Intervals): void {
  const { list } = intervals;
  const [first, last] = [list[0], list[list.length - 1]];
  const least = first && last ? (last.to - first.from) / (KEPT * KEPT) : 0;
  intervals.grain = Math.max(1, least, 2 * intervals.grain);
  const kept: Interval[] = [];
  for (const interval of list) {
    const before = kept[kept.length - 1];
    if (before === undefined || interval.from > before.to + intervals.grain) kept.push(interval);
    else before.to = interval.to;
  }
  intervals.list = kept;
}

/** At most sixteen spans a kind, in the order of the kinds and of time. */
export function listSpans(spans: Spans): Span[] {
  return SPAN_KINDS.flatMap((kind) => {
    const intervals = { grain: spans[kind].grain, list: spans[kind].list.map((interval) => ({ ...interval })) };
    while (intervals.list.length > TOLD) coarsen(intervals);
    return intervals.list.map(({ from, to }) => ({ kind, from, to }));
  });
}

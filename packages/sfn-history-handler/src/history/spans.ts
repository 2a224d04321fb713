import { SPAN_KINDS, type Span, type SpanKind } from '@shipbell/core';

interface Interval {
  readonly from: number;
  // biome-ignore lint/plugin: a span is added to it
  to: number;
}

/**
 * The times that a line spent on one kind of thing: intervals in the order of time that do not overlap, in little
 * memory.
 */
interface Intervals {
  // biome-ignore-start lint/plugin: spans are added
  list: Interval[];
  /** Gaps that are no wider than this are closed. It grows as intervals become too many. */
  grainMs: number;
  // biome-ignore-end lint/plugin: spans are added
}

/** The intervals of a line by their kind. */
export type Spans = Record<SpanKind, Intervals>;

/** How many spans of a kind a line has in the report, and how many are kept while the history is read. */
const MOST_REPORTED = 16;
const MOST_KEPT = 64;

function none(): Intervals {
  return { list: [], grainMs: 0 };
}

/** Returns the spans of a line, without any at first. */
export function newSpans(): Spans {
  return { failed: none(), retried: none(), running: none(), waiting: none() };
}

/** Adds a span to those of its kind, and closes small gaps between them when they become too many. */
export function addSpan(spans: Spans, kind: SpanKind, from: number | undefined, to: number | undefined): void {
  if (from === undefined || to === undefined || to < from || (to === from && kind === 'waiting')) return;
  const intervals = spans[kind];
  insert(intervals, from, to);
  while (intervals.list.length > MOST_KEPT) coarsen(intervals);
}

function insert({ list, grainMs }: Intervals, from: number, to: number): void {
  const last = list[list.length - 1];
  // Nearly all spans come after the last one: a history goes forward.
  if (last === undefined || from > last.to + grainMs) list.push({ from, to });
  else if (from >= last.from) last.to = Math.max(last.to, to);
  else insertBefore(list, grainMs, from, to);
}

/**
 * Inserts the span of a visit that began earlier than others and ended later: it absorbs the intervals that it
 * overlaps.
 */
function insertBefore(list: Interval[], grainMs: number, from: number, to: number): void {
  const merged = { from, to };
  const first = list.findLastIndex((interval) => interval.to + grainMs < from) + 1;
  let end = first;
  for (let next = list[end]; next !== undefined && next.from <= merged.to + grainMs; next = list[end]) {
    merged.from = Math.min(merged.from, next.from);
    merged.to = Math.max(merged.to, next.to);
    end += 1;
  }
  list.splice(first, end - first, merged);
}

function coarsen(intervals: Intervals): void {
  const { list } = intervals;
  const [first, last] = [list[0], list[list.length - 1]];
  const least = first && last ? (last.to - first.from) / (MOST_KEPT * MOST_KEPT) : 0;
  intervals.grainMs = Math.max(1, least, 2 * intervals.grainMs);
  const kept: Interval[] = [];
  for (const interval of list) {
    const before = kept[kept.length - 1];
    if (before === undefined || interval.from > before.to + intervals.grainMs) kept.push(interval);
    else before.to = interval.to;
  }
  intervals.list = kept;
}

/** Returns at most sixteen spans of a kind, in the order of the kinds and of time. */
export function listSpans(spans: Spans): Span[] {
  return SPAN_KINDS.flatMap((kind) => {
    const intervals = { grainMs: spans[kind].grainMs, list: spans[kind].list.map((interval) => ({ ...interval })) };
    while (intervals.list.length > MOST_REPORTED) coarsen(intervals);
    return intervals.list.map(({ from, to }) => ({ kind, from, to }));
  });
}

import { SPAN_KINDS, type Span, type SpanKind } from '@shipbell/core';

interface Interval {
  from: number;
  to: number;
}

/** Spans a kind that a line tells; twice as many are kept while the history is read. */
const SPANS = 16;

/** Where a line's time went, in little memory: the intervals of one kind never overlap, and are at most 32. */
export type Spans = Record<SpanKind, Interval[]>;

export const newSpans = (): Spans => ({ failed: [], retried: [], running: [], waiting: [] });

/** Adds a span to those of its kind, and closes the shortest gaps between them when they become too many. */
export const addSpan = (spans: Spans, kind: SpanKind, from: number | undefined, to: number | undefined): void => {
  if (from === undefined || to === undefined || to < from || (to === from && kind === 'waiting')) return;
  const intervals = spans[kind];
  insert(intervals, from, to);
  if (intervals.length > 2 * SPANS) closeGaps(intervals);
};

const insert = (intervals: Interval[], from: number, to: number): void => {
  let end = intervals.length;
  while (end > 0 && start(intervals, end - 1) > to) end -= 1;
  let first = end;
  while (first > 0 && stop(intervals, first - 1) >= from) first -= 1;
  const merged = { from: Math.min(from, start(intervals, first)), to: Math.max(to, stop(intervals, end - 1)) };
  intervals.splice(first, end - first, first < end ? merged : { from, to });
};

const start = (intervals: readonly Interval[], index: number) => intervals[index]?.from ?? Number.POSITIVE_INFINITY;
const stop = (intervals: readonly Interval[], index: number) => intervals[index]?.to ?? Number.NEGATIVE_INFINITY;

const closeGaps = (intervals: Interval[]): void => {
  const gap = (index: number) => start(intervals, index + 1) - stop(intervals, index);
  const gaps = intervals.slice(1).map((_, index) => gap(index));
  const widest = new Set(
    gaps
      .map((width, index) => ({ width, index }))
      .sort((one, other) => other.width - one.width || one.index - other.index)
      .slice(0, SPANS - 1)
      .map(({ index }) => index),
  );
  const kept: Interval[] = [];
  for (const [index, interval] of intervals.entries()) {
    const last = kept.at(-1);
    if (last === undefined || widest.has(index - 1)) kept.push(interval);
    else last.to = interval.to;
  }
  intervals.splice(0, intervals.length, ...kept);
};

/** At most sixteen spans a kind. */
export const listSpans = (spans: Spans): Span[] =>
  SPAN_KINDS.flatMap((kind) => {
    if (spans[kind].length > SPANS) closeGaps(spans[kind]);
    return spans[kind].map(({ from, to }) => ({ kind, from, to }));
  });

import type { StateOutcome } from '@shipbell/core';

type Counts = Partial<Record<StateOutcome, number>>;

/** An iteration of a Map, or another span of time that has a place in it. */
export interface Timed {
  readonly ms: number;
  readonly iteration: number;
}

/** What became of a state's visits, and of a Map's iterations in them. */
export interface Tally {
  readonly visits: Counts;
  readonly iterations: Counts;
  /** Items of the Map, those included whose iteration never began. */
  items: number;
  slowest: Timed | undefined;
  firstFailed: number | undefined;
}

export function newTally(): Tally {
  return {
    visits: {},
    iterations: {},
    items: 0,
    slowest: undefined,
    firstFailed: undefined,
  };
}

export function count(counts: Counts, outcome: StateOutcome): void {
  counts[outcome] = (counts[outcome] ?? 0) + 1;
}

export function total(counts: Readonly<Counts>): number {
  return Object.values(counts).reduce((sum, number) => sum + number, 0);
}

/** Adds all of a tally to another one that is of the same state. */
export function addTally(to: Tally, from: Tally): void {
  addCounts(to.visits, from.visits);
  addCounts(to.iterations, from.iterations);
  to.items += from.items;
  to.slowest = slower(to.slowest, from.slowest);
  to.firstFailed ??= from.firstFailed;
}

function addCounts(to: Counts, from: Readonly<Counts>): void {
  for (const outcome in from) {
    const key = outcome as StateOutcome;
    to[key] = (to[key] ?? 0) + (from[key] ?? 0);
  }
}

export function slower<Span extends { readonly ms: number }>(
  one: Span | undefined,
  other: Span | undefined,
): Span | undefined {
  return one === undefined || (other !== undefined && other.ms > one.ms) ? other : one;
}

import type { StateOutcome } from '@shipbell/core';
import { newSpans, type Spans } from './spans.ts';
import type { Visit } from './visit.ts';

/** Everything that is kept of the visits of one state that are over; it becomes a line of the report. */
export interface Line {
  readonly name: string;
  readonly type: string;
  readonly parent: Line | undefined;
  readonly children: Map<string, Line>;
  // biome-ignore-start lint/plugin: visits are added
  spans: Spans;
  /** The visits that count, and those that a later attempt of their container, or a redrive, replaced. */
  counted: Tally;
  replaced: Tally;
  visits: number;
  latest: Visit | undefined;
  retries: number;
  /** Distinct error names, the latest last. */
  errors: string[];
  resource: string | undefined;
  slowest: { readonly ms: number; readonly iteration: number | undefined } | undefined;
  branches: number;
  /** The ARNs of the nested executions, and of the map runs, that were started last. */
  nested: string[];
  mapRuns: string[];
  /** The ids of events whose output names the nested execution, where nothing else names it. */
  nestedIds: number[];
  /** The attempt of the execution in which the state was visited last, counted by redrives. */
  redrive: number;
  /** The milliseconds in which a visit was under way; how many are now; since when; and when the last of them ended. */
  busyMs: number | undefined;
  active: number;
  busyFrom: number;
  busyTo: number | undefined;
  // biome-ignore-end lint/plugin: visits are added
}

/** Returns the line of the states with that name in that container; a new one for the first visit. */
export function lineOf(siblings: Map<string, Line>, name: string, type: string, parent: Line | undefined): Line {
  const existing = siblings.get(name);
  if (existing) return existing;
  const line: Line = {
    name,
    type,
    parent,
    children: new Map(),
    spans: newSpans(),
    counted: newTally(),
    replaced: newTally(),
    visits: 0,
    latest: undefined,
    retries: 0,
    errors: [],
    resource: undefined,
    slowest: undefined,
    branches: 0,
    nested: [],
    mapRuns: [],
    nestedIds: [],
    redrive: 0,
    busyMs: undefined,
    active: 0,
    busyFrom: 0,
    busyTo: undefined,
  };
  siblings.set(name, line);
  return line;
}

/** Begins the line anew for a redrive: the attempt before had its own report. */
export function renewLine(line: Line, redrive: number): void {
  if (line.redrive >= redrive) return;
  Object.assign(line, {
    redrive,
    spans: newSpans(),
    counted: newTally(),
    replaced: newTally(),
    visits: 0,
    busyMs: undefined,
    retries: 0,
    errors: [],
    slowest: undefined,
    nested: [],
    nestedIds: [],
  } satisfies Partial<Line>);
}

/** Notes that a visit begins or goes on; without its time it does not count as under way. */
export function enterLine(line: Line, at: number | undefined): void {
  if (at === undefined) return;
  if (line.active === 0) line.busyFrom = at;
  line.active += 1;
}

/**
 * Notes that a visit is over. When the last of several side by side is over, the time that they covered together is
 * added.
 */
export function leaveLine(line: Line, at: number | undefined): void {
  if (at !== undefined) line.busyTo = Math.max(line.busyTo ?? at, at);
  line.active -= 1;
  if (line.active > 0 || line.busyTo === undefined) return;
  line.busyMs = (line.busyMs ?? 0) + Math.max(0, line.busyTo - line.busyFrom);
  line.busyTo = undefined;
}

/**
 * Returns all lines, each before its children. It keeps a stack of its own, because states may be nested to any depth.
 */
export function depthFirst(roots: ReadonlyMap<string, Line>): Line[] {
  const stack = [...roots.values()].reverse();
  const lines: Line[] = [];
  for (let line = stack.pop(); line !== undefined; line = stack.pop()) {
    lines.push(line);
    stack.push(...[...line.children.values()].reverse());
  }
  return lines;
}

/** Returns the list with the item at its end, once, and with at most `most` items. */
export function withLatest<Item>(items: readonly Item[], item: Item, most = 3): Item[] {
  return items.at(-1) === item ? (items as Item[]) : [...items.filter((other) => other !== item), item].slice(-most);
}

type Counts = Partial<Record<StateOutcome, number>>;

/** How long an iteration of a Map took. */
interface TimedIteration {
  readonly ms: number;
  readonly iteration: number;
}

/** How a state's visits ended, and a Map's iterations in them. */
export interface Tally {
  readonly visits: Counts;
  readonly iterations: Counts;
  // biome-ignore-start lint/plugin: visits are counted
  /** How many items the Map has, those included whose iteration never began. */
  items: number;
  slowest: TimedIteration | undefined;
  firstFailed: number | undefined;
  // biome-ignore-end lint/plugin: visits are counted
}

/** Returns a tally in which nothing is counted. */
export function newTally(): Tally {
  return { visits: {}, iterations: {}, items: 0, slowest: undefined, firstFailed: undefined };
}

/** Adds one to the count of the outcome. */
export function count(counts: Counts, outcome: StateOutcome): void {
  counts[outcome] = (counts[outcome] ?? 0) + 1;
}

/** Returns the sum of the counts. */
export function total(counts: Readonly<Counts>): number {
  return Object.values(counts).reduce((sum, number) => sum + number, 0);
}

/** Adds all of a tally to another one of the same state. */
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

/** Returns the iteration that took longer; the first where both took as long. */
export function slower(one: TimedIteration | undefined, other: TimedIteration | undefined): TimedIteration | undefined {
  return one === undefined || (other !== undefined && other.ms > one.ms) ? other : one;
}

import type { SpanKind, StateOutcome } from '@shipbell/core';
import type { HistoryEvent } from './history-event.ts';
import { enterLine, type Line, leaveLine, renewLine, withLatest } from './line.ts';
import { addSpan } from './spans.ts';
import { type Chain, type Container, isContainer, newContainer } from './state-container.ts';

/** Where a chain of states runs: the execution itself, the branches of a Parallel, or one iteration of a Map. */
export interface Scope {
  readonly container: Visit | undefined;
  /** The attempt of the container; an earlier attempt was given up. */
  readonly attempt: number;
  readonly chain: Chain;
}

/** The position of a chain after one of its events, for the events that point at it. */
export interface ChainPosition {
  // biome-ignore lint/plugin: a visit and its position hold each other
  visit: Visit | undefined;
  /** Where a state that is entered next runs. */
  readonly scope: Scope;
  /** Whether the event began an attempt of a container, which many chains point at. */
  readonly isStart: boolean;
}

/** One visit of a state, from when it is entered until it is over and has been added to its line. */
export interface Visit {
  readonly line: Line;
  readonly name: string;
  readonly type: string;
  readonly scope: Scope;
  /** What it keeps of what runs in it, for a Parallel or a Map. */
  readonly container: Container | undefined;
  /** The position of the chain after the visit's events, except after those that begin something in it. */
  readonly position: ChainPosition;
  // biome-ignore-start lint/plugin: a visit goes on
  enteredId: number;
  /** When its last event was. */
  lastAt: number | undefined;
  /** When the state was entered, or went on after a redrive. */
  readonly enteredAt: number | undefined;
  endedAt: number | undefined;
  /** How many attempts were started since then, and how many of them failed. */
  attempts: number;
  failures: number;
  /** Distinct error names of the attempts that failed, the latest last; and the latest one's. */
  errors: readonly string[];
  lastError: string | undefined;
  lastCause: string | undefined;
  /** Whether the latest attempt failed before what it called began to run. */
  neverRan: boolean;
  /** How the latest attempt ended, if it did not succeed. Whether that was the end shows later. */
  failing: Extract<StateOutcome, 'failed' | 'timed_out'> | undefined;
  /** The state in a container that made the container fail. */
  failedBy: Visit | undefined;
  aborted: boolean;
  /** Whether it failed for good, or was aborted. */
  closed: boolean;
  /** Whether it is over, left or given up, and has been added to its line. */
  folded: boolean;
  /** Whether the execution has ended around it; a redrive may go on with it. */
  paused: boolean;
  /** Whether events after its last one were not read, so that it is unknown how it ended. */
  unsure: boolean;
  /** The attempt of the execution in which its last event was, counted by redrives. */
  readonly redrive: number;
  /** The event that began the latest attempt. */
  scheduled: HistoryEvent | undefined;
  /** The event whose output names the nested execution that was started, where nothing else names it. */
  nestedId: number | undefined;
  /** What it is doing, since when, and the last attempt that failed, as long as that may still be retried. */
  phase: SpanKind;
  since: number | undefined;
  failed: { readonly from: number; readonly to: number } | undefined;
  // biome-ignore-end lint/plugin: a visit goes on
}

/** Returns the position of a chain. */
export function newPosition(visit: Visit | undefined, scope: Scope, isStart = false): ChainPosition {
  return { visit, scope, isStart };
}

/** Returns the visit that the event begins, and counts it in the line. */
export function newVisit({ id, at }: HistoryEvent, line: Line, scope: Scope, redrive: number): Visit {
  renewLine(line, redrive);
  line.visits += 1;
  enterLine(line, at);
  const visit = blankVisit(id, at, line, scope, redrive);
  visit.position.visit = visit;
  return visit;
}

/** Returns a visit as it is when its state is entered, or goes on after a redrive. */
export function blankVisit(id: number, at: number | undefined, line: Line, scope: Scope, redrive: number): Visit {
  const { name, type } = line;
  return {
    line,
    name,
    type,
    scope,
    position: newPosition(undefined, scope),
    container: isContainer(type) ? newContainer() : undefined,
    enteredId: id,
    lastAt: at,
    enteredAt: at,
    // A Fail state has no event but its entering.
    endedAt: type === 'Fail' ? at : undefined,
    attempts: 0,
    failures: 0,
    errors: NO_ERRORS,
    lastError: undefined,
    lastCause: undefined,
    failing: type === 'Fail' ? 'failed' : undefined,
    neverRan: false,
    failedBy: undefined,
    aborted: false,
    closed: false,
    folded: false,
    paused: false,
    unsure: false,
    redrive,
    scheduled: undefined,
    nestedId: undefined,
    phase: firstPhase(type),
    since: at,
    failed: undefined,
  };
}

const NO_ERRORS: readonly string[] = [];

/** Returns what a visit does at first. A Task waits until its work has begun. */
function firstPhase(state: string): SpanKind {
  if (state === 'Fail') return 'failed';
  return state === 'Wait' || state === 'Task' ? 'waiting' : 'running';
}

/** Returns the visit itself or the nearest container around it that fits. */
export function enclosing(visit: Visit | undefined, fits: (visit: Visit) => boolean): Visit | undefined {
  for (let candidate = visit; candidate; candidate = candidate.scope.container) if (fits(candidate)) return candidate;
  return undefined;
}

/** Returns the innermost iteration of a Map that the visit is in. */
export function iterationOf(visit: Visit): number | undefined {
  return enclosing(visit, ({ scope }) => scope.chain.index !== undefined)?.scope.chain.index;
}

/** Notes the error of an attempt that failed. */
export function noteError(visit: Visit, error: string | undefined): void {
  visit.lastError = error;
  if (error !== undefined) visit.errors = withLatest(visit.errors, error);
}

/** Ends what the visit was doing, and lets it do something else from now on. */
export function turnTo(visit: Visit, phase: SpanKind, at: number | undefined): void {
  if (phase === visit.phase || at === undefined) return;
  addSpan(visit.line.spans, visit.phase, visit.since, at);
  visit.phase = phase;
  visit.since = at;
}

/** Notes that the attempt has failed; the visit waits until it is retried or over. */
export function attemptFailed(visit: Visit, at: number | undefined): void {
  if (at === undefined || visit.since === undefined || visit.failed !== undefined) return;
  visit.failed = { from: visit.since, to: Math.max(visit.since, at) };
  visit.phase = 'waiting';
  visit.since = visit.failed.to;
}

/** Notes that the attempt that failed is retried after all. */
export function attemptRetried(visit: Visit, phase: SpanKind, at: number | undefined): void {
  addFailedSpan(visit, 'retried');
  turnTo(visit, phase, at);
}

/** Ends the visit's time, for good or until a redrive goes on with it; `isReplaced` says that it is tried again. */
export function stopClock(visit: Visit, outcome: StateOutcome, at: number | undefined, isReplaced: boolean): void {
  const wasFailing = visit.failed !== undefined;
  addFailedSpan(visit, isReplaced ? 'retried' : 'failed');
  if (!wasFailing || outcome === 'aborted') addSpan(visit.line.spans, visit.phase, visit.since, at);
  visit.since = undefined;
  if (visit.enteredAt !== undefined) leaveLine(visit.line, at);
}

function addFailedSpan(visit: Visit, kind: SpanKind): void {
  if (visit.failed) addSpan(visit.line.spans, kind, visit.failed.from, visit.failed.to);
  visit.failed = undefined;
}

import type { SpanKind, StateOutcome } from '@shipbell/core';
import { type Container, type Iteration, newContainer } from './container.ts';
import type { HistoryEvent } from './history-event.ts';
import { enterLine, type Line, renewLine, withLatest } from './line.ts';

/** Where a chain of states runs: the execution itself, the branches of a Parallel, or one iteration of a Map. */
export interface Scope {
  readonly container: Visit | undefined;
  /** Which attempt of the container; an earlier one was given up. */
  readonly attempt: number;
  readonly iteration: Iteration | undefined;
}

/** One visit of a state, from its entering until it is over and a part of its line. */
export interface Visit {
  readonly line: Line;
  readonly name: string;
  readonly type: string;
  readonly scope: Scope;
  /** Of a Parallel or a Map. */
  readonly container: Container | undefined;
  /** What its events leave behind, but for those that begin something in it. */
  readonly place: Place;
  readonly enteredId: number;
  /** Its neighbours among those that are open. */
  before: Visit | undefined;
  after: Visit | undefined;
  /** The last event that belongs to it, and when that was. */
  lastId: number;
  lastAt: number | undefined;
  /** When the state was entered, or went on after a redrive. */
  readonly enteredAt: number | undefined;
  endedAt: number | undefined;
  /** How often its work was started since then, and how often that failed. */
  attempts: number;
  failures: number;
  /** Distinct error names of the attempts that failed, the latest last; and the latest one's. */
  errors: readonly string[];
  lastError: string | undefined;
  lastCause: string | undefined;
  /** How the latest attempt ended, if it did not succeed. Whether that was the end is known later. */
  failing: Extract<StateOutcome, 'failed' | 'timed_out'> | undefined;
  /** Of a container: the state in it that made it fail. */
  failedBy: Visit | undefined;
  aborted: boolean;
  /** It failed for good, or was aborted. */
  closed: boolean;
  /** It is over, left or given up, and a part of its line. */
  folded: boolean;
  /** The execution has ended around it; a redrive may go on with it. */
  paused: boolean;
  /** Events were not read after its last one: what became of it is not known. */
  unsure: boolean;
  /** In which attempt of the execution, counted by redrives, its last event was. */
  readonly redrive: number;
  /** The event that began the latest attempt. */
  scheduled: HistoryEvent | undefined;
  /** The event whose output tells the nested execution that was started, where it was not told without. */
  nestedId: number | undefined;
  /** What it is doing since when, and the attempt that failed last, of which it is not known yet whether it is retried. */
  phase: SpanKind;
  since: number | undefined;
  failed: { readonly from: number; readonly to: number } | undefined;
}

/** What an event leaves behind for the events that point at it. */
export interface Place {
  visit: Visit | undefined;
  /** Where a state that is entered next runs. */
  readonly scope: Scope;
  /** Whether it began an attempt of a container, which many chains point at. */
  readonly isStart: boolean;
  /** Whether a state was entered from here, so that it is not the head of its chain any more. */
  isPassed: boolean;
}

export function newPlace(visit: Visit | undefined, scope: Scope, isStart = false): Place {
  return {
    visit,
    scope,
    isStart,
    isPassed: false,
  };
}

export function isContainer(type: string): boolean {
  return type === 'Parallel' || type === 'Map';
}

export function newVisit(event: HistoryEvent, line: Line, scope: Scope, redrive: number): Visit {
  const { id, at, type } = event;
  const state = type.state ?? '';
  renewLine(line, redrive);
  line.visits += 1;
  enterLine(line, at);
  const visit: Visit = {
    line,
    name: line.name,
    type: state,
    scope,
    place: newPlace(undefined, scope),
    container: isContainer(state) ? newContainer() : undefined,
    enteredId: id,
    before: undefined,
    after: undefined,
    lastId: id,
    lastAt: at,
    enteredAt: at,
    // A Fail state has no event but its entering.
    endedAt: state === 'Fail' ? at : undefined,
    attempts: 0,
    failures: 0,
    errors: NO_ERRORS,
    lastError: undefined,
    lastCause: undefined,
    failing: state === 'Fail' ? 'failed' : undefined,
    failedBy: undefined,
    aborted: false,
    closed: false,
    folded: false,
    paused: false,
    unsure: false,
    redrive,
    scheduled: undefined,
    nestedId: undefined,
    phase: firstPhase(state),
    since: at,
    failed: undefined,
  };
  visit.place.visit = visit;
  return visit;
}

const NO_ERRORS: readonly string[] = [];

/** A Task waits until somebody has begun its work. */
export function firstPhase(state: string): SpanKind {
  if (state === 'Fail') return 'failed';
  return state === 'Wait' || state === 'Task' ? 'waiting' : 'running';
}

/** The visit itself or the nearest container around it that fits. */
export function enclosing(visit: Visit | undefined, fits: (visit: Visit) => boolean): Visit | undefined {
  for (let candidate = visit; candidate; candidate = candidate.scope.container) if (fits(candidate)) return candidate;
  return undefined;
}

/** The innermost iteration of a Map that the visit is in. */
export function iterationOf(visit: Visit): number | undefined {
  return enclosing(visit, ({ scope }) => scope.iteration !== undefined)?.scope.iteration?.index;
}

export function noteError(visit: Visit, error: string | undefined): void {
  visit.lastError = error;
  if (error !== undefined) visit.errors = withLatest(visit.errors, error);
}

import { beginAgain, pause } from './attempts.ts';
import { changeVisit } from './change-visit.ts';
import type { EventKind } from './event-type.ts';
import { findVisit, visitEnteredAt } from './find-visit.ts';
import type { HistoryEvent } from './history-event.ts';
import { type Line, lineOf, withLatest } from './line.ts';
import { createPlaces } from './places.ts';
import { type HistoryEnd, type Steps, settleSteps } from './settle-steps.ts';
import { newVisit, type Place, type Scope, type Visit } from './visit.ts';

/** Understands a history event by event, oldest first, in memory for what is under way and a line for each state. */
export interface StepBuilder {
  add(event: HistoryEvent): void;
  /** Events were not read here: nobody knows what became of what is under way. */
  skip(): void;
  /** Call it once, after the last event. */
  finish(): Steps;
}

const ENDS: Partial<Record<EventKind, HistoryEnd['outcome']>> = {
  'execution succeeded': 'succeeded',
  'execution failed': 'failed',
  'execution timed out': 'timed_out',
  'execution aborted': 'aborted',
};

/**
 * One forward pass: every event finds the visit of a state that it belongs to through the event before it on its
 * chain. What comes after redrive number `redriveCount` is another event's story and is left out.
 */
export const createStepBuilder = (redriveCount = Number.POSITIVE_INFINITY): StepBuilder => {
  const roots = new Map<string, Line>();
  const open = new Set<Visit>();
  const latest = new Map<string, Visit>();
  const places = createPlaces();
  const start = newPlace(undefined, { container: undefined, attempt: 0, iteration: undefined });
  let redrive = 0;
  let end: HistoryEnd | undefined;
  let isLater = false;

  const placeAfter = (event: HistoryEvent, from: Place): Place => {
    const { kind } = event.type;
    if (kind === 'entered') return enter(event, from);
    if (kind === 'execution redriven') return restart(event);
    const outcome = ENDS[kind];
    if (outcome !== undefined) {
      end = { ...event, outcome, visit: visitEnteredAt(event.cause, open) ?? from.visit };
      return from;
    }
    const visit = findVisit(event, from, { open, latest });
    return visit === undefined ? from : change(visit, event, from);
  };

  const enter = (event: HistoryEvent, from: Place): Place => {
    const { name = '(no name)' } = event;
    const before = latest.get(name);
    // A redrive starts a chain anew where it had ended, which may be deep in a container.
    const goesOn = from.visit === undefined && before !== undefined && !before.folded && before.redrive < redrive;
    const scope = goesOn ? before.scope : from.scope;
    const { container } = scope;
    const line = lineOf(container?.line.children ?? roots, name, event.type.state ?? '', container?.line);
    const visit = newVisit(event, line, scope, redrive);
    if (container) {
      touch(container, event);
      container.container?.open.add(visit);
      if (from.isStart && container.container) container.container.branches += 1;
    }
    open.add(visit);
    latest.set(name, visit);
    from.isPassed = true;
    return newPlace(visit, scope);
  };

  const change = (visit: Visit, event: HistoryEvent, from: Place): Place => {
    touch(visit, event);
    noteLinks(visit, event);
    const scope = changeVisit(visit, event, from.visit, open);
    if (from.visit === visit) from.isPassed = true;
    return newPlace(visit, scope, event.type.kind === 'container started');
  };

  const restart = (event: HistoryEvent): Place => {
    isLater = (event.redriveCount ?? 0) > redriveCount;
    if (isLater) return start;
    for (const visit of open) pause(visit, end?.at ?? event.at);
    end = undefined;
    redrive += 1;
    return start;
  };

  const touch = (visit: Visit, { id, at }: HistoryEvent): void => {
    for (let v: Visit | undefined = visit; v && v.redrive < redrive && !v.folded; v = v.scope.container) {
      beginAgain(v, at, redrive);
    }
    visit.lastId = id;
    visit.lastAt = at;
    visit.unsure = false;
  };

  return {
    add(event) {
      if (isLater) return;
      const place = placeAfter(event, places.get(event.previousId) ?? start);
      if (event.id > 0) places.set(event.id, place);
    },
    skip() {
      for (const visit of open) visit.unsure = true;
    },
    finish: () => settleSteps(roots, open, end, redrive),
  };
};

const newPlace = (visit: Visit | undefined, scope: Scope, isStart = false): Place => ({
  visit,
  scope,
  isStart,
  isPassed: false,
});

/** Map runs and nested executions, told by the events that started them or that they ended with. */
const noteLinks = (visit: Visit, { id, type, resource, mapRunArn, executionArn }: HistoryEvent): void => {
  const { line } = visit;
  if (mapRunArn) line.mapRuns = withLatest(line.mapRuns, mapRunArn);
  if (executionArn) line.nested = withLatest(line.nested, executionArn);
  if (executionArn || type.kind === 'attempt failed') visit.nestedId = undefined;
  else if (TELLS_NESTED.has(type.name) && resource?.startsWith('states:startExecution')) visit.nestedId = id;
};

const TELLS_NESTED = new Set(['TaskSubmitted', 'TaskSucceeded']);

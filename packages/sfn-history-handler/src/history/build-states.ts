import { beginAgain, pause } from './attempts.ts';
import { changeVisit } from './change-visit.ts';
import type { EventKind } from './event-type.ts';
import { findVisit, type Known, visitEnteredAt } from './find-visit.ts';
import type { HistoryEvent } from './history-event.ts';
import { type Line, lineOf, withLatest } from './line.ts';
import { createOpenVisits } from './open-visits.ts';
import { createPlaces } from './places.ts';
import { type HistoryEnd, type Steps, settleSteps } from './settle-steps.ts';
import { newPlace, newVisit, type Place, type Scope, type Visit } from './visit.ts';

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
export function createStepBuilder(redriveCount = Number.POSITIVE_INFINITY): StepBuilder {
  const roots = new Map<string, Line>();
  const open = createOpenVisits();
  const byName = new Map<string, Line>();
  const places = createPlaces();
  const start = newPlace(undefined, { container: undefined, attempt: 0, iteration: undefined });
  const known: Known = { open, latest: (name) => byName.get(name)?.latest };
  let redrive = 0;
  let end: HistoryEnd | undefined;
  let isLater = false;

  const placeAfter = (event: HistoryEvent, from: Place): Place => {
    const { kind } = event.type;
    if (kind === 'entered') return enter(event, from);
    if (kind === 'execution redriven') return restart(event);
    const outcome = ENDS[kind];
    if (outcome !== undefined) {
      const { error, cause } = event.more;
      end = { outcome, at: event.at, error, cause, visit: visitEnteredAt(cause, open) ?? from.visit };
      return from;
    }
    const visit = findVisit(event, from, known);
    return visit === undefined ? from : change(visit, event, from);
  };

  const enter = (event: HistoryEvent, from: Place): Place => {
    const { name = '(no name)' } = event;
    const scope = (redrive > 0 && from.visit === undefined && scopeBefore(name)) || from.scope;
    const { container } = scope;
    const line = lineOf(container?.line.children ?? roots, name, event.type.state ?? '', container?.line);
    const visit = newVisit(event, line, scope, redrive);
    if (container) {
      touch(container, event);
      noteInside(container, from);
    }
    open.add(visit);
    if (line.latest === undefined) byName.set(name, line);
    line.latest = visit;
    from.isPassed = true;
    return visit.place;
  };

  /** A redrive starts a chain anew where it had ended, which may be deep in a container. */
  const scopeBefore = (name: string): Scope | undefined => {
    const before = known.latest(name);
    return before && !before.folded && before.redrive < redrive ? before.scope : undefined;
  };

  const change = (visit: Visit, event: HistoryEvent, from: Place): Place => {
    touch(visit, event);
    noteLinks(visit, event);
    const scope = changeVisit(visit, event, from.visit, open);
    return scope === visit.scope ? visit.place : newPlace(visit, scope, event.type.kind === 'container started');
  };

  const restart = (event: HistoryEvent): Place => {
    isLater = (event.more.redriveCount ?? 0) > redriveCount;
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
}

function noteInside({ container }: Visit, from: Place): void {
  if (container === undefined) return;
  container.open += 1;
  if (from.isStart) container.branches += 1;
}

/** Map runs and nested executions, told by the events that started them or that they ended with. */
function noteLinks(visit: Visit, { id, type, more }: HistoryEvent): void {
  if (type.tells !== 'all') return;
  const { line } = visit;
  const { resource, mapRunArn, executionArn } = more;
  if (mapRunArn && visit.container) {
    // Another run of the same visit takes the place of one that failed.
    const { mapRun } = visit.container;
    line.mapRuns = withLatest(
      line.mapRuns.filter((arn) => arn !== mapRun),
      mapRunArn,
    );
    visit.container.mapRun = mapRunArn;
  }
  if (executionArn) line.nested = withLatest(line.nested, executionArn);
  if (executionArn || type.kind === 'attempt failed') visit.nestedId = undefined;
  else if (TELLS_NESTED.has(type.name) && resource?.startsWith('states:startExecution')) visit.nestedId = id;
}

const TELLS_NESTED = new Set(['TaskSubmitted', 'TaskSucceeded']);

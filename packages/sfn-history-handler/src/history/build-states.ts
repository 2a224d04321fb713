import { beginAgain, changeVisit, pause } from './change-visit.ts';
import { findVisit, type VisitLookup, visitEnteredAt } from './find-visit.ts';
import { finishStates, type HistoryEnd, type States } from './finish-states.ts';
import type { HistoryEvent } from './history-event.ts';
import { type Line, lineOf, withLatest } from './line.ts';
import { type ChainPosition, newPosition, newVisit, type Scope, type Visit } from './visit.ts';

/**
 * Builds the states from a history, event by event, oldest first. It keeps what is under way and one line for each
 * state.
 */
export interface StateBuilder {
  add(event: HistoryEvent): void;
  /** Is called where events are missing, after which it is unknown how everything under way ended. */
  skip(): void;
  /** Returns the states. Call it once, after the last event. */
  finish(): States;
}

/**
 * Returns a builder that needs one forward pass: each event finds the visit of a state that it belongs to through the
 * event before it on its chain. What comes after redrive number `redriveCount` belongs to another report and is left
 * out.
 */
export function createStateBuilder(redriveCount = Number.POSITIVE_INFINITY): StateBuilder {
  const roots = new Map<string, Line>();
  const open = new Set<Visit>();
  const byName = new Map<string, Line>();
  /** The position of the chain after each event, by the event's id. */
  const positions: ChainPosition[] = [];
  const start = newPosition(undefined, { container: undefined, attempt: 0, iteration: undefined });
  const lookup: VisitLookup = { open, latest: (name) => byName.get(name)?.latest };
  let redrive = 0;
  let end: HistoryEnd | undefined;
  let isLater = false;

  const positionAfter = (event: HistoryEvent, from: ChainPosition): ChainPosition => {
    const { kind, end: outcome } = event.type;
    if (kind === 'entered') return enter(event, from);
    if (kind === 'execution redriven') return restart(event);
    if (outcome !== undefined) {
      const { error, cause } = event.details;
      end = { outcome, at: event.at, error, cause, visit: visitEnteredAt(cause, open) ?? from.visit };
      return from;
    }
    const visit = findVisit(event, from, lookup);
    return visit === undefined ? from : change(visit, event, from);
  };

  const enter = (event: HistoryEvent, from: ChainPosition): ChainPosition => {
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
    return visit.position;
  };

  /**
   * Returns the scope in which the state ran before: a redrive starts a chain anew where it had ended, which may be
   * deep in a container.
   */
  const scopeBefore = (name: string): Scope | undefined => {
    const before = lookup.latest(name);
    return before && !before.folded && before.redrive < redrive ? before.scope : undefined;
  };

  const change = (visit: Visit, event: HistoryEvent, from: ChainPosition): ChainPosition => {
    touch(visit, event);
    noteLinks(visit, event);
    const scope = changeVisit(visit, event, from.visit, open);
    return scope === visit.scope ? visit.position : newPosition(visit, scope, event.type.kind === 'container started');
  };

  const restart = (event: HistoryEvent): ChainPosition => {
    isLater = (event.details.redriveCount ?? 0) > redriveCount;
    if (isLater) return start;
    for (const visit of open) pause(visit, end?.at ?? event.at);
    end = undefined;
    redrive += 1;
    return start;
  };

  const touch = (visit: Visit, { at }: HistoryEvent): void => {
    for (let v: Visit | undefined = visit; v && v.redrive < redrive && !v.folded; v = v.scope.container) {
      beginAgain(v, at, redrive);
    }
    visit.lastAt = at;
    visit.unsure = false;
  };

  return {
    add(event) {
      if (isLater) return;
      const position = positionAfter(event, positions[event.previousId] ?? start);
      if (event.id > 0) positions[event.id] = position;
    },
    skip() {
      for (const visit of open) visit.unsure = true;
    },
    finish: () => finishStates(roots, open, end, redrive),
  };
}

function noteInside({ container }: Visit, from: ChainPosition): void {
  if (container === undefined) return;
  container.open += 1;
  if (from.isStart) container.branches += 1;
}

/**
 * Notes the map runs and the nested executions that an event names: the events that started them, or those that they
 * ended with.
 */
function noteLinks(visit: Visit, { id, type, details }: HistoryEvent): void {
  if (type.carries !== 'all') return;
  const { line } = visit;
  const { resource, mapRunArn, executionArn } = details;
  if (mapRunArn && visit.container) {
    // Another run of the same visit replaces one that failed.
    const { mapRun } = visit.container;
    line.mapRuns = withLatest(
      line.mapRuns.filter((arn) => arn !== mapRun),
      mapRunArn,
    );
    visit.container.mapRun = mapRunArn;
  }
  if (executionArn) line.nested = withLatest(line.nested, executionArn);
  if (executionArn || type.kind === 'attempt failed') visit.nestedId = undefined;
  else if (hasNestedOutput(type.name) && resource?.startsWith('states:startExecution')) visit.nestedId = id;
}

/** Returns whether the output of an event of this type names the nested execution. */
function hasNestedOutput(type: string): boolean {
  return type === 'TaskSubmitted' || type === 'TaskSucceeded';
}

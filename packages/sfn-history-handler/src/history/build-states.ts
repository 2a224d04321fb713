import { NONE_CAUGHT } from './caught-state.ts';
import { beginAgain, changeVisit, pause } from './change-visit.ts';
import { findPaused, findPausedOn, fits, pausedVisits } from './find-paused.ts';
import { findVisit, type VisitLookup, visitEnteredAt } from './find-visit.ts';
import { finishStates, type HistoryEnd, type States } from './finish-states.ts';
import type { HistoryEvent } from './history-event.ts';
import { type Line, lineOf, withLatest } from './line.ts';
import { forgetCaught, newChain } from './state-container.ts';
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
  const start = newPosition(undefined, { container: undefined, attempt: 0, chain: newChain() });
  const lookup: VisitLookup = { open, latest: (name) => byName.get(name)?.latest };
  let redrive = 0;
  let redrivenId = 0;
  let paused = pausedVisits([]);
  let end: HistoryEnd | undefined;
  let isLater = false;

  const positionAfter = (event: HistoryEvent, from: ChainPosition): ChainPosition => {
    const { kind, end: outcome } = event.type;
    if (kind === 'entered') return enter(event, from);
    if (kind === 'execution redriven') return restart(event);
    if (outcome !== undefined) {
      const { at, details } = event;
      const { error, cause } = details;
      const visit = visitEnteredAt(cause, open) ?? from.visit;
      end = { outcome, isStop: isStop(event), at, error, cause, visit };
      return from;
    }
    const visit = visitOf(event, from);
    return visit === undefined ? from : change(visit, event, from);
  };

  const enter = (event: HistoryEvent, from: ChainPosition): ChainPosition => {
    const again = redrive === 0 ? undefined : pausedVisit(event, from);
    return again ? enterAgain(again, event) : enterAnew(event, from);
  };

  /** Goes on with a visit, because a redrive enters its state again. */
  const enterAgain = (visit: Visit, event: HistoryEvent): ChainPosition => {
    touch(visit, event);
    visit.enteredId = event.id;
    return visit.position;
  };

  const enterAnew = (event: HistoryEvent, from: ChainPosition): ChainPosition => {
    const { name = '(no name)' } = event;
    const scope = scopeOf(name, from);
    const { container } = scope;
    const line = lineOf(container?.line.children ?? roots, name, event.type.state ?? '', container?.line);
    const visit = newVisit(event, line, scope, redrive);
    if (container) touch(container, event);
    if (container?.container) container.container.open += 1;
    open.add(visit);
    if (line.latest === undefined) byName.set(name, line);
    line.latest = visit;
    return visit.position;
  };

  /**
   * Returns the scope in which a state that is entered runs. Each branch of a Parallel has a scope of its own. A redrive
   * starts a chain anew where it had ended, which may be deep in a container.
   */
  const scopeOf = (name: string, from: ChainPosition): Scope => {
    const earlier = redrive === 0 ? undefined : earlierScope(name);
    if (!from.isStart) return (from.visit === undefined && earlier) || from.scope;
    const { container, attempt } = from.scope;
    const chain = earlier?.container === container && earlier ? earlier.chain : newChain();
    const branches = container?.container?.branches;
    if (!branches?.includes(chain)) branches?.push(chain);
    return { container, attempt, chain };
  };

  /** Returns the scope in which the state ran before the redrive, as long as its container is under way. */
  const earlierScope = (name: string): Scope | undefined => {
    const before = lookup.latest(name);
    return before && before.redrive < redrive && before.scope.container?.folded === false ? before.scope : undefined;
  };

  /** Returns the visit that an event belongs to; for one that a redrive begins with, the visit with which it goes on. */
  const visitOf = (event: HistoryEvent, from: ChainPosition): Visit | undefined => {
    const visit = findVisit(event, from, lookup);
    if (!isFirst(event)) return visit;
    const isRight = visit && fits(visit, event) && (visit.paused || event.type.kind !== 'attempt started');
    return isRight ? visit : (findPaused(event, from, paused) ?? visit);
  };

  const pausedVisit = (event: HistoryEvent, from: ChainPosition): Visit | undefined =>
    findPausedOn(event, from, paused) ?? (isFirst(event) ? findPaused(event, from, paused) : undefined);

  /** Returns whether the event is one of the first after a redrive: it points at what was before. */
  const isFirst = ({ previousId }: HistoryEvent): boolean => redrive > 0 && previousId <= redrivenId;

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
    paused = pausedVisits(open);
    end = undefined;
    redrive += 1;
    redrivenId = event.id;
    return start;
  };

  const touch = (visit: Visit, { at, type }: HistoryEvent): void => {
    for (let v: Visit | undefined = visit; v && v.redrive < redrive && !v.folded; v = v.scope.container) {
      const starts = v === visit && (type.kind === 'container started' || type.kind === 'entered');
      beginAgain(v, at, redrive, v.container !== undefined && !starts);
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
      for (const visit of open) {
        visit.unsure = true;
        visit.scope.chain.caught = NONE_CAUGHT;
        if (visit.container) forgetCaught(visit.container);
      }
      start.scope.chain.caught = NONE_CAUGHT;
    },
    finish: () => finishStates(roots, open, end, redrive),
  };
}

/** An execution that has not succeeded with its event number 25,000 fails, whatever its states are doing. */
const MOST_EVENTS = 25_000;

/**
 * Returns whether an execution's end is none of a state: a person, the execution's own timeout or the limit of its
 * history stopped it. Source: https://docs.aws.amazon.com/step-functions/latest/dg/bp-history-limit.html
 */
function isStop({ id, type, details: { error, cause } }: HistoryEvent): boolean {
  if (type.end === 'timed_out' || type.end === 'aborted') return true;
  if (type.end !== 'failed') return false;
  return cause ? /maximum number of history events/i.test(cause) : id >= MOST_EVENTS && !error;
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

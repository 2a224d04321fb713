import type { StateOutcome } from '@shipbell/core';
import { NONE_CAUGHT } from './caught-state.ts';
import { addTally, count, type Line, newTally, type Tally, withLatest } from './line.ts';
import { endIterations, forgetCaught } from './state-container.ts';
import { iterationOf, stopClock, type Visit } from './visit.ts';

/** How a visit ended. */
export interface VisitEnd {
  readonly visit: Visit;
  readonly outcome: StateOutcome;
  readonly endedAt: number | undefined;
  /** Whether a later attempt of its container, or a redrive, replaced it. */
  readonly replaced: boolean;
}

/** Adds visits that are over to their lines, and removes them from `open`; containers come before what is in them. */
export function foldVisits(ends: readonly VisitEnd[], open: Set<Visit>): void {
  for (const end of ends) closeVisit(end, open);
  for (let index = ends.length - 1; index >= 0; index -= 1) countVisit(ends[index] as VisitEnd);
}

/** Folds a visit that was left, with everything that is still open in it. */
export function foldWithInside(end: VisitEnd, open: Set<Visit>): void {
  const { visit, endedAt, replaced } = end;
  if (visit.container?.open) {
    foldVisits([end, ...abandonInside(visit, endedAt, replaced, open)], open);
  } else {
    closeVisit(end, open);
    countVisit(end);
  }
}

/** Returns the ends of what is still open in a container whose attempt is over and so was given up. */
export function abandonInside(
  container: Visit,
  at: number | undefined,
  replaced: boolean,
  open: Iterable<Visit>,
): VisitEnd[] {
  return openInside(container, open).map((visit) => ({
    visit,
    outcome: visit.aborted ? 'aborted' : (visit.failing ?? 'aborted'),
    endedAt: visit.endedAt ?? at ?? visit.lastAt,
    replaced,
  }));
}

/**
 * Returns the open visits inside a container. One pass finds them all, because a container is entered before what is in
 * it.
 */
function openInside(container: Visit, open: Iterable<Visit>): Visit[] {
  const inside = new Set([container]);
  for (const visit of open) if (visit.scope.container && inside.has(visit.scope.container)) inside.add(visit);
  inside.delete(container);
  return [...inside];
}

/** Adds the visit's times, retries, errors and links to its line, and removes it from `open`. */
function closeVisit({ visit, outcome, endedAt, replaced }: VisitEnd, open: Set<Visit>): void {
  const { line, enteredAt } = visit;
  if (!visit.paused) stopClock(visit, outcome, endedAt, replaced);
  line.resource = visit.scheduled?.details.resource ?? line.resource;
  if (!isEarlier(visit)) {
    line.retries += Math.max(0, visit.attempts - 1);
    for (const error of visit.errors) line.errors = withLatest(line.errors, error);
    if (enteredAt !== undefined && endedAt !== undefined && outcome !== 'open') {
      const ms = endedAt - enteredAt;
      if (line.slowest === undefined || ms > line.slowest.ms) line.slowest = { ms, iteration: iterationOf(visit) };
    }
    if (visit.nestedId !== undefined) line.nestedIds = withLatest(line.nestedIds, visit.nestedId);
  }
  open.delete(visit);
  // The visit itself is kept for the events that point at it, but parameters and causes are long.
  visit.scheduled = undefined;
  visit.lastCause = undefined;
  if (outcome !== 'succeeded' && outcome !== 'caught') visit.scope.chain.caught = NONE_CAUGHT;
  const around = visit.scope.container?.container;
  if (around) around.open -= 1;
}

/** Returns whether the visit ended before a redrive that has begun its line anew. */
function isEarlier({ redrive, line }: Visit): boolean {
  return redrive < line.redrive;
}

/** Counts the visit's outcome, and what is in it: in its line, or for now in the container around it. */
function countVisit({ visit, outcome, replaced }: VisitEnd): void {
  const own = isEarlier(visit) ? newTally() : replaced ? visit.line.replaced : countedTally(visit, visit.line);
  count(own.visits, outcome);
  visit.folded = true;
  if (!visit.container) return;
  const { container, line } = visit;
  endIterations(
    container,
    outcome === 'succeeded' || outcome === 'caught' || outcome === 'failed' ? 'aborted' : outcome,
  );
  addTally(own, container.progress);
  line.branches = Math.max(line.branches, container.branches.length);
  forgetCaught(container);
  for (const [inner, inside] of container.inside) {
    addTally(replaced ? inner.replaced : countedTally(visit, inner), inside);
  }
  container.inside.clear();
}

/**
 * Returns the tally in which a visit in the same container as this one is counted: a retry of the container may still
 * replace it.
 */
function countedTally({ scope: { container, attempt } }: Visit, line: Line): Tally {
  if (container === undefined || container.folded) return line.counted;
  if (attempt < container.attempts || container.container === undefined) return line.replaced;
  const { inside } = container.container;
  const existing = inside.get(line);
  const tally = existing ?? newTally();
  if (existing === undefined) inside.set(line, tally);
  return tally;
}

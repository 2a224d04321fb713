import type { StateOutcome } from '@shipbell/core';
import { stopClock } from './clock.ts';
import { endIterations } from './container.ts';
import { type Line, withLatest } from './line.ts';
import type { OpenVisits } from './open-visits.ts';
import { addTally, count, newTally, type Tally } from './tally.ts';
import { iterationOf, type Visit } from './visit.ts';

/** What became of a visit. */
export interface Settled {
  readonly visit: Visit;
  readonly outcome: StateOutcome;
  readonly endedAt: number | undefined;
  /** Whether a later attempt of its container, or a redrive, replaced it. */
  readonly replaced: boolean;
}

/**
 * Makes visits that are over, and `open` no more, a part of their lines; containers come before what is in them.
 */
export function foldVisits(settled: readonly Settled[], open: OpenVisits): void {
  for (const one of settled) tell(one, open);
  for (let index = settled.length - 1; index >= 0; index -= 1) tally(settled[index] as Settled);
}

/** A visit that was left, with all that is still open in it. */
export function foldWithInside(settled: Settled, open: OpenVisits): void {
  const { visit, endedAt, replaced } = settled;
  if (visit.container?.open) {
    foldVisits([settled, ...abandonInside(visit, endedAt, replaced, open)], open);
  } else {
    tell(settled, open);
    tally(settled);
  }
}

/** What is still open in a container whose attempt is over was given up. */
export function abandonInside(
  container: Visit,
  at: number | undefined,
  replaced: boolean,
  open: Iterable<Visit>,
): Settled[] {
  return openInside(container, open).map((visit) => ({
    visit,
    outcome: visit.aborted ? 'aborted' : (visit.failing ?? 'aborted'),
    endedAt: visit.endedAt ?? at ?? visit.lastAt,
    replaced,
  }));
}

/** A container has been entered before what is in it. */
function openInside(container: Visit, open: Iterable<Visit>): Visit[] {
  const inside = new Set([container]);
  for (const visit of open) if (visit.scope.container && inside.has(visit.scope.container)) inside.add(visit);
  inside.delete(container);
  return [...inside];
}

function tell({ visit, outcome, endedAt, replaced }: Settled, open: OpenVisits): void {
  const { line, enteredAt } = visit;
  if (!visit.paused) stopClock(visit, outcome, endedAt, replaced);
  line.retries += Math.max(0, visit.attempts - 1);
  if (visit.errors.length > 0) tellErrors(visit);
  line.resource = visit.scheduled?.more.resource ?? line.resource;
  if (enteredAt !== undefined && endedAt !== undefined && outcome !== 'open') {
    const ms = endedAt - enteredAt;
    if (line.slowest === undefined || ms > line.slowest.ms) line.slowest = { ms, iteration: iterationOf(visit) };
  }
  if (visit.nestedId !== undefined) line.nestedIds = withLatest(line.nestedIds, visit.nestedId);
  open.delete(visit);
  const around = visit.scope.container?.container;
  if (around) around.open -= 1;
}

function tellErrors({ line, errors }: Visit): void {
  for (const error of errors) line.errors = withLatest(line.errors, error);
}

function tally({ visit, outcome, replaced }: Settled): void {
  const own = replaced ? visit.line.replaced : countedTally(visit, visit.line);
  count(own.visits, outcome);
  visit.folded = true;
  if (!visit.container) return;
  const { container, line } = visit;
  endIterations(
    container,
    outcome === 'succeeded' || outcome === 'caught' || outcome === 'failed' ? 'aborted' : outcome,
  );
  addTally(own, container.progress);
  line.branches = Math.max(line.branches, container.branches);
  for (const [inner, inside] of container.inside) {
    addTally(replaced ? inner.replaced : countedTally(visit, inner), inside);
  }
  container.inside.clear();
}

/** Where a visit in the same container as this one is counted: a retry of the container may replace it yet. */
function countedTally({ scope: { container, attempt } }: Visit, line: Line): Tally {
  if (container === undefined || container.folded) return line.counted;
  if (attempt < container.attempts || container.container === undefined) return line.replaced;
  const known = container.container.inside.get(line);
  const tally = known ?? newTally();
  if (known === undefined) container.container.inside.set(line, tally);
  return tally;
}

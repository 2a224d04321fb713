import type { HistoryEvent } from './history-event.ts';
import { type ChainPosition, enclosing, type Visit } from './visit.ts';

/**
 * Returns the paused visit with which a redrive goes on at this event; undefined for none. AWS does not document which
 * event it points at, so of the visits that fit the event this is the one that it points at, else one that called the
 * same, else one inside the container that it points at, else one that failed.
 */
export function findPaused(event: HistoryEvent, { visit: from }: ChainPosition, open: Iterable<Visit>) {
  let best: Visit | undefined;
  let most = -1;
  for (const visit of open) {
    if (!visit.paused || !fits(visit, event)) continue;
    const isInside = from !== undefined && enclosing(visit, (outer) => outer === from) !== undefined;
    const score =
      (visit === from ? 8 : 0) +
      (isSameCall(visit, event) ? 4 : 0) +
      (isInside ? 2 : 0) +
      (visit.failing && !visit.aborted ? 1 : 0);
    if (score > most) {
      best = visit;
      most = score;
    }
  }
  return best;
}

/** Returns whether the event can belong to the visit, going by names and types alone. */
export function fits(visit: Visit, { name, type }: HistoryEvent): boolean {
  if (name !== undefined) return visit.name === name;
  if (type.container !== undefined) return visit.type === type.container;
  return visit.type === (type.kind === 'aborted' ? type.state : 'Task');
}

function isSameCall({ scheduled, container }: Visit, { details }: HistoryEvent): boolean {
  const { resource, mapRunArn } = details;
  return (
    (resource !== undefined && resource === scheduled?.details.resource) ||
    (mapRunArn !== undefined && mapRunArn === container?.mapRun)
  );
}

/**
 * Returns the paused visit of a state that is entered again on the chain on which it had been, or in the same iteration
 * after this was started again.
 */
export function findPausedOn({ name }: HistoryEvent, { visit: from, scope }: ChainPosition, open: Iterable<Visit>) {
  for (const visit of open) {
    if (!visit.paused || visit.name !== name) continue;
    const isRestarted = scope.container === from && visit.scope.chain.index === scope.chain.index;
    if (visit.scope.container === scope.container && (visit.scope.chain === scope.chain || isRestarted)) return visit;
  }
  return undefined;
}

import type { HistoryEvent } from './history-event.ts';
import type { ChainPosition, Visit } from './visit.ts';

/** The visits that were under way when a redrive began, by the names and by the types of their states. */
export interface PausedVisits {
  readonly byName: ReadonlyMap<string, readonly Visit[]>;
  readonly byType: ReadonlyMap<string, readonly Visit[]>;
}

/** Returns the visits, which the redrive may go on with. */
export function pausedVisits(visits: Iterable<Visit>): PausedVisits {
  const all = [...visits];
  return { byName: Map.groupBy(all, ({ name }) => name), byType: Map.groupBy(all, ({ type }) => type) };
}

/**
 * Returns the paused visit with which a redrive goes on at this event; undefined for none. AWS does not document which
 * event it points at, so of the visits that fit the event this is the one that it points at, else one that called the
 * same, else one that failed.
 */
export function findPaused(
  event: HistoryEvent,
  { visit: from }: ChainPosition,
  { byName, byType }: PausedVisits,
): Visit | undefined {
  const { name, type } = event;
  let best: Visit | undefined;
  let most = -1;
  for (const visit of (name === undefined ? byType.get(stateOf(type)) : byName.get(name)) ?? []) {
    if (!visit.paused) continue;
    const failed = visit.failing !== undefined && !visit.aborted;
    const score = (visit === from ? 4 : 0) + (isSameCall(visit, event) ? 2 : 0) + (failed ? 1 : 0);
    if (score > most) {
      best = visit;
      most = score;
    }
  }
  return best;
}

/** Returns whether the event can belong to the visit, going by names and types alone. */
export function fits(visit: Visit, { name, type }: HistoryEvent): boolean {
  return name === undefined ? visit.type === stateOf(type) : visit.name === name;
}

/** Returns the type of the state to which an event without a name belongs. */
function stateOf({ container, kind, state }: HistoryEvent['type']): string {
  return container ?? (kind === 'aborted' ? state : undefined) ?? 'Task';
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
export function findPausedOn(
  { name = '' }: HistoryEvent,
  { visit: from, scope }: ChainPosition,
  { byName }: PausedVisits,
): Visit | undefined {
  return byName.get(name)?.find((visit) => {
    const { chain, container } = visit.scope;
    const isRestarted = container === from && chain.index === scope.chain.index;
    return visit.paused && container === scope.container && (chain === scope.chain || isRestarted);
  });
}

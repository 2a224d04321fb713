import type { HistoryEvent } from './history-event.ts';
import { type ChainPosition, enclosing, type Visit } from './visit.ts';

/** Where to look for a visit to which the chain does not lead. */
export interface VisitLookup {
  /** The visits that are under way, in the order in which they were entered. */
  readonly open: Iterable<Visit>;
  /** Returns the latest visit of the state with that name. */
  readonly latest: (name: string) => Visit | undefined;
}

/**
 * Returns the visit that an event belongs to. `previousEventId` alone does not say that: a container's events point at
 * the state that finished last in it, a retried container's at the state that failed, JSONata's failures at the event
 * before the state was entered. So the name decides first: the visit of that name on the chain, or else the latest one.
 * Without a name, the nearest container of the event's type does.
 */
export function findVisit(event: HistoryEvent, from: ChainPosition, lookup: VisitLookup): Visit | undefined {
  const { name, type } = event;
  if (name !== undefined) {
    const isNamed = (visit: Visit) => visit.name === name && !visit.folded;
    const named = type.kind === 'evaluation failed' ? visitEnteredAt(event.details.cause, lookup.open) : undefined;
    return named ?? enclosing(from.visit, isNamed) ?? unlessFolded(lookup.latest(name));
  }
  if (type.container === undefined) return unlessFolded(from.visit);
  return enclosing(
    from.visit,
    ({ type: state, folded, closed, paused }) => state === type.container && !folded && (!closed || paused),
  );
}

function unlessFolded(visit: Visit | undefined): Visit | undefined {
  return visit?.folded ? undefined : visit;
}

/**
 * Matches the cause of an error that is Step Functions' own: it names the state, and the event at which this was
 * entered.
 */
const OWN_ERROR = /^An error occurred while executing the state '(.*?)' \(entered at the event id #(\d+)\)/s;

/** Returns the visit that a cause names, as long as it has not been left. */
export function visitEnteredAt(cause: string | undefined, open: Iterable<Visit>): Visit | undefined {
  const [, name, id] = OWN_ERROR.exec(cause ?? '') ?? [];
  if (id === undefined) return undefined;
  for (const visit of open) if (visit.enteredId === Number(id) && visit.name === name) return visit;
  return undefined;
}

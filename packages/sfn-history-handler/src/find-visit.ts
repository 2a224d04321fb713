import type { HistoryEvent } from './history-event.ts';
import { enclosing, type Place, type Visit } from './visit.ts';

/**
 * The visit that an event belongs to. `previousEventId` alone does not tell: a container's events point at the state
 * that finished last in it, a retried container's at the state that failed, JSONata's failures at the event before the
 * state was entered. So a name is trusted first, on the chain or else the latest visit of it, then the nearest
 * container of the type that the event is of.
 */
export const findVisit = (
  event: HistoryEvent,
  from: Place,
  places: ReadonlyMap<number, Place>,
  latest: ReadonlyMap<string, Visit>,
): Visit | undefined => {
  const { name, type, kind } = event;
  if (name !== undefined) {
    const isNamed = (visit: Visit | undefined) => visit?.name === name && !visit.exited;
    const named = [
      kind === 'evaluation failed' ? visitEnteredAt(event.cause, places) : undefined,
      enclosing(from.visit, isNamed),
      latest.get(name),
    ];
    return named.find(isNamed);
  }
  const [, container] = /^(Parallel|Map)(?:State|Run)/.exec(type) ?? [];
  return enclosing(
    from.visit,
    container === undefined
      ? (visit) => visit === from.visit && !visit.exited
      : (visit) => visit.type === container && !visit.exited && !visit.closed,
  );
};

/** The cause of an error that is Step Functions' own names the state and the event at which it was entered. */
const OWN_ERROR = /^An error occurred while executing the state '(.*?)' \(entered at the event id #(\d+)\)/s;

/** The visit that a cause names, as long as it has not been left. */
export const visitEnteredAt = (cause: string | undefined, places: ReadonlyMap<number, Place>): Visit | undefined => {
  const [, name, id] = OWN_ERROR.exec(cause ?? '') ?? [];
  const visit = places.get(Number(id))?.visit;
  return visit?.name === name && !visit?.exited ? visit : undefined;
};

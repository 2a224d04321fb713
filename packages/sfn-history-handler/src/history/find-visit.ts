import type { HistoryEvent } from './history-event.ts';
import { type ChainPosition, enclosing, type Visit } from './visit.ts';

/** Where visits are looked for that the chain does not lead to. */
export interface VisitLookup {
  /** The visits that are under way, in the order in which they were entered. */
  readonly open: Iterable<Visit>;
  /** Returns the latest visit of the state with that name. */
  readonly latest: (name: string) => Visit | undefined;
}

/**
 * Returns the visit that an event belongs to. `previousEventId` alone does not say: a container's events point at the
 * state that finished last in it, a retried container's at the state that failed, JSONata's failures at the event before
 * the state was entered. So a name is trusted first, on the chain or else the latest visit of it, then the nearest
 * container of the type that the event is of.
 */
export function findVisit(event: HistoryEvent, from: ChainPosition, lookup: VisitLookup): Visit | undefined {
  const { name, type } = event;
  if (name !== undefined) {
    const isNamed = (visit: Visit) => visit.name === name && !visit.folded;
    const named = type.kind === 'evaluation failed' ? visitEnteredAt(event.details.cause, lookup.open) : undefined;
    return named ?? enclosing(from.visit, isNamed) ?? unlessFolded(lookup.latest(name));
  }
  if (type.container === undefined) return unlessFolded(from.visit);
  return enclosing(from.visit, (visit) => visit.type === type.container && !visit.folded && !visit.closed);
}

function unlessFolded(visit: Visit | undefined): Visit | undefined {
  return visit?.folded ? undefined : visit;
}

/** The cause of an error that is Step Functions' own names the state and the event at which it was entered. */
const OWN_ERROR = /^An error occurred while executing the state '(.*?)' \(entered at the event id #(\d+)\)/s;

/** Returns the visit that a cause names, as long as it has not been left. */
export function visitEnteredAt(cause: string | undefined, open: Iterable<Visit>): Visit | undefined {
  const [, name, id] = OWN_ERROR.exec(cause ?? '') ?? [];
  if (id === undefined) return undefined;
  for (const visit of open) if (visit.enteredId === Number(id) && visit.name === name) return visit;
  return undefined;
}

/** Events whose position is kept whatever they are, a power of two: what points at an event mostly comes soon after it. */
const RECENT = 256;

/** The position of each chain of events, without the events that nothing can point at any more. */
export interface ChainPositions {
  get(id: number): ChainPosition | undefined;
  set(id: number, position: ChainPosition): void;
  /** Returns how many are kept beyond the latest. */
  heads(): number;
}

/** The latest events lie in a ring, by the last bits of their ids; of those that fall out of it only the heads of chains are kept. */
export function createChainPositions(): ChainPositions {
  const ids = new Float64Array(RECENT);
  const ring = new Array<ChainPosition | undefined>(RECENT).fill(undefined);
  const heads = new Map<number, ChainPosition>();
  let limit = 2 * RECENT;

  const sweep = (): void => {
    for (const [id, position] of heads) if (!isHead(id, position)) heads.delete(id);
    limit = 2 * heads.size + 2 * RECENT;
  };

  return {
    get(id) {
      const slot = id & (RECENT - 1);
      return ids[slot] === id ? ring[slot] : heads.get(id);
    },
    set(id, position) {
      const slot = id & (RECENT - 1);
      const oldId = ids[slot] ?? 0;
      const old = ring[slot];
      if (old !== undefined && oldId !== id && isHead(oldId, old)) {
        heads.set(oldId, old);
        if (heads.size > limit) sweep();
      }
      ids[slot] = id;
      ring[slot] = position;
    },
    heads: () => heads.size,
  };
}

/** Whether a chain may go on from here: the end of one that is open, or the beginning of a container that is. */
function isHead(id: number, { visit, scope, isStart, isPassed }: ChainPosition): boolean {
  if (visit === undefined) return false;
  if (isStart) return !visit.folded && scope.attempt === visit.attempts;
  return !isPassed && (id === visit.lastId || scope.iteration?.ended === false) && !isOver(visit, scope);
}

function isOver(visit: Visit, { container, attempt, iteration }: ChainPosition['scope']): boolean {
  return (
    visit.folded &&
    (iteration?.ended === true || container?.folded === true || attempt < (container?.attempts ?? attempt))
  );
}

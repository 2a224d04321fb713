import type { Place } from './visit.ts';

/** Events that are kept whatever they are, a power of two: what points at an event comes soon after it, mostly. */
const RECENT = 256;

/** Where each chain of events is, without those events that nothing can point at any more. */
export interface Places {
  get(id: number): Place | undefined;
  set(id: number, place: Place): void;
  /** How many are kept beyond the latest. */
  heads(): number;
}

/** The latest events lie in a ring, by the last bits of their ids; of those that fall out of it heads are kept. */
export function createPlaces(): Places {
  const ids = new Float64Array(RECENT);
  const ring = new Array<Place | undefined>(RECENT).fill(undefined);
  const heads = new Map<number, Place>();
  let limit = 2 * RECENT;

  const sweep = (): void => {
    for (const [id, place] of heads) if (!isHead(id, place)) heads.delete(id);
    limit = 2 * heads.size + 2 * RECENT;
  };

  return {
    get(id) {
      const slot = id & (RECENT - 1);
      return ids[slot] === id ? ring[slot] : heads.get(id);
    },
    set(id, place) {
      const slot = id & (RECENT - 1);
      const oldId = ids[slot] ?? 0;
      const old = ring[slot];
      if (old !== undefined && oldId !== id && isHead(oldId, old)) {
        heads.set(oldId, old);
        if (heads.size > limit) sweep();
      }
      ids[slot] = id;
      ring[slot] = place;
    },
    heads: () => heads.size,
  };
}

/** Whether a chain may go on from here: the end of one that is open, or the beginning of a container that is. */
function isHead(id: number, { visit, scope, isStart, isPassed }: Place): boolean {
  if (visit === undefined) return false;
  if (isStart) return !visit.folded && scope.attempt === visit.attempts;
  return !isPassed && (id === visit.lastId || scope.iteration?.ended === false) && !isOver(visit, scope);
}

function isOver(visit: Place['visit'] & object, { container, attempt, iteration }: Place['scope']): boolean {
  return (
    visit.folded &&
    (iteration?.ended === true || container?.folded === true || attempt < (container?.attempts ?? attempt))
  );
}

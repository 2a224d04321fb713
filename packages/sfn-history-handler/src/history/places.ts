import type { Place } from './visit.ts';

/** Events that are kept whatever they are: what points at an event comes soon after it, mostly. */
const RECENT = 256;

/** Where each chain of events is, without those events that nothing can point at any more. */
export interface Places {
  get(id: number): Place | undefined;
  set(id: number, place: Place): void;
}

export const createPlaces = (): Places => {
  const places = new Map<number, Place>();
  let newest = 0;
  let limit = 4 * RECENT;

  const sweep = (): void => {
    for (const [id, place] of places) if (id < newest - RECENT && !isHead(id, place)) places.delete(id);
    limit = 2 * places.size + 4 * RECENT;
  };

  return {
    get: (id) => places.get(id),
    set(id, place) {
      places.set(id, place);
      newest = Math.max(newest, id);
      if (places.size > limit) sweep();
    },
  };
};

/** Whether a chain may go on from here: the end of one that is open, or the beginning of a container that is. */
const isHead = (id: number, { visit, scope, isStart, isPassed }: Place): boolean => {
  if (visit === undefined) return false;
  if (isStart) return !visit.folded && scope.attempt === visit.attempts;
  return !isPassed && (id === visit.lastId || scope.iteration?.ended === false) && !isOver(visit, scope);
};

const isOver = (visit: Place['visit'] & object, { container, attempt, iteration }: Place['scope']): boolean =>
  visit.folded &&
  (iteration?.ended === true || container?.folded === true || attempt < (container?.attempts ?? attempt));

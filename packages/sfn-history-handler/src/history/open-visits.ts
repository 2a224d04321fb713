import type { Visit } from './visit.ts';

/** The visits that are under way, in the order in which they were entered. A list and not a set: it is in every step. */
export interface OpenVisits extends Iterable<Visit> {
  add(visit: Visit): void;
  delete(visit: Visit): void;
}

export function createOpenVisits(): OpenVisits {
  let first: Visit | undefined;
  let last: Visit | undefined;
  return {
    add(visit) {
      visit.before = last;
      if (last) last.after = visit;
      else first = visit;
      last = visit;
    },
    /** Only of one that is in it. */
    delete(visit) {
      const { before, after } = visit;
      if (before) before.after = after;
      else first = after;
      if (after) after.before = before;
      else last = before;
    },
    *[Symbol.iterator]() {
      for (let visit = first; visit; visit = visit.after) yield visit;
    },
  };
}

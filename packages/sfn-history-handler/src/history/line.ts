import { newSpans, type Spans } from './spans.ts';
import { newTally, type Tally, type Timed } from './tally.ts';
import type { Visit } from './visit.ts';

/** All that is remembered of the visits of one state that are over. */
export interface Line {
  readonly name: string;
  readonly type: string;
  readonly parent: Line | undefined;
  readonly children: Map<string, Line>;
  readonly spans: Spans;
  /** The visits that count, and those that a later attempt of their container, or a redrive, replaced. */
  readonly counted: Tally;
  readonly replaced: Tally;
  visits: number;
  latest: Visit | undefined;
  retries: number;
  /** Distinct error names, the latest last. */
  errors: string[];
  resource: string | undefined;
  slowest: (Omit<Timed, 'iteration'> & { readonly iteration: number | undefined }) | undefined;
  branches: number;
  /** ARNs of the nested executions and map runs that were started last. */
  nested: string[];
  mapRuns: string[];
  /** Events whose output tells the nested execution, where it was not told without. */
  nestedIds: number[];
  /** In which attempt of the execution, counted by redrives, it was visited last. */
  readonly redrive: number;
  /** Milliseconds in which a visit was under way, and since when the present ones are. */
  busy: number | undefined;
  active: number;
  busyFrom: number;
  busyTo: number | undefined;
}

/** The line of the states with that name in that container; a new one for the first visit. */
export function lineOf(siblings: Map<string, Line>, name: string, type: string, parent: Line | undefined): Line {
  const known = siblings.get(name);
  if (known) return known;
  const line: Line = {
    name,
    type,
    parent,
    children: new Map(),
    spans: newSpans(),
    counted: newTally(),
    replaced: newTally(),
    visits: 0,
    latest: undefined,
    retries: 0,
    errors: [],
    resource: undefined,
    slowest: undefined,
    branches: 0,
    nested: [],
    mapRuns: [],
    nestedIds: [],
    redrive: 0,
    busy: undefined,
    active: 0,
    busyFrom: 0,
    busyTo: undefined,
  };
  siblings.set(name, line);
  return line;
}

/** Where a redrive goes on, the attempt before has had its own report: only how its visits ended counts here. */
export function renewLine(line: Line, redrive: number): void {
  if (line.redrive >= redrive) return;
  Object.assign(line, { redrive, spans: newSpans(), busy: undefined, retries: 0, errors: [], slowest: undefined });
}

/** A visit goes on or begins; without its time it does not count as busy. */
export function enterLine(line: Line, at: number | undefined): void {
  if (at === undefined) return;
  if (line.active === 0) line.busyFrom = at;
  line.active += 1;
}

/** A visit that had entered is over. With the last one that is under way at the time their union is known. */
export function leaveLine(line: Line, at: number | undefined): void {
  if (at !== undefined) line.busyTo = Math.max(line.busyTo ?? at, at);
  line.active -= 1;
  if (line.active > 0 || line.busyTo === undefined) return;
  line.busy = (line.busy ?? 0) + Math.max(0, line.busyTo - line.busyFrom);
  line.busyTo = undefined;
}

/** With a stack of its own: nothing says how deep states are nested. */
export function depthFirst(roots: ReadonlyMap<string, Line>): Line[] {
  const stack = [...roots.values()].reverse();
  const lines: Line[] = [];
  for (let line = stack.pop(); line !== undefined; line = stack.pop()) {
    lines.push(line);
    stack.push(...[...line.children.values()].reverse());
  }
  return lines;
}

/** The list with the item at its end, once, and no longer than `most`. */
export function withLatest<Item>(items: readonly Item[], item: Item, most = 3): Item[] {
  return items.at(-1) === item ? (items as Item[]) : [...items.filter((other) => other !== item), item].slice(-most);
}

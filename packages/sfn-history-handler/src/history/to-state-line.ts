import { type Iterations, STATE_OUTCOMES, type StateLine } from '@shipbell/core';
import type { Line } from './line.ts';
import { listSpans } from './spans.ts';
import { type Tally, total } from './tally.ts';

/** What others know of a line: its nested executions, and what the map runs of a distributed Map count. */
export interface Learned {
  readonly nested: StateLine['nested'];
  readonly iterations: Iterations | undefined;
}

/** The line as the report tells it; `places` are the indexes of all lines in the report. */
export function toStateLine(
  line: Line,
  places: ReadonlyMap<Line, number>,
  redrive: number,
  learned: Learned,
): StateLine {
  const tally = total(line.counted.visits) > 0 ? line.counted : line.replaced;
  return {
    name: line.name,
    type: line.type,
    parent: line.parent && places.get(line.parent),
    visits: line.visits,
    outcomes: tally.visits,
    outcome: STATE_OUTCOMES.find((outcome) => tally.visits[outcome]) ?? 'open',
    earlier: line.redrive < redrive,
    busy: line.busy,
    spans: listSpans(line.spans),
    retries: line.retries,
    errors: line.errors,
    resource: line.resource,
    slowest: line.visits > 1 ? line.slowest : undefined,
    iterations: line.type === 'Map' ? (learned.iterations ?? toIterations(tally)) : undefined,
    branches: line.type === 'Parallel' ? line.branches : undefined,
    nested: learned.nested,
  };
}

function toIterations({ items, iterations, slowest, firstFailed }: Tally): Iterations {
  return {
    total: Math.max(items, total(iterations)),
    outcomes: iterations,
    slowest,
    firstFailed,
    distributed: false,
    unknown: undefined,
  };
}

import { type Iterations, STATE_OUTCOMES } from '@shipbell/core';
import { NOTHING_COUNTED, type ReadMapRun } from '../aws/read-map-run.ts';
import type { Line } from '../history/line.ts';

/** What became of the items of each distributed Map. */
export type MapRunCounts = ReadonlyMap<Line, Iterations>;

/** Map runs to ask for: each is a call, and a state machine may hold more than would be read in time. */
const MAP_RUNS = 5;

/** The counts of the last map runs of each distributed Map, those that failed first. */
export async function readMapRuns(lines: readonly Line[], readMapRun: ReadMapRun): Promise<MapRunCounts> {
  const wanted = lines
    .filter(({ mapRuns }) => mapRuns.length > 0)
    .sort((one, other) => Number(isWell(one)) - Number(isWell(other)))
    .flatMap((line) => line.mapRuns.map((arn) => ({ line, arn })));
  const read = await Promise.all(
    wanted.map(async ({ line, arn }, index) => ({
      line,
      counts: index < MAP_RUNS ? await readMapRun(arn) : NOT_ASKED,
    })),
  );
  const sums = new Map<Line, Iterations>();
  for (const { line, counts } of read) sums.set(line, add(sums.get(line) ?? NOTHING_COUNTED, counts));
  return sums;
}

function isWell({ errors }: Line): boolean {
  return errors.length === 0;
}

const NOT_ASKED: Iterations = { ...NOTHING_COUNTED, unknown: `only ${MAP_RUNS} map runs are asked for` };

function add(sum: Iterations, run: Iterations): Iterations {
  return {
    ...sum,
    total: sum.total + run.total,
    outcomes: Object.fromEntries(
      STATE_OUTCOMES.map(
        (outcome) => [outcome, (sum.outcomes[outcome] ?? 0) + (run.outcomes[outcome] ?? 0)] as const,
      ).filter(([, count]) => count > 0),
    ),
    unknown: sum.unknown ?? run.unknown,
  };
}

import { type Iterations, STATE_OUTCOMES } from '@shipbell/core';
import type { Logger } from '@shipbell/core/runtime';
import type { HistoryCoverage } from '../aws/read-history.ts';
import { NOTHING_COUNTED, type ReadMapRun } from '../aws/read-map-run.ts';
import type { Reads } from '../aws/reads.ts';
import { createStateBuilder } from '../history/build-states.ts';
import type { FailedState } from '../history/failed-state.ts';
import type { States } from '../history/finish-states.ts';
import { functionNameIn, type HistoryEvent } from '../history/history-event.ts';
import { type Line, withLatest } from '../history/line.ts';
import type { ExecutionEvent } from '../parse-event.ts';

/** The states of an execution, with what its history only points at. */
export interface ExecutionStates extends States {
  /** The ARNs of the nested executions of each state. */
  readonly nested: ReadonlyMap<Line, readonly string[]>;
  /** The Lambda function that the failed state called. */
  readonly functionName: string | undefined;
  /** How the items of each distributed Map ended. */
  readonly mapRuns: ReadonlyMap<Line, Iterations>;
  /** Why the states are unknown, or some of them. */
  readonly unknown: string | undefined;
}

/** Returns the states of an execution that has not ended: none. */
export function noStates(): ExecutionStates {
  return {
    ...createStateBuilder().finish(),
    nested: new Map(),
    functionName: undefined,
    mapRuns: new Map(),
    unknown: undefined,
  };
}

/** Finds the states that the execution's history shows. Never throws, because the message goes out anyway. */
export async function findStates(
  { executionArn, redriveCount }: Pick<ExecutionEvent, 'executionArn' | 'redriveCount'>,
  { readHistory, readEventData, readMapRun }: Pick<Reads, 'readHistory' | 'readEventData' | 'readMapRun'>,
  log: Logger,
): Promise<ExecutionStates> {
  const builder = createStateBuilder(redriveCount);
  const { events, missing } = await readHistory(executionArn, builder);
  const states = builder.finish();
  const unknown = missing && missingPart(events, missing);
  if (missing) {
    const { after, before, failure } = missing;
    const fields = { executionArn, events, after, before, error: failure.error, unknown };
    log.warn('The history could not be read to its end', fields);
  }
  const readData = async (ids: readonly number[]) => {
    const { found, failure } = await readEventData(executionArn, ids, missing ? undefined : events);
    if (failure) {
      log.warn('The names of what was called could not be read', { executionArn, error: failure.error });
    }
    return found;
  };
  const [names, mapRuns] = await Promise.all([
    findNames(states, readData),
    countMapRuns(states.lines, readMapRun, log),
  ]);
  return { ...states, ...names, mapRuns, unknown };
}

function missingPart(events: number, { after, before, failure }: HistoryCoverage['missing'] & object): string {
  if (events === 0) return `States unknown: ${failure.reason}`;
  if (before === undefined) return `States known to event ${after} only: ${failure.reason}`;
  return `States known without events ${after + 1} to ${before - 1}: ${failure.reason}`;
}

/**
 * Finds the names that only the data of some events holds. The function's name matters most, because its log is linked.
 */
async function findNames(
  { lines, failure }: Pick<States, 'lines' | 'failure'>,
  readData: (ids: readonly number[]) => Promise<ReadonlyMap<number, HistoryEvent>>,
): Promise<Pick<ExecutionStates, 'nested' | 'functionName'>> {
  const scheduled = isUnnamedLambda(failure) ? failure.scheduledId : undefined;
  const ids = [...(scheduled === undefined ? [] : [scheduled]), ...lines.flatMap(({ nestedIds }) => nestedIds)];
  const data = ids.length === 0 ? new Map<number, HistoryEvent>() : await readData(ids);
  const scheduling = data.get(scheduled ?? 0);
  return {
    nested: new Map(lines.map((line) => [line, nestedOf(line, data)])),
    functionName: (scheduling && functionNameIn(scheduling.details)) ?? failure?.functionName,
  };
}

function isUnnamedLambda(failure: FailedState | undefined): failure is FailedState {
  return failure?.functionName === undefined && failure?.resource?.startsWith('lambda:invoke') === true;
}

function nestedOf({ nested, nestedIds }: Line, data: ReadonlyMap<number, HistoryEvent>): readonly string[] {
  return nestedIds
    .flatMap((id) => data.get(id)?.details.executionArn ?? [])
    .reduce<readonly string[]>((arns, arn) => withLatest(arns, arn), nested);
}

/** How many map runs are asked for: each is a call, and a state machine may hold more than could be read in time. */
const MOST_MAP_RUNS = 5;

const NOT_ASKED: Iterations = { ...NOTHING_COUNTED, unknown: `only ${MOST_MAP_RUNS} map runs are asked for` };

/**
 * Returns the counts of the last map runs of each distributed Map; the runs of Maps that failed are asked for first.
 */
async function countMapRuns(
  lines: readonly Line[],
  readMapRun: ReadMapRun,
  log: Logger,
): Promise<ExecutionStates['mapRuns']> {
  const wanted = lines
    .filter(({ mapRuns }) => mapRuns.length > 0)
    .sort((one, other) => Number(one.errors.length === 0) - Number(other.errors.length === 0))
    .flatMap((line) => line.mapRuns.map((arn) => ({ line, arn })));
  const counted = await Promise.all(
    wanted.map(async ({ line, arn }, index) => ({
      line,
      counts: index < MOST_MAP_RUNS ? await countMapRun(arn, readMapRun, log) : NOT_ASKED,
    })),
  );
  const sums = new Map<Line, Iterations>();
  for (const { line, counts } of counted) sums.set(line, add(sums.get(line) ?? NOTHING_COUNTED, counts));
  return sums;
}

async function countMapRun(mapRunArn: string, readMapRun: ReadMapRun, log: Logger): Promise<Iterations> {
  const { value, failure } = await readMapRun(mapRunArn);
  if (failure === undefined) return value;
  const { reason, error } = failure;
  log.warn("A map run's counts could not be read", { mapRunArn, reason, error });
  return { ...NOTHING_COUNTED, unknown: reason };
}

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

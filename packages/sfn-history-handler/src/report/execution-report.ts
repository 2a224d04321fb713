import { type ExecutionReport, type Iterations, STATE_OUTCOMES, type StateLine } from '@shipbell/core';
import type { StateMachineSetting } from '../config.ts';
import { type Line, type Tally, total } from '../history/line.ts';
import { listSpans } from '../history/spans.ts';
import type { ExecutionEvent } from '../parse-event.ts';
import type { Standing } from '../policy.ts';
import { linkToExecution, nestedExecution, toFailure, toWords } from './failure.ts';
import type { ExecutionDetails } from './find-details.ts';
import { linkToMapRun } from './job-pages.ts';

/** Returns the report of what happened and what was found, of which core makes a message. */
export function toExecutionReport(
  event: ExecutionEvent,
  { name, imageUrl }: Pick<StateMachineSetting, 'name' | 'imageUrl'>,
  details: ExecutionDetails,
  { recovery, slowness }: Pick<Standing, 'recovery' | 'slowness'>,
  { environment, linkStyle, team }: Pick<ExecutionReport, 'environment' | 'linkStyle' | 'team'>,
): ExecutionReport {
  const { end, functionName } = details;
  return {
    environment,
    linkStyle,
    team,
    name: name ?? event.stateMachine,
    status: event.status,
    statusText: event.statusText,
    executionArn: event.executionArn,
    url: linkToExecution(event.executionArn),
    parentUrl: event.parentArn && linkToExecution(event.parentArn),
    imageUrl,
    redriveCount: event.redriveCount,
    startedAt: event.startedAt,
    endedAt: event.endedAt ?? (end?.at === undefined ? undefined : new Date(end.at)),
    error: toError(event) ?? (end && toError(end)),
    stoppedAt: details.stoppedAt,
    failure: toFailure(details, functionName, event.executionArn),
    retrying: details.retrying && toWords(details.retrying),
    lines: toLines(details),
    statesUnknown: details.unknown,
    typicalDuration: details.typicalDuration,
    isSlow: slowness?.kind === 'slow',
    recovery,
    input: details.input,
  };
}

function toError({ error: name, cause }: { error: string | undefined; cause: string | undefined }) {
  return name || cause ? { name, cause } : undefined;
}

function toLines({ lines, redrive, nested, mapRuns }: ExecutionDetails): StateLine[] {
  const indexes = new Map(lines.map((line, index) => [line, index]));
  return lines.map((line) =>
    toStateLine(line, indexes, redrive, {
      nested: (nested.get(line) ?? []).map(nestedExecution),
      iterations: mapRuns.get(line),
    }),
  );
}

/**
 * Returns the line as the report has it. `indexes` are those of all lines; `found` is what was read beyond the history.
 */
export function toStateLine(
  line: Line,
  indexes: ReadonlyMap<Line, number>,
  redrive: number,
  found: Pick<StateLine, 'nested' | 'iterations'>,
): StateLine {
  const tally = total(line.counted.visits) > 0 ? line.counted : line.replaced;
  return {
    name: line.name,
    type: line.type,
    parent: line.parent && indexes.get(line.parent),
    visits: line.visits,
    outcomes: tally.visits,
    outcome: STATE_OUTCOMES.find((outcome) => tally.visits[outcome]) ?? 'open',
    earlier: line.redrive < redrive,
    busyMs: line.busyMs,
    spans: listSpans(line.spans),
    retries: line.retries,
    errors: line.errors,
    resource: line.resource,
    slowest: line.visits > 1 ? line.slowest : undefined,
    iterations: line.type === 'Map' ? (found.iterations ?? toIterations(tally)) : undefined,
    branches: line.type === 'Parallel' ? line.branches : undefined,
    mapRunUrl: linkToMapRun(line.mapRuns.at(-1)),
    nested: found.nested,
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

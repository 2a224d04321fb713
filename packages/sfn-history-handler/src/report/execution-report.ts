import type { ExecutionFailure, ExecutionReport, StateLine } from '@shipbell/core';
import type { StateMachineSetting } from '../config.ts';
import { toStateLine } from '../history/to-state-line.ts';
import type { ExecutionEvent } from '../parse-event.ts';
import { failedLambda } from './failed-lambda.ts';
import type { Learned } from './learn-execution.ts';
import { linkToExecution, nestedExecution, unwrapNested } from './nested-execution.ts';

/** What happened and what the history tells, as the report that core draws. */
export function toExecutionReport(
  event: ExecutionEvent,
  { name, imageUrl }: Pick<StateMachineSetting, 'name' | 'imageUrl'>,
  learned: Learned,
  environment: string,
): ExecutionReport {
  return {
    environment,
    name: name ?? event.stateMachine,
    status: event.status,
    statusText: event.statusText,
    executionArn: event.executionArn,
    url: linkToExecution(event.executionArn),
    imageUrl,
    redriveCount: event.redriveCount,
    startedAt: event.startedAt,
    endedAt: event.endedAt ?? dateOf(learned.end?.at),
    error: toError(event) ?? (learned.end && toError(learned.end)),
    stoppedAt: learned.stoppedAt,
    failure: toFailure(learned, event.executionArn),
    lines: toLines(learned),
    statesUnknown: learned.unknown,
    typicalDuration: learned.typicalDuration,
    input: learned.input,
  };
}

function toError({ error: name, cause }: { error: string | undefined; cause: string | undefined }) {
  return name || cause ? { name, cause } : undefined;
}

function toLines({ lines, redrive, names, mapRuns }: Learned): StateLine[] {
  const places = new Map(lines.map((line, index) => [line, index]));
  return lines.map((line) =>
    toStateLine(line, places, redrive, {
      nested: (names.nested.get(line) ?? []).map(nestedExecution),
      iterations: mapRuns.get(line),
    }),
  );
}

function toFailure({ failure, lines, names }: Learned, executionArn: string): ExecutionFailure | undefined {
  if (failure === undefined) return undefined;
  const { line, iteration, at, resource } = failure;
  const unwrapped = unwrapNested(failure.error, failure.cause);
  return {
    state: line.name,
    line: lines.indexOf(line),
    iteration,
    at: dateOf(at),
    error: unwrapped.error,
    cause: unwrapped.cause,
    resource,
    nested: unwrapped.executionArn === undefined ? undefined : nestedExecution(unwrapped.executionArn),
    lambda: failedLambda(failure, names.functionName, executionArn),
  };
}

function dateOf(at: number | undefined): Date | undefined {
  return at === undefined ? undefined : new Date(at);
}

import { functionNameIn } from './history-event.ts';
import type { Line } from './line.ts';
import { iterationOf, type Visit } from './visit.ts';

/** An error's name and its cause. */
export interface ErrorWords {
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** A state that failed, and its latest attempt. */
export interface FailedState extends ErrorWords {
  readonly line: Line;
  readonly iteration: number | undefined;
  readonly resource: string | undefined;
  /** Whether it failed before what it called began to run. */
  readonly neverRan: boolean;
  readonly at: number | undefined;
  readonly scheduledAt: number | undefined;
  readonly scheduledId: number | undefined;
  readonly functionName: string | undefined;
}

/** Returns the failed state of a visit. `words` are those of the execution's end, where that failed because of it. */
export function toFailedState(visit: Visit, words?: ErrorWords): FailedState {
  return {
    line: visit.line,
    iteration: iterationOf(visit),
    error: visit.lastError,
    cause: visit.lastCause ?? words?.cause,
    resource: visit.scheduled?.details.resource,
    neverRan: visit.neverRan,
    at: visit.endedAt,
    scheduledAt: visit.scheduled?.at,
    scheduledId: visit.scheduled?.id,
    functionName: visit.scheduled && functionNameIn(visit.scheduled.details),
  };
}

/** Returns the innermost state because of which the visit failed: the visit itself, unless a state in it failed. */
export function culpritIn(visit: Visit): Visit {
  let culprit = visit;
  while (culprit.failedBy) culprit = culprit.failedBy;
  return culprit;
}

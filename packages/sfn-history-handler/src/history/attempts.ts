import { attemptFailed, attemptRetried, stopClock } from './clock.ts';
import { resumeIterations } from './container.ts';
import type { HistoryEvent } from './history-event.ts';
import { enterLine, renewLine } from './line.ts';
import { enclosing, firstPhase, noteError, type Visit } from './visit.ts';

/** Another attempt, which forgets how the one before ended. */
export function startAttempt(visit: Visit, event: HistoryEvent): void {
  attemptRetried(visit, visit.container ? 'running' : 'waiting', event.at);
  visit.attempts = Math.max(visit.attempts, visit.failures) + 1;
  visit.failing = undefined;
  visit.failedBy = undefined;
  visit.closed = false;
  visit.lastCause = undefined;
  visit.endedAt = undefined;
  visit.scheduled = event;
}

export function failAttempt(
  visit: Visit,
  error: string | undefined,
  { at, more }: HistoryEvent,
  how: Visit['failing'] = 'failed',
): void {
  visit.failures += 1;
  noteError(visit, error);
  visit.lastCause = more.cause;
  visit.failing = how;
  visit.endedAt = at;
  attemptFailed(visit, at);
}

/**
 * The attempt of a container ends because of a state in it; whatever lies between the two fails with them. A state that
 * is not in it, as in a history that makes no sense, is not to blame.
 */
export function failContainer(container: Visit, from: Visit | undefined, at: number | undefined): void {
  const isInside = from !== container && enclosing(from, (visit) => visit === container) !== undefined;
  const culprit = isInside ? from : container.failedBy;
  for (let visit = culprit; visit && visit !== container; visit = visit.scope.container) {
    if (visit.folded) continue;
    visit.failing ??= 'failed';
    visit.aborted = false;
    visit.closed = true;
    visit.endedAt ??= at;
    attemptFailed(visit, visit.endedAt);
  }
  if (culprit && !culprit.folded) container.failedBy = culprit;
  if (container.failures < container.attempts) {
    container.failures += 1;
    noteError(container, culprit?.lastError);
  }
  container.failing = 'failed';
  container.endedAt = at;
  attemptFailed(container, at);
}

/** A redrive goes on with a visit that had failed or was stopped: what became of it before is told no more. */
export function beginAgain(visit: Visit, at: number | undefined, redrive: number): void {
  renewLine(visit.line, redrive);
  if (visit.paused && visit.enteredAt !== undefined) enterLine(visit.line, at);
  if (visit.scope.iteration) visit.scope.iteration.ended = false;
  if (visit.container) resumeIterations(visit.container);
  Object.assign(visit, {
    enteredAt: at,
    endedAt: undefined,
    attempts: 0,
    failures: 0,
    errors: [],
    lastError: undefined,
    lastCause: undefined,
    failing: undefined,
    failedBy: undefined,
    aborted: false,
    closed: false,
    paused: false,
    redrive,
    phase: firstPhase(visit.type),
    since: at,
    failed: undefined,
  } satisfies Partial<Visit>);
}

/** The execution has ended around a visit, which a redrive may go on with. */
export function pause(visit: Visit, at: number | undefined): void {
  if (visit.paused) return;
  visit.endedAt ??= at;
  stopClock(visit, visit.failing ?? 'aborted', visit.endedAt, true);
  visit.paused = true;
}

import { noteCaught, noteSucceeded } from './caught-state.ts';
import { abandonInside, foldVisits, foldWithInside } from './fold-visit.ts';
import type { HistoryEvent } from './history-event.ts';
import { addTally, enterLine, renewLine } from './line.ts';
import {
  type Chain,
  type Container,
  endIteration,
  newChain,
  replaceInside,
  resumeIterations,
  startIteration,
} from './state-container.ts';
import {
  attemptFailed,
  attemptRetried,
  blankVisit,
  enclosing,
  noteError,
  type Scope,
  stopClock,
  turnTo,
  type Visit,
} from './visit.ts';

/**
 * Changes the visit as its event says, and returns the scope in which the next state that is entered runs. `from` is
 * the visit of the event before this one, often a state inside the container that `visit` is. `open` are all visits
 * under way.
 */
export function changeVisit(visit: Visit, event: HistoryEvent, from: Visit | undefined, open: Set<Visit>): Scope {
  const { type, at, details } = event;
  switch (type.kind) {
    case 'exited':
      leave(visit, from, at, open);
      break;
    case 'aborted':
      abort(visit, event);
      break;
    case 'attempt started':
      startAttempt(visit, event);
      break;
    case 'work started':
      turnTo(visit, 'running', at);
      break;
    case 'attempt succeeded':
    case 'container succeeded':
      visit.failing = undefined;
      break;
    case 'attempt failed':
    case 'evaluation failed':
      failAttempt(visit, details.error, event);
      break;
    case 'attempt timed out':
      failAttempt(visit, details.error ?? 'States.Timeout', event, 'timed_out');
      break;
    case 'container started':
      return startContainer(visit, event, from, open);
    case 'iteration started':
      return inIteration(visit, event);
    case 'iteration succeeded':
      if (visit.container) endIteration(visit.container, event.index ?? 0, 'succeeded', at);
      break;
    case 'iteration aborted':
      if (visit.container) endIteration(visit.container, event.index ?? 0, 'aborted', at);
      break;
    case 'iteration failed':
      if (visit.container) endIteration(visit.container, event.index ?? 0, 'failed', at);
      failContainer(visit, from, at);
      break;
    case 'container failed':
      failContainer(visit, from, at);
      visit.closed = true;
      break;
  }
  return visit.scope;
}

function leave(visit: Visit, from: Visit | undefined, at: number | undefined, open: Set<Visit>): void {
  // A Parallel whose branch failed may be left by its Catch without a ParallelStateFailed.
  if (visit.container && from !== visit && from?.folded === false) failContainer(visit, from, at);
  if (visit.failing) noteCaught(visit);
  else noteSucceeded(visit);
  visit.endedAt = at;
  const outcome = visit.failing ? 'caught' : 'succeeded';
  foldWithInside({ visit, outcome, endedAt: at, replaced: false }, open);
}

function abort(visit: Visit, { type, at }: HistoryEvent): void {
  // Where a state was aborted because another one failed, the event points at the one that failed.
  if (type.state !== visit.type || visit.closed) return;
  visit.aborted = true;
  visit.closed = true;
  visit.endedAt = at;
}

function startContainer(visit: Visit, event: HistoryEvent, from: Visit | undefined, open: Set<Visit>): Scope {
  const { container } = visit;
  if (visit.attempts > 0) {
    failContainer(visit, from, event.at);
    foldVisits(abandonInside(visit, visit.endedAt, true, open), open);
    if (container) replaceInside(container);
  }
  startAttempt(visit, event);
  if (container && event.details.length !== undefined) container.progress.items = event.details.length;
  return { container: visit, attempt: visit.attempts, chain: newChain() };
}

function inIteration(visit: Visit, { index = 0, at }: HistoryEvent): Scope {
  return {
    container: visit,
    attempt: visit.attempts,
    chain: visit.container ? startIteration(visit.container, index, at) : newChain(index, at),
  };
}

/** Begins another attempt, and forgets how the one before ended. */
function startAttempt(visit: Visit, event: HistoryEvent): void {
  attemptRetried(visit, visit.container ? 'running' : 'waiting', event.at);
  visit.attempts = Math.max(visit.attempts, visit.failures) + 1;
  visit.failing = undefined;
  visit.failedBy = undefined;
  visit.closed = false;
  visit.lastCause = undefined;
  visit.neverRan = false;
  visit.endedAt = undefined;
  visit.scheduled = event;
}

/** Matches LambdaFunctionScheduleFailed, LambdaFunctionStartFailed, TaskStartFailed and TaskSubmitFailed. */
const NEVER_RAN = /(?:Schedule|Start|Submit)Failed$/;

function failAttempt(
  visit: Visit,
  error: string | undefined,
  { type, at, details }: HistoryEvent,
  failing: Visit['failing'] = 'failed',
): void {
  visit.failures += 1;
  noteError(visit, error);
  visit.lastCause = details.cause;
  visit.neverRan = NEVER_RAN.test(type.name);
  visit.failing = failing;
  visit.endedAt = at;
  attemptFailed(visit, at);
}

/**
 * Ends the attempt of a container because of a state in it, and with it everything between the two. A state that is not
 * in the container, as in a history that makes no sense, is not blamed.
 */
function failContainer(container: Visit, from: Visit | undefined, at: number | undefined): void {
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

/**
 * Resets a visit that had failed or was stopped, because a redrive goes on with it: what happened in it before is not
 * reported again. `isStarted` says that an attempt of it is under way already, which no event will start.
 */
export function beginAgain(visit: Visit, at: number | undefined, redrive: number, isStarted: boolean): void {
  const { line, container, scope, position, enteredId, scheduled } = visit;
  renewLine(line, redrive);
  line.visits += 1;
  if (visit.paused && visit.enteredAt !== undefined) enterLine(line, at);
  Object.assign(scope.chain, { ended: false, startedAt: at } satisfies Partial<Chain>);
  if (container) {
    resumeIterations(container);
    countEarlier(container, redrive);
  }
  const kept = { position, container, scheduled, attempts: isStarted ? 1 : 0 } satisfies Partial<Visit>;
  Object.assign(visit, blankVisit(enteredId, at, line, scope, redrive), kept);
}

/** Counts what was over in a container in its lines, as long as the redrive has not begun these anew. */
function countEarlier({ inside }: Container, redrive: number): void {
  for (const [line, tally] of inside) if (line.redrive < redrive) addTally(line.counted, tally);
  inside.clear();
}

/** Pauses a visit because the execution has ended around it; a redrive may go on with it. */
export function pause(visit: Visit, at: number | undefined): void {
  if (visit.paused) return;
  visit.endedAt ??= at;
  stopClock(visit, visit.failing ?? 'aborted', visit.endedAt, true);
  visit.paused = true;
}

import { failAttempt, failContainer, startAttempt } from './attempts.ts';
import { turnTo } from './clock.ts';
import { endIteration, replaceInside, startIteration } from './container.ts';
import { abandonInside, foldVisits, foldWithInside } from './fold.ts';
import type { HistoryEvent } from './history-event.ts';
import type { OpenVisits } from './open-visits.ts';
import type { Scope, Visit } from './visit.ts';

/**
 * What an event does to the visit that it belongs to; `from` is the visit of the event before it, often a state inside
 * the container that `visit` is; `open` are all that are under way. Gives back where a state that is entered next runs.
 */
export function changeVisit(visit: Visit, event: HistoryEvent, from: Visit | undefined, open: OpenVisits): Scope {
  const { type, at } = event;
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
      failAttempt(visit, event.more.error, event);
      break;
    case 'attempt timed out':
      failAttempt(visit, event.more.error ?? 'States.Timeout', event, 'timed_out');
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

function leave(visit: Visit, from: Visit | undefined, at: number | undefined, open: OpenVisits): void {
  // A Parallel whose branch failed may be left by its Catch without a ParallelStateFailed.
  if (visit.container && from !== visit && from?.folded === false) failContainer(visit, from, at);
  visit.endedAt = at;
  const outcome = visit.failing ? 'caught' : 'succeeded';
  foldWithInside({ visit, outcome, endedAt: at, replaced: false }, open);
}

function abort(visit: Visit, { type, at }: HistoryEvent): void {
  // Points at the state that failed where that is why another one was aborted.
  if (type.state !== visit.type || visit.closed) return;
  visit.aborted = true;
  visit.closed = true;
  visit.endedAt = at;
}

function startContainer(visit: Visit, event: HistoryEvent, from: Visit | undefined, open: OpenVisits): Scope {
  const { container } = visit;
  if (visit.attempts > 0) {
    failContainer(visit, from, event.at);
    foldVisits(abandonInside(visit, visit.endedAt, true, open), open);
    if (container) replaceInside(container);
  }
  startAttempt(visit, event);
  if (container && event.more.length !== undefined) container.progress.items = event.more.length;
  return { container: visit, attempt: visit.attempts, iteration: undefined };
}

function inIteration(visit: Visit, { index = 0, at }: HistoryEvent): Scope {
  return {
    container: visit,
    attempt: visit.attempts,
    iteration: visit.container && startIteration(visit.container, index, at),
  };
}

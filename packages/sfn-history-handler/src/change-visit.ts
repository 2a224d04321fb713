import type { HistoryEvent } from './history-event.ts';
import { failAttempt, failContainer, isContainer, type Scope, startAttempt, type Visit } from './visit.ts';

/**
 * What an event does to the visit that it belongs to; `from` is the visit of the event before it, often a state inside
 * the container that `visit` is. Gives back where a state that is entered next runs.
 */
export const changeVisit = (visit: Visit, event: HistoryEvent, from: Visit | undefined): Scope => {
  const { kind, type, at, error } = event;
  switch (kind) {
    case 'exited':
      // A Parallel whose branch failed may be left by its Catch without a ParallelStateFailed.
      if (isContainer(visit) && from !== visit && from?.exited === false) failContainer(visit, from, at);
      visit.exited = true;
      visit.endedAt = at;
      break;
    case 'aborted':
      // Points at the state that failed where that is why this one was aborted.
      if (!type.startsWith(visit.type) || visit.failing) break;
      visit.aborted = true;
      visit.closed = true;
      visit.endedAt = at;
      break;
    case 'attempt started':
      startAttempt(visit);
      visit.resource = event.resource ?? visit.resource;
      break;
    case 'attempt succeeded':
    case 'container succeeded':
      visit.failing = undefined;
      break;
    case 'attempt failed':
    case 'evaluation failed':
      failAttempt(visit, error, at);
      break;
    case 'attempt timed out':
      failAttempt(visit, error ?? 'States.Timeout', at, 'timed_out');
      break;
    case 'container started':
      if (visit.attempts > 0) failContainer(visit, from, at);
      startAttempt(visit);
      return { container: visit, attempt: visit.attempts };
    case 'iteration started':
      return { container: visit, attempt: visit.attempts };
    case 'iteration failed':
      failContainer(visit, from, at);
      break;
    case 'container failed':
      failContainer(visit, from, at);
      visit.closed = true;
      break;
  }
  return visit.scope;
};

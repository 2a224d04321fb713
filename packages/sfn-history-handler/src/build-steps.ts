import { changeVisit } from './change-visit.ts';
import { findVisit, visitEnteredAt } from './find-visit.ts';
import type { EventKind, HistoryEvent } from './history-event.ts';
import { type HistoryEnd, type Steps, settleSteps } from './settle-steps.ts';
import { beginAgain, newVisit, type Place, type Visit } from './visit.ts';

/** Understands a history event by event, oldest first, whatever pages they come in. */
export interface StepBuilder {
  add(event: HistoryEvent): void;
  /** Call it once, after the last event. */
  finish(): Steps;
}

const START: Place = { visit: undefined, scope: { container: undefined, attempt: 0 } };

const ENDS: Partial<Record<EventKind, HistoryEnd['outcome']>> = {
  'execution succeeded': 'succeeded',
  'execution failed': 'failed',
  'execution timed out': 'timed_out',
  'execution aborted': 'aborted',
};

/**
 * One forward pass: every event finds the visit of a state that it belongs to through the event before it on its
 * chain. What comes after redrive number `redriveCount` is another event's story and is left out.
 */
export const createStepBuilder = (redriveCount = Number.POSITIVE_INFINITY): StepBuilder => {
  const visits: Visit[] = [];
  const places = new Map<number, Place>();
  const latest = new Map<string, Visit>();
  let redrive = 0;
  let end: HistoryEnd | undefined;
  let isLater = false;

  const placeAfter = (event: HistoryEvent, from: Place): Place => {
    const outcome = ENDS[event.kind];
    if (event.kind === 'entered') return enter(event, from);
    if (event.kind === 'execution redriven') return restart(event);
    if (outcome !== undefined) {
      end = { ...event, outcome, visit: visitEnteredAt(event.cause, places) ?? from.visit };
      return from;
    }
    const visit = findVisit(event, from, places, latest);
    if (visit === undefined) return from;
    touch(visit, event.at);
    return { visit, scope: changeVisit(visit, event, from.visit) };
  };

  const enter = ({ type, name = '(no name)', at }: HistoryEvent, from: Place): Place => {
    const before = latest.get(name);
    // A redrive starts a chain anew where it had ended, which may be deep in a container.
    const scope = before && !before.exited && before.redrive < redrive ? before.scope : from.scope;
    const visit = newVisit(visits.length, name, type.replace('StateEntered', ''), scope, at, redrive);
    if (scope.container) touch(scope.container, at);
    visits.push(visit);
    latest.set(name, visit);
    return { visit, scope };
  };

  const restart = (event: HistoryEvent): Place => {
    isLater = (event.redriveCount ?? 0) > redriveCount;
    if (isLater) return START;
    end = undefined;
    redrive += 1;
    return START;
  };

  const touch = (visit: Visit, at: Date | undefined): void => {
    for (let v: Visit | undefined = visit; v && v.redrive < redrive; v = v.scope.container) beginAgain(v, at, redrive);
    visit.lastAt = at;
  };

  return {
    add(event) {
      if (isLater) return;
      const place = placeAfter(event, places.get(event.previousId) ?? START);
      if (event.id > 0) places.set(event.id, place);
    },
    finish: () => settleSteps(visits, end, redrive),
  };
};

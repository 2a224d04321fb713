import type { StateOutcome } from '@shipbell/core';
import { failuresBefore } from './caught-state.ts';
import type { EventType } from './event-type.ts';
import { culpritIn, type ErrorWords, type FailedState, toFailedState } from './failed-state.ts';
import { foldVisits, type VisitEnd } from './fold-visit.ts';
import { depthFirst, type Line } from './line.ts';
import { endIteration } from './state-container.ts';
import { attemptFailed, noteError, type Visit } from './visit.ts';

/** How the history says that the execution ended. */
export interface HistoryEnd extends ErrorWords {
  readonly outcome: NonNullable<EventType['end']>;
  /**
   * Whether the execution was stopped, and no state failed: by a person, by its own timeout, or at the limit of its
   * history.
   */
  readonly isStop: boolean;
  readonly at: number | undefined;
  /** The visit that the event of the end points at. */
  readonly visit: Visit | undefined;
}

/** What a history shows of the states, as far as it was read. */
export interface States {
  /** Containers before what ran in them, and otherwise in the order of the first visit. */
  readonly lines: readonly Line[];
  /** Names of the innermost states at which the execution ended without success. */
  readonly stoppedAt: readonly string[];
  /** The innermost state that broke; undefined where none did or the history does not show which. */
  readonly failure: FailedState | undefined;
  /** The states to which its failure led and which failed as well, the one at which the execution ended last. */
  readonly later: readonly FailedState[];
  /** A state that failed before and was caught, and which need not be why the execution failed. */
  readonly earlier: FailedState | undefined;
  /** A state at which the execution was stopped and of which an attempt had failed. */
  readonly retrying: FailedState | undefined;
  /** Undefined where the history was not read to its end. */
  readonly end: HistoryEnd | undefined;
  /** How often the execution was redriven. */
  readonly redrive: number;
}

/** Decides how every visit that is still open ended, because no more events can follow, and returns the states. */
export function finishStates(
  roots: ReadonlyMap<string, Line>,
  open: Set<Visit>,
  end: HistoryEnd | undefined,
  redrive: number,
): States {
  const culprit = end?.outcome === 'failed' && !end.isStop ? findCulprit([...open], end) : undefined;
  if (culprit) blame(culprit, end);
  const ends = new Map<Visit, OpenVisitEnd>();
  for (const visit of open) ends.set(visit, endOf(visit, ends.get(visit.scope.container as Visit), end, redrive));
  const cutOff = [...open].filter((visit) => ends.get(visit)?.cutOff);
  const interrupted = cutOff.find(({ container, lastError }) => !container && lastError);
  const retrying = interrupted && toFailedState(interrupted);
  const last = culprit && toFailedState(culprit, end);
  const { failures, earlier } = culprit && last ? failuresBefore(culprit, last) : { failures: [], earlier: undefined };
  const [failure, ...later] = [...failures, ...(last ? [last] : [])];
  foldVisits([...ends.values()], open);
  return {
    lines: depthFirst(roots),
    stoppedAt: culprit ? [culprit.name] : innermost(cutOff),
    failure,
    later,
    earlier,
    retrying,
    end,
    redrive,
  };
}

/**
 * Returns the innermost state because of which the execution failed; undefined where that may be among the events that
 * were not read.
 */
function findCulprit(open: readonly Visit[], { visit }: HistoryEnd): Visit | undefined {
  const last = visit?.folded === false ? visit : open.findLast(({ unsure, aborted }) => !unsure && !aborted);
  return last && culpritIn(last);
}

/**
 * Marks the culprit and the containers around it as failed. States.Runtime and a Fail state have no event of their own:
 * their error is in the execution's end alone.
 */
function blame(culprit: Visit, end: HistoryEnd | undefined): void {
  for (let visit: Visit | undefined = culprit; visit; visit = visit.scope.container) {
    if (!visit.lastError) noteError(visit, end?.error);
    visit.failing ??= 'failed';
    visit.endedAt ??= end?.at;
    visit.aborted = false;
    visit.unsure = false;
    attemptFailed(visit, visit.endedAt);
    const { container, chain } = visit.scope;
    if (chain.index !== undefined && !chain.ended && container?.container) {
      endIteration(container.container, chain.index, 'failed', visit.endedAt);
    }
  }
}

/** The end of a visit that no event ended, and whether the end of the execution cut it off. */
type OpenVisitEnd = VisitEnd & { readonly cutOff: boolean };

function endOf(
  visit: Visit,
  outside: OpenVisitEnd | undefined,
  end: HistoryEnd | undefined,
  redrive: number,
): OpenVisitEnd {
  const replaced = outside?.replaced === true || visit.redrive < redrive;
  const isAbandoned = replaced || (outside !== undefined && !outside.cutOff && outside.outcome !== 'open');
  const cutOff = (!visit.closed || isStopped(visit)) && !isAbandoned && !visit.unsure && isCutOff(visit, end);
  const outcome = visit.unsure ? 'open' : outcomeOf(visit, isAbandoned, cutOff, end);
  const endedAt = cutOff && !visit.aborted ? end?.at : (visit.endedAt ?? outside?.endedAt ?? end?.at);
  return { visit, outcome, endedAt: outcome === 'open' ? undefined : endedAt, replaced, cutOff };
}

/** Returns whether the visit was aborted for another reason than a state beside it that failed. */
function isStopped({ aborted, scope }: Visit): boolean {
  return aborted && scope.container?.failing === undefined;
}

/**
 * Returns whether the execution was stopped around the visit; a state that waits for its next attempt is cut off too.
 */
function isCutOff(visit: Visit, end: HistoryEnd | undefined): boolean {
  return end?.isStop === true && visit.type !== 'Fail';
}

function outcomeOf(visit: Visit, isAbandoned: boolean, cutOff: boolean, end: HistoryEnd | undefined): StateOutcome {
  if (visit.aborted || cutOff) return 'aborted';
  if (visit.failing) return isAbandoned || end || visit.type === 'Fail' ? visit.failing : 'open';
  return isAbandoned || end?.outcome === 'failed' ? 'aborted' : 'open';
}

/** Returns the names of the visits that hold no other of the visits. */
function innermost(visits: readonly Visit[]): string[] {
  const outer = new Set(visits.map(({ scope }) => scope.container));
  return [...new Set(visits.filter((visit) => !outer.has(visit)).map(({ name }) => name))];
}

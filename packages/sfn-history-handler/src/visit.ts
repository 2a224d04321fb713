import type { StepOutcome } from '@shipbell/core';

/** Where a chain of states runs: the execution itself, the branches of a Parallel, or one iteration of a Map. */
export interface Scope {
  readonly container: Visit | undefined;
  /** Which attempt of the container; an earlier one was given up. */
  readonly attempt: number;
}

/** One visit of a state while the history is read. */
export interface Visit {
  readonly index: number;
  readonly name: string;
  readonly type: string;
  readonly scope: Scope;
  /** When the state was entered, or went on after a redrive. */
  enteredAt: Date | undefined;
  /** How often its work was started since then. */
  attempts: number;
  /** The error name of each attempt that failed. */
  errors: (string | undefined)[];
  /** How the latest attempt ended, if it did not succeed. Whether that was the end is known later. */
  failing: Extract<StepOutcome, 'failed' | 'timed_out'> | undefined;
  /** Of a container: the state in it that made it fail. */
  failedBy: Visit | undefined;
  exited: boolean;
  aborted: boolean;
  /** Of a container: it failed for good, or was aborted. */
  closed: boolean;
  endedAt: Date | undefined;
  /** When the last event of this visit was. */
  lastAt: Date | undefined;
  /** In which attempt of the execution, counted by redrives, its last event was. */
  redrive: number;
  resource: string | undefined;
}

/** What an event leaves behind for the events that point at it. */
export interface Place {
  readonly visit: Visit | undefined;
  /** Where a state that is entered next runs. */
  readonly scope: Scope;
}

export const newVisit = (
  index: number,
  name: string,
  type: string,
  scope: Scope,
  enteredAt: Date | undefined,
  redrive: number,
): Visit => ({
  index,
  name,
  type,
  scope,
  enteredAt,
  attempts: 0,
  errors: [],
  // A Fail state has no event but its entering.
  failing: type === 'Fail' ? 'failed' : undefined,
  failedBy: undefined,
  exited: false,
  aborted: false,
  closed: false,
  endedAt: type === 'Fail' ? enteredAt : undefined,
  lastAt: enteredAt,
  redrive,
  resource: undefined,
});

/** A redrive goes on with a visit that had failed: what became of it before is told no more. */
export const beginAgain = (visit: Visit, at: Date | undefined, redrive: number): void => {
  const { index, name, type, scope, resource } = visit;
  Object.assign(visit, newVisit(index, name, type, scope, at, redrive), { resource });
};

export const isContainer = ({ type }: Visit): boolean => type === 'Parallel' || type === 'Map';

/** The visit itself or the nearest container around it that fits. */
export const enclosing = (visit: Visit | undefined, fits: (visit: Visit) => boolean): Visit | undefined => {
  for (let candidate = visit; candidate; candidate = candidate.scope.container) if (fits(candidate)) return candidate;
  return undefined;
};

/** Another attempt, which forgets how the one before ended. */
export const startAttempt = (visit: Visit): void => {
  visit.attempts = Math.max(visit.attempts, visit.errors.length) + 1;
  visit.failing = undefined;
  visit.failedBy = undefined;
  visit.endedAt = undefined;
};

export const failAttempt = (
  visit: Visit,
  error: string | undefined,
  at: Date | undefined,
  how: Visit['failing'] = 'failed',
): void => {
  visit.errors.push(error);
  visit.failing = how;
  visit.endedAt = at;
};

/**
 * The attempt of a container ends because of a state in it; whatever lies between the two fails with them. A state that
 * is not in it, as in a history that makes no sense, is not to blame.
 */
export const failContainer = (container: Visit, from: Visit | undefined, at: Date | undefined): void => {
  const isInside = from !== container && enclosing(from, (visit) => visit === container) !== undefined;
  const culprit = isInside ? from : container.failedBy;
  for (let visit = culprit; visit && visit !== container; visit = visit.scope.container) {
    if (visit.exited) continue;
    visit.failing ??= 'failed';
    visit.endedAt ??= at;
  }
  if (culprit && !culprit.exited) container.failedBy = culprit;
  if (container.errors.length < container.attempts) container.errors.push(culprit?.errors.at(-1));
  container.failing = 'failed';
  container.endedAt = at;
};

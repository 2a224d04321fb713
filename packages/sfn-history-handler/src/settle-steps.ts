import type { ExecutionStep, StepOutcome } from '@shipbell/core';
import type { Visit } from './visit.ts';

/** How the history says that the execution ended. */
export interface HistoryEnd {
  readonly outcome: 'succeeded' | 'failed' | 'timed_out' | 'aborted';
  readonly at: Date | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** The visit that the end points at. */
  readonly visit: Visit | undefined;
}

/** What a history tells, as far as it was read. */
export interface Steps {
  readonly steps: readonly ExecutionStep[];
  /** Names of the innermost states at which the execution ended without success. */
  readonly stoppedAt: readonly string[];
  /** Undefined where the history was not read to its end. */
  readonly end: HistoryEnd | undefined;
}

interface Settled {
  readonly outcome: StepOutcome;
  readonly endedAt: Date | undefined;
  readonly superseded: boolean;
  /** Whether it was still under way when the execution ended. */
  readonly cutOff: boolean;
}

/** Decides what became of every visit, now that nothing can follow. Containers come before what ran in them. */
export const settleSteps = (visits: readonly Visit[], end: HistoryEnd | undefined, redrive: number): Steps => {
  const culprit = end?.outcome === 'failed' ? findCulprit(visits, end) : undefined;
  if (culprit) blame(culprit, end);
  const settled = new Map<Visit, Settled>();
  for (const visit of visits) settled.set(visit, settle(visit, settled, end, redrive));
  const cutOff = visits.filter((visit) => settled.get(visit)?.cutOff);
  return {
    steps: visits.map((visit) => toStep(visit, settled.get(visit))),
    stoppedAt: culprit ? [culprit.name] : innermost(cutOff),
    end,
  };
};

/** The innermost state because of which the execution failed. */
const findCulprit = (visits: readonly Visit[], { visit }: HistoryEnd): Visit | undefined => {
  let culprit = visit?.exited === false ? visit : visits.findLast(({ exited }) => !exited);
  while (culprit?.failedBy) culprit = culprit.failedBy;
  return culprit;
};

/** States.Runtime and a Fail state leave no event of their own: their error is told by the execution's end alone. */
const blame = (culprit: Visit, end: HistoryEnd | undefined): void => {
  for (let visit: Visit | undefined = culprit; visit; visit = visit.scope.container) {
    if (!visit.errors.at(-1)) visit.errors.splice(-1, 1, end?.error);
    visit.failing ??= 'failed';
    visit.endedAt ??= end?.at;
  }
};

const settle = (
  visit: Visit,
  settled: ReadonlyMap<Visit, Settled>,
  end: HistoryEnd | undefined,
  redrive: number,
): Settled => {
  const { container, attempt } = visit.scope;
  const outside = container && settled.get(container);
  const isRetried = container !== undefined && attempt < container.attempts;
  const superseded = isRetried || outside?.superseded === true || (!visit.exited && visit.redrive < redrive);
  const isAbandoned = superseded || (outside !== undefined && !outside.cutOff && outside.outcome !== 'open');
  const cutOff = !visit.exited && !visit.aborted && !isAbandoned && isCutOff(visit, end);
  return {
    outcome: outcomeOf(visit, isAbandoned, cutOff, end),
    endedAt: cutOff ? end?.at : (visit.endedAt ?? (isRetried ? visit.lastAt : (outside?.endedAt ?? end?.at))),
    superseded,
    cutOff,
  };
};

/** A state that waits for its next try is cut off too when the execution is stopped. */
const isCutOff = (visit: Visit, end: HistoryEnd | undefined): boolean =>
  end?.outcome === 'timed_out' || end?.outcome === 'aborted' ? visit.type !== 'Fail' : false;

const outcomeOf = (visit: Visit, isAbandoned: boolean, cutOff: boolean, end: HistoryEnd | undefined): StepOutcome => {
  if (visit.exited) return visit.failing ? 'caught' : 'succeeded';
  if (visit.aborted) return 'aborted';
  if (cutOff && end) return end.outcome;
  if (visit.failing) return isAbandoned || end || visit.type === 'Fail' ? visit.failing : 'open';
  return isAbandoned || end?.outcome === 'failed' ? 'aborted' : 'open';
};

/** The names of those that hold no other of them. */
const innermost = (visits: readonly Visit[]): string[] => {
  const outer = new Set(visits.map(({ scope }) => scope.container));
  return [...new Set(visits.filter((visit) => !outer.has(visit)).map(({ name }) => name))];
};

const toStep = (visit: Visit, settled: Settled | undefined): ExecutionStep => ({
  name: visit.name,
  type: visit.type,
  parent: visit.scope.container?.index,
  enteredAt: visit.enteredAt,
  endedAt: settled?.outcome === 'open' ? undefined : settled?.endedAt,
  outcome: settled?.outcome ?? 'open',
  attempts: Math.max(1, visit.attempts),
  errors: visit.errors,
  resource: visit.resource,
  superseded: settled?.superseded ?? false,
});

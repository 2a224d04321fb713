import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { expect } from 'vitest';
import { createStateBuilder } from '../history/build-states.ts';
import { toHistoryEvent } from '../history/history-event.ts';
import { addTally, newTally, total } from '../history/line.ts';

/** Expects that the one pass finds the same states, with the same totals, as the oracle counts. */
export function expectAsCounted(history: readonly HistoryEvent[]): void {
  const builder = createStateBuilder();
  for (const event of history) builder.add(toHistoryEvent(event));
  const found = builder.finish().lines.map((line) => {
    const all = newTally();
    for (const tally of [line.counted, line.replaced]) addTally(all, tally);
    const { succeeded = 0, caught = 0, ...others } = all.visits;
    const { succeeded: well = 0, failed = 0 } = all.iterations;
    return {
      name: line.name,
      type: line.type,
      container: line.parent?.name,
      visits: line.visits,
      succeeded,
      caught,
      notLeft: total(others),
      retries: /^(?:Parallel|Map)$/.test(line.type) ? 0 : line.retries,
      errors: /^Task$/.test(line.type) ? line.errors.toSorted() : [],
      iterations: { succeeded: well, failed },
    };
  });
  const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
  expect(found.toSorted(byName)).toEqual(countStates(history).toSorted(byName));
}

/** What the oracle counts of one state: totals, without order and time. */
interface CountedState {
  readonly name: string;
  readonly type: string;
  readonly container: string | undefined;
  readonly visits: number;
  readonly succeeded: number;
  readonly caught: number;
  /** How many visits were not left: failed, timed out, aborted or open. */
  readonly notLeft: number;
  readonly retries: number;
  readonly errors: readonly string[];
  readonly iterations: { readonly succeeded: number; readonly failed: number };
}

interface AnyEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly name: string;
  readonly error: string | undefined;
  readonly state: string | undefined;
  readonly cause?: string;
}

const STARTS = /^(?:Task|LambdaFunction|Activity)Scheduled$/;
const FAILS = /^(?:Task|LambdaFunction|Activity)\w*(?:Failed|TimedOut)$|^EvaluationFailed$/;
const IS_FAILURE = /Failed$|TimedOut$|^FailStateEntered$/;

/** Returns an event with all its details in one object. */
function flat(event: HistoryEvent): AnyEvent {
  return {
    ...(event as unknown as AnyEvent),
    ...Object.assign(
      {},
      ...Object.values(event).filter((value) => typeof value === 'object' && !(value instanceof Date)),
    ),
  };
}

/**
 * Returns the states of a history, counted instead of followed: a visit for each event that a state was entered, its
 * end by the number of events that it was left, its attempts by walking each chain back to where its state was entered.
 * For whole histories in which no Map was retried and nothing was redriven.
 */
function countStates(history: readonly HistoryEvent[]): CountedState[] {
  const events = history.map(flat);
  const byId = new Map(events.map((event) => [event.id, event]));
  const entered = events.filter(({ type }) => type.endsWith('StateEntered'));
  const left = events.filter(({ type }) => type.endsWith('StateExited'));

  /** Returns the event at which the state was entered to which an event of a Task belongs. */
  const entryOf = (event: AnyEvent): AnyEvent | undefined => {
    let at: AnyEvent | undefined = event;
    while (at && !at.type.endsWith('StateEntered')) at = byId.get(at.previousEventId);
    return at;
  };

  /**
   * Returns the container of a state: it walks back from where the state was entered, over the states that were left
   * before, to the start of what they all run in.
   */
  const containerOf = (event: AnyEvent): string | undefined => {
    for (let at = byId.get(event.previousEventId); at; at = byId.get(at.previousEventId)) {
      if (at.type === 'MapIterationStarted') return at.name;
      if (/^(?:Parallel|Map)StateStarted$/.test(at.type)) return entryOf(at)?.name;
      if (at.type.endsWith('StateExited')) at = entryBefore(at);
    }
    return undefined;
  };

  const entryBefore = ({ id, name }: AnyEvent): AnyEvent =>
    entered.findLast((event) => event.name === name && event.id < id && isSameChain(event, id)) as AnyEvent;

  /**
   * Returns whether a chain leads from the entry to the event, which picks one of several visits of the same name; true
   * for any container.
   */
  const isSameChain = (entry: AnyEvent, id: number): boolean => {
    if (/^(?:Parallel|Map)/.test(entry.type)) return true;
    const exit = byId.get(id);
    return exit !== undefined && entryOf(exit)?.id === entry.id;
  };

  const own = (name: string, pattern: RegExp) =>
    events.filter((event) => pattern.test(event.type) && (event.state ?? entryOf(event)?.name) === name);
  const errorsOf = (name: string) => own(name, FAILS).flatMap(({ error }) => error ?? []);

  /** Returns the error of the execution's end, where the state has no event with it: States.Runtime leaves none. */
  const lastErrorOf = (name: string) =>
    failedState(history) === name && errorsOf(name).length === 0 ? [events.at(-1)?.error ?? ''].filter(Boolean) : [];

  return [...new Set(entered.map(({ name }) => name))].map((name) => {
    const visits = entered.filter((event) => event.name === name);
    const exits = left.filter((event) => event.name === name);
    const caught = exits.filter(({ previousEventId }) => IS_FAILURE.test(byId.get(previousEventId)?.type ?? ''));
    const first = new Set(own(name, STARTS).map((event) => entryOf(event)?.id));
    const iterations = (end: string) =>
      events.filter((event) => event.type === `MapIteration${end}` && event.name === name);
    return {
      name,
      type: visits[0]?.type.replace('StateEntered', '') ?? '',
      container: visits[0] && containerOf(visits[0]),
      visits: visits.length,
      succeeded: exits.length - caught.length,
      caught: caught.length,
      notLeft: visits.length - exits.length,
      retries: own(name, STARTS).length - first.size,
      errors: visits[0]?.type.startsWith('Task') ? [...new Set([...errorsOf(name), ...lastErrorOf(name)])].sort() : [],
      iterations: { succeeded: iterations('Succeeded').length, failed: iterations('Failed').length },
    };
  });
}

type Definition = Readonly<Record<string, unknown>>;

/** Returns the container of each state by name, as the definition has it. */
export function containersIn(definition: unknown, container?: string): Map<string, string | undefined> {
  const { States = {} } = (definition ?? {}) as { States?: Record<string, Definition> };
  return new Map(
    Object.entries(States).flatMap(([name, state]) => [
      [name, container] as const,
      ...[...((state.Branches ?? []) as unknown[]), state.ItemProcessor, state.Iterator].flatMap((inner) => [
        ...containersIn(inner, name),
      ]),
    ]),
  );
}

/** Returns the state at which the execution failed: named by the cause, else where the last attempt failed, else entered last. */
export function failedState(history: readonly HistoryEvent[]): string | undefined {
  return nameOf(lastFailure(history.map(flat)));
}

/**
 * Returns the state whose caught error led straight to the failure, or to a Fail state: found by walking back over the
 * states that were left, each to where it was entered. For histories in which at most three states worked in between, and
 * nothing was caught inside a container that succeeded.
 */
export function caughtBefore(history: readonly HistoryEvent[]): string | undefined {
  const events = history.map(flat);
  const byId = new Map(events.map((event) => [event.id, event]));
  const entryOf = (event: AnyEvent | undefined) => {
    let at = event;
    while (at && !at.type.endsWith('StateEntered')) at = byId.get(at.previousEventId);
    return at;
  };
  const end = lastFailure(events);
  let left = byId.get(entryOf(end)?.previousEventId ?? 0);
  while (left?.type.endsWith('StateExited')) {
    const before = byId.get(left.previousEventId);
    if (IS_FAILURE.test(before?.type ?? '')) return entryOf(before)?.name;
    if (end?.type !== 'FailStateEntered' && /^(?:Task|Parallel|Map)/.test(left.type)) return undefined;
    left = byId.get(entryOf(left)?.previousEventId ?? 0);
  }
  return undefined;
}

function nameOf(event: AnyEvent | undefined): string | undefined {
  return event?.state ?? event?.name;
}

/** Returns the event of the failure, or the one at which the state that failed was entered. */
function lastFailure(events: readonly AnyEvent[]): AnyEvent | undefined {
  const end = events.findLast(({ type }) => type === 'ExecutionFailed');
  if (end === undefined || /history events/.test(end.cause ?? '')) return undefined;
  const [, named] =
    /^An error occurred while executing the state '(.*?)' \(entered/s.exec(String(end.cause ?? '')) ?? [];
  if (named !== undefined) return events.findLast(({ type, name }) => type.endsWith('StateEntered') && name === named);
  const byId = new Map(events.map((event) => [event.id, event]));
  let at = events.findLast(({ type }) => FAILS.test(type) || /^(?:FailStateEntered|MapRunFailed)$/.test(type));
  if (at?.state !== undefined) return at;
  at ??= events.findLast(({ type }) => type.endsWith('StateEntered'));
  while (at && !at.type.endsWith('StateEntered')) at = byId.get(at.previousEventId);
  return at;
}

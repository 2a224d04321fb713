import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { eventOf } from './history.ts';

/** How long after the failure the redrive begins, and how long its attempt takes until it fails as well. */
const PAUSE_MS = 3_600_000;
const ATTEMPT_MS = 60_000;

/** The events that a container has because of a failure in it. */
const UNWINDING = /^(?:MapIterationFailed|(?:Map|Parallel)StateFailed)$/;

/**
 * Returns the history of a failed execution with a redrive that fails again at the same task, in every form that AWS may
 * give it: the state is entered again or only its next attempt scheduled, and the first event points at any of the
 * events before. Undefined where no task failed.
 */
export function redriveOf(events: readonly HistoryEvent[]) {
  const byId = new Map(events.map((event) => [event.id, event]));
  const back = (from: HistoryEvent | undefined, type: RegExp) => {
    let at = from;
    while (at && !type.test(at.type ?? '')) at = byId.get(at.previousEventId ?? 0);
    return at;
  };
  const end = events.at(-1);
  if (end?.type !== 'ExecutionFailed') return undefined;
  const task = back(end, /^(?:TaskFailed|LambdaFunctionFailed|\w+StateEntered)$/);
  const entered = back(task, /StateEntered$/);
  if (!/Failed$/.test(task?.type ?? '') || entered?.type !== 'TaskStateEntered') return undefined;
  const ids = [task, entered, end].map((event) => event?.id ?? 0);
  const variants = [...ids, events.length + 1, 0].flatMap((id) => [
    { id, isEntered: false },
    { id, isEntered: true },
  ]);
  const name = entered.stateEnteredEventDetails?.name ?? '';
  return variants.map((first) => ({ events: appendRedrive(events, task as HistoryEvent, name, first), name }));
}

function appendRedrive(
  events: readonly HistoryEvent[],
  task: HistoryEvent,
  name: string,
  first: { readonly id: number; readonly isEntered: boolean },
): HistoryEvent[] {
  const all = [...events];
  const endedAt = events.at(-1)?.timestamp?.getTime() ?? 0;
  const add = (type: string, previousId: number, afterMs: number, details?: object) => {
    all.push(eventOf(type, all.length + 1, previousId, new Date(endedAt + PAUSE_MS + afterMs), details));
    return all.length;
  };
  const prefix = task.type === 'TaskFailed' ? 'Task' : 'LambdaFunction';
  const called = prefix === 'Task' ? { resourceType: 'sqs', resource: 'sendMessage' } : { resource: 'sendMessage' };
  const again = { error: 'Again', cause: 'new' };
  add('ExecutionRedriven', events.length, 0, { redriveCount: 1 });
  let head = first.isEntered ? add('TaskStateEntered', first.id, 0, { name }) : first.id;
  head = add(`${prefix}Scheduled`, head, 0, called);
  head = add(`${prefix}Started`, head, 0, prefix === 'Task' ? called : undefined);
  head = add(`${prefix}Failed`, head, ATTEMPT_MS, { ...called, ...again });
  // The containers fail again as they did before, each because of what failed in it.
  const copies = new Map([[task.id, head]]);
  for (const event of events) {
    const previousId = copies.get(event.previousEventId);
    if (previousId === undefined || !UNWINDING.test(event.type ?? '')) continue;
    const id = add(event.type ?? '', previousId, ATTEMPT_MS, event.mapIterationFailedEventDetails);
    if (/StateFailed$/.test(event.type ?? '')) copies.set(event.id, id);
    head = id;
  }
  add('ExecutionFailed', head, ATTEMPT_MS, again);
  return all;
}

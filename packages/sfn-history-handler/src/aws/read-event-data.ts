import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import type { Logger } from '@shipbell/core/runtime';
import { type HistoryEvent, toHistoryEvent } from '../history/history-event.ts';
import type { Send } from './history-pages.ts';

/**
 * The events with these ids once more, now with the names that are told in their parameters and outputs; those that are
 * within reach of one call. `events` is how many the history has, undefined where that is not known. Never throws: what
 * is not there is not linked.
 */
export type ReadEventData = (
  executionArn: string,
  ids: readonly number[],
  events: number | undefined,
) => Promise<ReadonlyMap<number, HistoryEvent>>;

/** Events to ask for at most: each may carry 256 KB of input and of output. */
const REACH = 20;

/** Milliseconds. */
const BUDGET = 5_000;

/** GetExecutionHistory cannot begin at an event, so only those near the beginning or near the end can be had. */
export function createReadEventData(sfn: Send, log: Logger): ReadEventData {
  return async (executionArn, ids, events) => {
    const window = chooseEnd(ids, events);
    const found = new Map<number, HistoryEvent>();
    if (window === undefined) return found;
    try {
      for await (const event of readWindow(sfn, executionArn, window)) {
        if (event.id !== undefined && ids.includes(event.id)) found.set(event.id, toHistoryEvent(event));
      }
    } catch (error) {
      log.warn('The names of what was called could not be read', { executionArn, error });
    }
    return found;
  };
}

/** AWS may give fewer events than it was asked for. */
async function* readWindow(sfn: Send, executionArn: string, { reverseOrder, maxResults }: Window) {
  const abortSignal = AbortSignal.timeout(BUDGET);
  let nextToken: string | undefined;
  let left = maxResults;
  do {
    const input = { executionArn, reverseOrder, maxResults, nextToken, includeExecutionData: true };
    const page = await sfn.send(new GetExecutionHistoryCommand(input), { abortSignal });
    yield* page.events ?? [];
    left -= page.events?.length ?? 0;
    nextToken = page.nextToken;
  } while (nextToken !== undefined && left > 0);
}

interface Window {
  readonly reverseOrder: boolean;
  readonly maxResults: number;
}

/** From the end that has the first of the ids, which matter in this order, in its reach; no further than needed. */
function chooseEnd(ids: readonly number[], events: number | undefined): Window | undefined {
  for (const id of ids) {
    const reverseOrder = events !== undefined && events - id < id - 1;
    const placeOf = (other: number) => (reverseOrder ? events - other + 1 : other);
    const places = ids.map(placeOf).filter((place) => place <= REACH);
    if (placeOf(id) <= REACH) return { reverseOrder, maxResults: Math.max(...places) };
  }
  return undefined;
}

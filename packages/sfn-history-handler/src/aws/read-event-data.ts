import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import type { Logger } from '@shipbell/core/runtime';
import { type HistoryEvent, toHistoryEvent } from '../history/history-event.ts';
import type { Send } from './history-pages.ts';

/**
 * The events with these ids once more, now with the names that are told in their parameters and outputs; those that are
 * within reach of one call. Never throws: what is not there is not linked.
 */
export type ReadEventData = (
  executionArn: string,
  ids: readonly number[],
  events: number,
) => Promise<ReadonlyMap<number, HistoryEvent>>;

/** Events to ask for at most: each may carry 256 KB of input and of output. */
const REACH = 20;

/** Milliseconds. */
const BUDGET = 5_000;

/** GetExecutionHistory cannot begin at an event, so only those near the beginning or near the end can be had. */
export const createReadEventData =
  (sfn: Send, log: Logger): ReadEventData =>
  async (executionArn, ids, events) => {
    const window = chooseEnd(ids, events);
    if (window === undefined) return new Map();
    try {
      const page = await sfn.send(
        new GetExecutionHistoryCommand({ executionArn, ...window, includeExecutionData: true }),
        {
          abortSignal: AbortSignal.timeout(BUDGET),
        },
      );
      const wanted = (page.events ?? []).filter(({ id }) => ids.includes(id ?? 0));
      return new Map(wanted.map((event) => [event.id ?? 0, toHistoryEvent(event)]));
    } catch (error) {
      log.warn('The names of what was called could not be read', { executionArn, error });
      return new Map();
    }
  };

interface Window {
  readonly reverseOrder: boolean;
  readonly maxResults: number;
}

/** From the end that has the first of the ids, which matter in this order, in its reach; no further than needed. */
const chooseEnd = (ids: readonly number[], events: number): Window | undefined => {
  for (const id of ids) {
    const reverseOrder = events - id < id - 1;
    const places = ids.map((other) => (reverseOrder ? events - other + 1 : other)).filter((place) => place <= REACH);
    const isInReach = (reverseOrder ? events - id + 1 : id) <= REACH;
    if (isInReach) return { reverseOrder, maxResults: Math.max(...places) };
  }
  return undefined;
};

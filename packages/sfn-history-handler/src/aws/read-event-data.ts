import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { type ReadFailure, type ReadSubject, read } from '@shipbell/core/runtime';
import { type HistoryEvent, toHistoryEvent } from '../history/history-event.ts';
import type { StepFunctionsClient } from './sfn-client.ts';

const EVENT_DATA: ReadSubject = { action: 'states:GetExecutionHistory', resource: 'the names of what was called' };

/** The events that were read, by id, and why no others were. */
export interface FoundEventData {
  readonly found: ReadonlyMap<number, HistoryEvent>;
  readonly failure: ReadFailure | undefined;
}

/**
 * Reads the events with these ids once more, now with the names that are in their parameters and outputs, as far as one
 * call reaches them. `events` is how many events the history has; undefined where that is unknown. Never throws.
 */
export type ReadEventData = (
  executionArn: string,
  ids: readonly number[],
  events: number | undefined,
) => Promise<FoundEventData>;

/** How many events one call asks for at most: each may carry 256 KB of input and of output. */
const REACH = 20;

const EVENT_DATA_TIMEOUT_MS = 5_000;

/**
 * Returns the read. GetExecutionHistory cannot begin in the middle, so that only events near one of the ends are read.
 */
export function createReadEventData(sfn: StepFunctionsClient): ReadEventData {
  return async (executionArn, ids, events) => {
    const window = chooseEnd(ids, events);
    const found = new Map<number, HistoryEvent>();
    if (window === undefined) return { found, failure: undefined };
    const { failure } = await read(EVENT_DATA, async () => {
      for await (const event of readWindow(sfn, executionArn, window)) {
        if (event.id !== undefined && ids.includes(event.id)) found.set(event.id, toHistoryEvent(event));
      }
    });
    return { found, failure };
  };
}

/** Yields the events of the window, over several pages where AWS gives fewer than it was asked for. */
async function* readWindow(sfn: StepFunctionsClient, executionArn: string, { reverseOrder, maxResults }: Window) {
  const abortSignal = AbortSignal.timeout(EVENT_DATA_TIMEOUT_MS);
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

/** The events nearest to one end of the history. */
interface Window {
  readonly reverseOrder: boolean;
  readonly maxResults: number;
}

/**
 * Returns the end of the history within whose reach the first possible of the ids is, and no more events than are
 * needed. The ids are ordered by how much they matter.
 */
function chooseEnd(ids: readonly number[], events: number | undefined): Window | undefined {
  for (const id of ids) {
    const reverseOrder = events !== undefined && events - id < id - 1;
    const distanceOf = (other: number) => (reverseOrder ? events - other + 1 : other);
    const distances = ids.map(distanceOf).filter((distance) => distance <= REACH);
    if (distanceOf(id) <= REACH) return { reverseOrder, maxResults: Math.max(...distances) };
  }
  return undefined;
}

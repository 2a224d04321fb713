import { GetExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-sfn';
import type { StepFunctionsClient } from './sfn-client.ts';

/** The most events that GetExecutionHistory gives at once; the longest history, 25,000 events, is 25 pages. */
export const PAGE_SIZE = 1_000;

/** A history page by page, from one of its ends: from the first event on, or from the last one back. */
export interface HistoryPages {
  /** Returns the next page, ordered by id, which AWS may leave empty before the last one. Throws the SDK's errors. */
  next(): Promise<readonly HistoryEvent[]>;
  /** Whether the last page has been given. */
  isLast(): boolean;
}

interface PageOptions {
  readonly reverseOrder: boolean;
  /** Ends the calls when the time is over. */
  readonly signal: AbortSignal;
}

/**
 * Returns the pages without inputs and outputs. When a token has expired, the pages begin again, once: the caller drops
 * the events that it has seen. Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
export function historyPages(
  sfn: StepFunctionsClient,
  executionArn: string,
  { reverseOrder, signal }: PageOptions,
): HistoryPages {
  let nextToken: string | undefined;
  let isLast = false;
  let hasBegunAgain = false;

  const readPage = async (): Promise<readonly HistoryEvent[]> => {
    signal.throwIfAborted();
    const page = await sfn.send(
      new GetExecutionHistoryCommand({
        executionArn,
        nextToken,
        maxResults: PAGE_SIZE,
        includeExecutionData: false,
        ...(reverseOrder && { reverseOrder }),
      }),
      { abortSignal: signal },
    );
    nextToken = page.nextToken;
    isLast = nextToken === undefined;
    return orderById(page.events ?? [], reverseOrder ? -1 : 1);
  };

  const readPageOrBeginAgain = async (): Promise<readonly HistoryEvent[]> => {
    try {
      return await readPage();
    } catch (error) {
      if (hasBegunAgain || !isExpired(error)) throw error;
      hasBegunAgain = true;
      nextToken = undefined;
      return await readPage();
    }
  };

  return {
    isLast: () => isLast,
    next: readPageOrBeginAgain,
  };
}

/** Returns whether the error is the one that the SDK throws for a token that has expired. */
function isExpired(error: unknown): boolean {
  return error instanceof Error && error.name === 'InvalidToken';
}

/**
 * Returns the events ordered by their ids. AWS orders them by their times; whether these are always in the order of the
 * ids is not documented.
 */
function orderById(events: readonly HistoryEvent[], direction: 1 | -1): readonly HistoryEvent[] {
  const compare = (one: HistoryEvent | undefined, other: HistoryEvent) =>
    direction * ((one?.id ?? 0) - (other.id ?? 0));
  const isOrdered = events.every((event, index) => index === 0 || compare(events[index - 1], event) <= 0);
  return isOrdered ? events : events.toSorted(compare);
}

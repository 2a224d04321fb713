import { GetExecutionHistoryCommand, type HistoryEvent, type SFNClient } from '@aws-sdk/client-sfn';

/** The most that GetExecutionHistory gives at once; the longest history, 25,000 events, is 25 pages. */
export const PAGE = 1_000;

export type Send = Pick<SFNClient, 'send'>;

/** One end of a history: gives a page at a time, from the first event on or from the last one back. */
export interface HistoryPages {
  /** The next page, by id, which AWS may leave empty before the last one. Throws the SDK's errors. */
  next(): Promise<readonly HistoryEvent[]>;
  /** Whether the last page has been given. */
  isLast(): boolean;
}

/** What the SDK throws where a token has expired: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
function isExpired(error: unknown): boolean {
  return error instanceof Error && error.name === 'InvalidToken';
}

/** AWS orders events by their times. They come by their ids too, as far as anybody saw; it does not say so. */
function byId(events: readonly HistoryEvent[], direction: 1 | -1): readonly HistoryEvent[] {
  const compare = (one: HistoryEvent | undefined, other: HistoryEvent) =>
    direction * ((one?.id ?? 0) - (other.id ?? 0));
  const isOrdered = events.every((event, index) => index === 0 || compare(events[index - 1], event) <= 0);
  return isOrdered ? events : events.toSorted(compare);
}

/**
 * The pages without inputs and outputs. A token that has expired begins again, once: the caller drops the events that
 * it has seen. Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
export function historyPages(
  sfn: Send,
  executionArn: string,
  reverseOrder: boolean,
  abortSignal: AbortSignal,
): HistoryPages {
  let nextToken: string | undefined;
  let isLast = false;
  let beganAgain = false;

  const read = async (): Promise<readonly HistoryEvent[]> => {
    abortSignal.throwIfAborted();
    const page = await sfn.send(
      new GetExecutionHistoryCommand({
        executionArn,
        nextToken,
        maxResults: PAGE,
        includeExecutionData: false,
        ...(reverseOrder && { reverseOrder }),
      }),
      { abortSignal },
    );
    nextToken = page.nextToken;
    isLast = nextToken === undefined;
    return byId(page.events ?? [], reverseOrder ? -1 : 1);
  };

  return {
    isLast: () => isLast,
    async next() {
      try {
        return await read();
      } catch (error) {
        if (beganAgain || !isExpired(error)) throw error;
        beganAgain = true;
        nextToken = undefined;
        return await read();
      }
    },
  };
}

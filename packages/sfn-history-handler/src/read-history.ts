import { GetExecutionHistoryCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { type HistoryEvent, toHistoryEvent } from './history-event.ts';

/** The most that GetExecutionHistory gives at once; the longest history, 25,000 events, is 25 pages. */
const PAGE = 1_000;

/** Milliseconds for all pages: below the function's timeout of 60 s, so that a slow history cannot lose the message. */
const BUDGET = 40_000;

/**
 * The pages of an execution's history, oldest events first, without inputs and outputs. Throws the SDK's errors
 * (`ExecutionDoesNotExist`, access denied, throttled), `TimeoutError` or `AbortError` when it takes too long.
 * Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
export type ReadHistory = (executionArn: string) => AsyncIterable<readonly HistoryEvent[]>;

export const createReadHistory = (sfn: Pick<SFNClient, 'send'>): ReadHistory =>
  async function* (executionArn) {
    const abortSignal = AbortSignal.timeout(BUDGET);
    let nextToken: string | undefined;
    do {
      abortSignal.throwIfAborted();
      const page = await sfn.send(
        new GetExecutionHistoryCommand({ executionArn, nextToken, maxResults: PAGE, includeExecutionData: false }),
        { abortSignal },
      );
      yield (page.events ?? []).map(toHistoryEvent);
      nextToken = page.nextToken;
    } while (nextToken);
  };

import { DescribeMapRunCommand, type MapRunItemCounts } from '@aws-sdk/client-sfn';
import type { Iterations, StateOutcome } from '@shipbell/core';
import type { Logger } from '@shipbell/core/runtime';
import { failureReason } from './failure-reason.ts';
import type { Send } from './history-pages.ts';

/** What became of the items of a distributed Map, or why that is not known; never throws. */
export type ReadMapRun = (mapRunArn: string) => Promise<Iterations>;

/** Milliseconds. */
const BUDGET = 5_000;

/** Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html */
export function createReadMapRun(sfn: Send, log: Logger): ReadMapRun {
  return async (mapRunArn) => {
    try {
      const { itemCounts } = await sfn.send(new DescribeMapRunCommand({ mapRunArn }), {
        abortSignal: AbortSignal.timeout(BUDGET),
      });
      return { ...NOTHING_COUNTED, total: itemCounts?.total ?? 0, outcomes: toOutcomes(itemCounts) };
    } catch (error) {
      const unknown = failureReason(error, 'the map run', 'states:DescribeMapRun');
      log.warn("A map run's counts could not be read", { mapRunArn, reason: unknown, error });
      return { ...NOTHING_COUNTED, unknown };
    }
  };
}

/** What is known of a map run's items before anybody has counted them. */
export const NOTHING_COUNTED: Iterations = {
  total: 0,
  outcomes: {},
  slowest: undefined,
  firstFailed: undefined,
  distributed: true,
  unknown: undefined,
};

function toOutcomes(counts: MapRunItemCounts | undefined): Iterations['outcomes'] {
  const open = (counts?.pending ?? 0) + (counts?.running ?? 0) + (counts?.pendingRedrive ?? 0);
  const outcomes: readonly [StateOutcome, number | undefined][] = [
    ['succeeded', counts?.succeeded],
    ['failed', counts?.failed],
    ['timed_out', counts?.timedOut],
    ['aborted', counts?.aborted],
    ['open', open],
  ];
  return Object.fromEntries(outcomes.filter(([, count]) => count));
}

import { DescribeMapRunCommand, type MapRunItemCounts } from '@aws-sdk/client-sfn';
import type { Iterations, StateOutcome } from '@shipbell/core';
import { type Reading, type ReadSubject, read } from '@shipbell/core/runtime';
import type { StepFunctionsClient } from './sfn-client.ts';

const MAP_RUN: ReadSubject = { action: 'states:DescribeMapRun', resource: 'the map run' };

const MAP_RUN_TIMEOUT_MS = 5_000;

/** Reads how the items of a distributed Map ended. */
export type ReadMapRun = (mapRunArn: string) => Promise<Reading<Iterations>>;

/** Returns the read. Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html */
export function createReadMapRun(sfn: StepFunctionsClient): ReadMapRun {
  return (mapRunArn) =>
    read(MAP_RUN, async () => {
      const { itemCounts } = await sfn.send(new DescribeMapRunCommand({ mapRunArn }), {
        abortSignal: AbortSignal.timeout(MAP_RUN_TIMEOUT_MS),
      });
      return { ...NOTHING_COUNTED, total: itemCounts?.total ?? 0, outcomes: toOutcomes(itemCounts) };
    });
}

/** The counts of a distributed Map whose items have not been counted. */
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

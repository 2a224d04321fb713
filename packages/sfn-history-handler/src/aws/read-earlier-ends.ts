import { type ExecutionListItem, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { EarlierEnd } from '@shipbell/core';
import { type Reading, read } from '@shipbell/core/runtime';
import { EXECUTIONS } from './read-typical-duration.ts';
import type { StepFunctionsClient } from './sfn-client.ts';

/** How the executions of a state machine ended that ended before one of them. */
export interface EarlierEnds {
  /** Newest first, back to a success at least, where `isCut` is false. */
  readonly ends: readonly EarlierEnd[];
  /** Whether there are more executions than were read. */
  readonly isCut: boolean;
}

/** Reads how a state machine's executions ended before the one with this ARN, which ended at that moment. */
export type ReadEarlierEnds = (
  stateMachineArn: string,
  execution: { readonly executionArn: string; readonly endedAt: Date | undefined },
) => Promise<Reading<EarlierEnds>>;

const PAGE_SIZE = 100;
const MAX_PAGES = 2;

const LIST_TIMEOUT_MS = 10_000;

/**
 * Returns the read, which asks for a second page only where the first shows no success.
 * Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
export function createReadEarlierEnds(sfn: StepFunctionsClient): ReadEarlierEnds {
  return (stateMachineArn, { executionArn, endedAt }) =>
    read(EXECUTIONS, async () => {
      const abortSignal = AbortSignal.timeout(LIST_TIMEOUT_MS);
      const ended: ExecutionListItem[] = [];
      let nextToken: string | undefined;
      for (let page = 0; page < MAX_PAGES; page++) {
        const list = new ListExecutionsCommand({ stateMachineArn, maxResults: PAGE_SIZE, nextToken });
        const answer = await sfn.send(list, { abortSignal });
        nextToken = answer.nextToken;
        ended.push(...(answer.executions ?? []).filter((one) => endedBefore(one, executionArn, endedAt)));
        if (nextToken === undefined || ended.some(({ status }) => status === 'SUCCEEDED')) break;
      }
      const newestFirst = ended.sort((one, other) => timeOf(other) - timeOf(one));
      return { ends: newestFirst.flatMap(endsOf), isCut: nextToken !== undefined };
    });
}

function endedBefore(one: ExecutionListItem, ownArn: string, endedAt: Date | undefined): boolean {
  const hasEnded = one.stopDate !== undefined && one.status !== 'RUNNING' && one.status !== 'PENDING_REDRIVE';
  return one.executionArn !== ownArn && hasEnded && (endedAt === undefined || timeOf(one) < endedAt.getTime());
}

function timeOf({ stopDate }: ExecutionListItem): number {
  return stopDate?.getTime() ?? 0;
}

/** Returns the ends of an execution: one that failed again after each redrive has failed as often. */
function endsOf({ status, stopDate, redriveCount = 0 }: ExecutionListItem): EarlierEnd[] {
  if (status === 'SUCCEEDED') return [{ outcome: 'succeeded', endedAt: stopDate }];
  if (status !== 'FAILED' && status !== 'TIMED_OUT') return [{ outcome: 'neither', endedAt: stopDate }];
  return failures(redriveCount + 1, stopDate);
}

/**
 * How often an execution is redriven at most. A count beyond it is none of AWS's, and would fill the memory.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
const MOST_REDRIVES = 1_000;

/** Returns so many failures of one execution. */
export function failures(count: number, endedAt: Date | undefined): EarlierEnd[] {
  return Array.from({ length: Math.min(count, MOST_REDRIVES + 1) }, () => ({ outcome: 'failed', endedAt }));
}

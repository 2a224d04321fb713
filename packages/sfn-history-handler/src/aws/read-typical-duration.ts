import { type ExecutionListItem, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { TypicalDuration } from '@shipbell/core';
import type { Logger } from '@shipbell/core/runtime';
import { failureReason } from './failure-reason.ts';
import type { Send } from './history-pages.ts';

/** How long the last successful executions of a state machine took, but for the one that is told of; never throws. */
export type ReadUsual = (stateMachineArn: string, executionArn: string) => Promise<TypicalDuration | undefined>;

/** Executions to ask for, the latest first; enough for a median, and one short call. */
const EXECUTIONS = 25;

/** Milliseconds for the call, and for which its answer is good. */
const BUDGET = 10_000;
const FRESH = 15 * 60_000;

/** State machines whose answers are kept; a function that tells of more asks again. */
const MACHINES = 200;

interface Past {
  readonly executionArn: string;
  readonly ms: number;
}

interface Remembered {
  readonly at: number;
  readonly past: readonly Past[];
}

/**
 * Reads the last successes once per state machine and a quarter of an hour.
 * Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
export function createReadUsual(sfn: Send, log: Logger, now: () => number = Date.now): ReadUsual {
  const known = new Map<string, Remembered>();

  const read = async (stateMachineArn: string): Promise<readonly Past[]> => {
    const remembered = known.get(stateMachineArn);
    if (remembered && now() - remembered.at < FRESH) return remembered.past;
    const { executions = [] } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED', maxResults: EXECUTIONS }),
      { abortSignal: AbortSignal.timeout(BUDGET) },
    );
    const past = executions.flatMap(toPast);
    known.delete(stateMachineArn);
    known.set(stateMachineArn, { at: now(), past });
    for (const oldest of known.keys()) if (known.size > MACHINES) known.delete(oldest);
    return past;
  };

  return async (stateMachineArn, executionArn) => {
    try {
      const past = await read(stateMachineArn);
      return median(past.filter((execution) => execution.executionArn !== executionArn).map(({ ms }) => ms));
    } catch (error) {
      const unknown = failureReason(error, 'the list of executions', 'states:ListExecutions');
      log.warn('The usual duration could not be read', { stateMachineArn, reason: unknown, error });
      return { unknown };
    }
  };
}

/** The span of a redriven execution holds the days in which nobody had redriven it. */
function toPast({ executionArn, startDate, stopDate, redriveCount }: ExecutionListItem): Past[] {
  return executionArn && startDate && stopDate && !redriveCount
    ? [{ executionArn, ms: Math.max(0, stopDate.getTime() - startDate.getTime()) }]
    : [];
}

function median(durations: readonly number[]): TypicalDuration | undefined {
  const sorted = durations.toSorted((one, other) => one - other);
  const [upper, lower] = [sorted[Math.floor(sorted.length / 2)], sorted[Math.ceil(sorted.length / 2) - 1]];
  return upper === undefined || lower === undefined ? undefined : { median: (upper + lower) / 2, of: sorted.length };
}

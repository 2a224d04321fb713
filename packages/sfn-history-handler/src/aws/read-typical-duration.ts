import { type ExecutionListItem, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { type TypicalDuration, typicalDuration } from '@shipbell/core';
import { type Reading, type ReadSubject, read } from '@shipbell/core/runtime';
import type { StepFunctionsClient } from './sfn-client.ts';

/** What lists of executions are read as, whatever is asked of them. */
export const EXECUTIONS: ReadSubject = { action: 'states:ListExecutions', resource: 'the list of executions' };

/**
 * Reads how long the last successful executions of a state machine took, without the one that is reported; undefined
 * where no other has succeeded.
 */
export type ReadTypicalDuration = (
  stateMachineArn: string,
  executionArn: string,
) => Promise<Reading<TypicalDuration | undefined>>;

/** How many executions are asked for, the latest first: enough for a median, and one short call. */
const MOST_EXECUTIONS = 25;

const LIST_TIMEOUT_MS = 10_000;

/** How long an answer is used again. */
const REMEMBERED_MS = 15 * 60_000;

/** For how many state machines answers are kept; a function that reports more of them asks again. */
const MOST_STATE_MACHINES = 200;

interface PastExecution {
  readonly executionArn: string;
  readonly ms: number;
}

interface Answer {
  readonly at: number;
  readonly past: readonly PastExecution[];
}

/**
 * Returns the read, which asks once a quarter of an hour for each state machine.
 * Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
export function createReadTypicalDuration(sfn: StepFunctionsClient, now: () => number = Date.now): ReadTypicalDuration {
  const answers = new Map<string, Answer>();

  const listPast = async (stateMachineArn: string): Promise<readonly PastExecution[]> => {
    const answer = answers.get(stateMachineArn);
    if (answer && now() - answer.at < REMEMBERED_MS) return answer.past;
    const { executions = [] } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED', maxResults: MOST_EXECUTIONS }),
      { abortSignal: AbortSignal.timeout(LIST_TIMEOUT_MS) },
    );
    const past = executions.flatMap(toPastExecution);
    answers.delete(stateMachineArn);
    answers.set(stateMachineArn, { at: now(), past });
    for (const oldest of answers.keys()) if (answers.size > MOST_STATE_MACHINES) answers.delete(oldest);
    return past;
  };

  return (stateMachineArn, executionArn) =>
    read(EXECUTIONS, async () => {
      const past = await listPast(stateMachineArn);
      return typicalDuration(past.filter((execution) => execution.executionArn !== executionArn).map(({ ms }) => ms));
    });
}

/**
 * Returns the execution in a list; the list is empty for one that was redriven, whose time includes the days in which
 * nobody had redriven it.
 */
function toPastExecution({ executionArn, startDate, stopDate, redriveCount }: ExecutionListItem): PastExecution[] {
  return executionArn && startDate && stopDate && !redriveCount
    ? [{ executionArn, ms: Math.max(0, stopDate.getTime() - startDate.getTime()) }]
    : [];
}

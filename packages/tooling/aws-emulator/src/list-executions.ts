import type { DescribeExecutionOutput, ExecutionListItem, ListExecutionsInput } from '@aws-sdk/client-sfn';
import { pageOf } from './paging.ts';

/** An execution as Step Functions describes it in JSON, where a date is seconds of the epoch. */
export type DescribedExecution = Omit<DescribeExecutionOutput, 'startDate' | 'stopDate'> & {
  readonly startDate: number;
  readonly stopDate?: number;
};

const DEFAULT_PAGE = 100;

/**
 * The page of a state machine's executions that AWS would give: the newest first. Undefined for a token that no page gave.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
export function executionPage(
  executions: readonly DescribedExecution[],
  { statusFilter, maxResults, nextToken }: Pick<ListExecutionsInput, 'statusFilter' | 'maxResults' | 'nextToken'>,
): object | undefined {
  const asked = executions
    .filter(({ status }) => statusFilter === undefined || status === statusFilter)
    .toSorted((one, other) => other.startDate - one.startDate);
  const page = pageOf(asked, maxResults || DEFAULT_PAGE, nextToken);
  if (page === undefined) return undefined;
  const { items, ...more } = page;
  return { executions: items.map(toListItem), ...more };
}

/** Moto cannot redrive an execution. */
function toListItem({ executionArn, stateMachineArn, name, status, startDate, stopDate }: DescribedExecution) {
  return { executionArn, stateMachineArn, name, status, startDate, stopDate, redriveCount: 0 } satisfies {
    [Key in keyof ExecutionListItem]: unknown;
  };
}

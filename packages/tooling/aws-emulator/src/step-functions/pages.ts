import type { DescribeExecutionOutput, ExecutionListItem, ListExecutionsInput } from '@aws-sdk/client-sfn';
import { pageOf } from '../gateway/operations.ts';

/** What may be asked of a history: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
export interface HistoryRequest {
  readonly maxResults?: number;
  readonly nextToken?: string;
  readonly reverseOrder?: boolean;
  readonly includeExecutionData?: boolean;
}

/** A page of a history. `nextToken` is missing on the last one. */
export interface HistoryPage {
  readonly events: object[];
  readonly nextToken?: string;
}

const DEFAULT_PAGE = 100;
const EXECUTION_DATA = new Set(['input', 'output', 'inputDetails', 'outputDetails']);

/** The page that AWS would give of a whole history. Undefined where AWS answers `InvalidToken`. */
export function historyPage(history: object[], request: HistoryRequest): HistoryPage | undefined {
  const { maxResults, nextToken, reverseOrder = false, includeExecutionData = true } = request;
  const page = pageOf(reverseOrder ? history.toReversed() : history, maxResults || DEFAULT_PAGE, nextToken);
  if (page === undefined) return undefined;
  const { items, ...more } = page;
  return { events: includeExecutionData ? items : items.map(withoutExecutionData), ...more };
}

function withoutExecutionData(event: object): object {
  return JSON.parse(JSON.stringify(event, (key, value) => (EXECUTION_DATA.has(key) ? undefined : value)));
}

/** An execution as Step Functions describes it in JSON, where a date is seconds of the epoch. */
export type DescribedExecution = Omit<DescribeExecutionOutput, 'startDate' | 'stopDate'> & {
  readonly startDate: number;
  readonly stopDate?: number;
};

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

import type { DescribeExecutionOutput, ExecutionListItem, ListExecutionsInput } from '@aws-sdk/client-sfn';
import { pageOf } from '../gateway/operations.ts';

/** How a history may be asked for: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
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

/** How many AWS puts on a page when none or 0 is asked for. */
const DEFAULT_PAGE_SIZE = 100;
/** The keys that AWS leaves out when it is asked for no execution data. */
const EXECUTION_DATA = new Set(['input', 'output', 'inputDetails', 'outputDetails']);

/** Returns the page that AWS would give of a history. Returns undefined where AWS answers `InvalidToken`. */
export function historyPage(history: object[], request: HistoryRequest): HistoryPage | undefined {
  const { maxResults, nextToken, reverseOrder = false, includeExecutionData = true } = request;
  const page = pageOf(reverseOrder ? history.toReversed() : history, maxResults || DEFAULT_PAGE_SIZE, nextToken);
  if (page === undefined) return undefined;
  const { items, ...more } = page;
  return { events: includeExecutionData ? items : items.map(withoutExecutionData), ...more };
}

/** Returns a value without the inputs and outputs in it, as AWS does for `includeExecutionData: false`. */
export function withoutExecutionData<Content extends object>(content: Content): Content {
  return JSON.parse(JSON.stringify(content, (key, value) => (EXECUTION_DATA.has(key) ? undefined : value)));
}

/** An execution as DescribeExecution shows it in JSON, where a date is in seconds of the epoch. */
export type DescribedExecution = Omit<DescribeExecutionOutput, 'startDate' | 'stopDate'> & {
  readonly startDate: number;
  readonly stopDate?: number;
};

/**
 * Returns the page that AWS would give of a state machine's executions, the newest first. Returns undefined for a token
 * that no page gave.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
export function executionPage(
  executions: readonly DescribedExecution[],
  { statusFilter, maxResults, nextToken }: Pick<ListExecutionsInput, 'statusFilter' | 'maxResults' | 'nextToken'>,
): object | undefined {
  const asked = executions
    .filter(({ status }) => statusFilter === undefined || status === statusFilter)
    .toSorted((one, other) => other.startDate - one.startDate);
  const page = pageOf(asked, maxResults || DEFAULT_PAGE_SIZE, nextToken);
  if (page === undefined) return undefined;
  const { items, ...more } = page;
  return { executions: items.map(toListItem), ...more };
}

/** Returns what a list shows of an execution. Its redrive count is always 0, because moto cannot redrive an execution. */
function toListItem({ executionArn, stateMachineArn, name, status, startDate, stopDate }: DescribedExecution) {
  return { executionArn, stateMachineArn, name, status, startDate, stopDate, redriveCount: 0 } satisfies {
    [Key in keyof ExecutionListItem]: unknown;
  };
}

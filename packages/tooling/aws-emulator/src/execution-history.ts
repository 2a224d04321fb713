import { pageOf } from './paging.ts';

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

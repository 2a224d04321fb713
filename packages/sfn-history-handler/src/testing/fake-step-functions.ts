import type {
  GetExecutionHistoryCommand,
  GetExecutionHistoryOutput,
  HistoryEvent,
  SFNClient,
} from '@aws-sdk/client-sfn';

interface FakeOptions {
  /** Events a page; AWS may always give fewer than it was asked for. */
  readonly pageSize?: number;
  /** Thrown instead of the page that begins with this event (0 for the first). */
  readonly failAt?: { readonly event: number; readonly error: Error };
}

/** Step Functions as the SDK shows it: GetExecutionHistory in pages, and the requests that were made. */
export const fakeStepFunctions = (events: readonly HistoryEvent[], { pageSize = 1_000, failAt }: FakeOptions = {}) => {
  const requests: GetExecutionHistoryCommand['input'][] = [];
  const send = async ({ input }: GetExecutionHistoryCommand): Promise<GetExecutionHistoryOutput> => {
    requests.push(input);
    const start = Number(input.nextToken ?? 0);
    const end = start + Math.min(pageSize, input.maxResults ?? 100);
    if (failAt && end > failAt.event) throw failAt.error;
    return { events: events.slice(start, end), nextToken: end < events.length ? String(end) : undefined };
  };
  return { client: { send } as unknown as Pick<SFNClient, 'send'>, requests };
};

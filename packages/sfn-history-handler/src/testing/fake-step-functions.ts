import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  type DescribeMapRunOutput,
  type ExecutionListItem,
  type GetExecutionHistoryCommandInput,
  type GetExecutionHistoryOutput,
  type HistoryEvent,
  ListExecutionsCommand,
  type ListExecutionsCommandInput,
} from '@aws-sdk/client-sfn';
import type { StepFunctionsClient } from '../aws/sfn-client.ts';

interface FakeOptions {
  /** Events a page; AWS may always give fewer than it was asked for. */
  readonly pageSize?: number;
  /** Throws the error in place of the pages that hold this event (0 for the first), so many times, or always. */
  readonly failAt?: { readonly event: number; readonly error: Error; readonly times?: number };
  /** What the other operations answer; an error among these is thrown. */
  readonly executions?: readonly Partial<ExecutionListItem>[] | Error;
  readonly input?: string | Error;
  readonly mapRun?: Partial<DescribeMapRunOutput> | Error;
}

type Command = { readonly input: object };

/**
 * Returns Step Functions as the SDK shows it, with a history in pages from both ends. `requests` are those for the
 * history, `others` all other requests.
 */
export function fakeStepFunctions(events: readonly HistoryEvent[], options: FakeOptions = {}) {
  const requests: GetExecutionHistoryCommandInput[] = [];
  const others: Command[] = [];
  let failures = options.failAt?.times ?? Number.POSITIVE_INFINITY;

  const history = (input: GetExecutionHistoryCommandInput): GetExecutionHistoryOutput => {
    requests.push(input);
    const ordered = input.reverseOrder ? events.toReversed() : events;
    const start = Number(input.nextToken ?? 0);
    const end = start + Math.min(options.pageSize ?? 1_000, input.maxResults ?? 100);
    const page = ordered.slice(start, end);
    const { failAt } = options;
    if (failAt && failures > 0 && (page.includes(events[failAt.event] as HistoryEvent) || failAt.event < 0)) {
      failures -= 1;
      throw failAt.error;
    }
    return {
      events: input.includeExecutionData === false ? page.map(withoutData) : page,
      nextToken: end < events.length ? String(end) : undefined,
    };
  };

  /** An execution without a status has succeeded. */
  const executions = ({ statusFilter, maxResults = 100, nextToken }: ListExecutionsCommandInput): object => {
    const { executions: all = [] } = options;
    if (all instanceof Error) return { all };
    const listed = all
      .map((one) => ({ status: 'SUCCEEDED', ...one }))
      .filter(({ status }) => statusFilter === undefined || status === statusFilter);
    const start = Number(nextToken ?? 0);
    const end = start + maxResults;
    return {
      executions: listed.slice(start, end),
      nextToken: end < listed.length ? String(end) : undefined,
    };
  };

  const send = async (command: Command, { abortSignal }: { abortSignal?: AbortSignal } = {}): Promise<unknown> => {
    abortSignal?.throwIfAborted();
    if (command instanceof ListExecutionsCommand) return answer(command, executions(command.input));
    if (command instanceof DescribeExecutionCommand) return answer(command, { input: options.input ?? '{}' });
    if (command instanceof DescribeMapRunCommand) return answer(command, options.mapRun ?? {});
    return history(command.input as GetExecutionHistoryCommandInput);
  };

  const answer = (command: Command, output: object): object => {
    others.push(command);
    for (const part of [output, ...Object.values(output)]) if (part instanceof Error) throw part;
    return output;
  };

  return { client: { send } as unknown as StepFunctionsClient, requests, others };
}

const DATA = new Set(['input', 'output', 'parameters', 'inputDetails', 'outputDetails']);

function withoutData(event: HistoryEvent): HistoryEvent {
  return Object.fromEntries(
    Object.entries(event).map(([key, value]) => [
      key,
      key.endsWith('Details')
        ? Object.fromEntries(Object.entries(value as object).filter(([member]) => !DATA.has(member)))
        : value,
    ]),
  ) as unknown as HistoryEvent;
}

import type {
  ExecutionFailure,
  ExecutionReport,
  NestedExecution,
  Span,
  SpanKind,
  StateLine,
} from '../reports/execution-report.ts';
import { NO_TEAM } from '../settings/team-message.ts';

/** The moment at which the executions of the tests begin, in milliseconds since the epoch. */
export const START_MS = Date.UTC(2024, 2, 5, 2, 0, 1);

/** Returns the moment that is so many seconds after the start, in milliseconds since the epoch. */
export function at(second: number): number {
  return START_MS + second * 1_000;
}

/** Returns a span from one second after the start to another. */
export function span(kind: SpanKind, from: number, to: number): Span {
  return { kind, from: at(from), to: at(to) };
}

/** Returns the line of a Task that ran once, from one second to another, and succeeded. */
export function stateLine(name: string, from: number, to: number, more: Partial<StateLine> = {}): StateLine {
  return {
    name,
    type: 'Task',
    parent: undefined,
    visits: 1,
    outcomes: { [more.outcome ?? 'succeeded']: 1 },
    outcome: 'succeeded',
    earlier: false,
    busyMs: (to - from) * 1_000,
    spans: [span('running', from, to)],
    retries: 0,
    errors: [],
    resource: undefined,
    slowest: undefined,
    iterations: undefined,
    branches: undefined,
    mapRunUrl: undefined,
    nested: [],
    ...more,
  };
}

/** Returns the line of a Task that ran once and failed with an error. */
export function failedLine(name: string, from: number, to: number, error: string, more: Partial<StateLine> = {}) {
  return stateLine(name, from, to, { outcome: 'failed', errors: [error], spans: [span('failed', from, to)], ...more });
}

export const EXECUTION_ARN = 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:2024-03-05';

/** Returns a failed execution of which nothing but its times is known, with the parts that are given. */
export function sampleExecution(more: Partial<ExecutionReport> = {}): ExecutionReport {
  return {
    environment: 'prod',
    linkStyle: 'text',
    team: NO_TEAM,
    name: 'nightly-etl',
    status: 'failed',
    statusText: 'FAILED',
    executionArn: EXECUTION_ARN,
    url: `https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/${EXECUTION_ARN}`,
    parentUrl: undefined,
    imageUrl: undefined,
    redriveCount: 0,
    startedAt: new Date('2024-03-05T02:00:01Z'),
    endedAt: new Date('2024-03-05T02:12:05Z'),
    error: undefined,
    stoppedAt: [],
    retrying: undefined,
    failure: undefined,
    lines: [],
    statesUnknown: undefined,
    typicalDuration: undefined,
    isSlow: false,
    recovery: undefined,
    input: [],
    ...more,
  };
}

/** Returns the failure of a state in its first line. */
export function sampleFailure(more: Partial<ExecutionFailure> = {}): ExecutionFailure {
  return {
    state: 'Load',
    line: 0,
    iteration: undefined,
    at: undefined,
    error: 'States.Timeout',
    cause: undefined,
    resource: undefined,
    nested: undefined,
    lambda: undefined,
    later: [],
    earlier: undefined,
    jobPages: [],
    ...more,
  };
}

/** Returns an execution that another one started. */
export function sampleNested(name: string): NestedExecution {
  return {
    executionArn: `arn:aws:states:eu-west-1:123456789012:execution:child:${name}`,
    url: `https://example.com/${name}`,
  };
}

import type { Span, SpanKind, StateLine } from '../reports/execution-report.ts';

/** When the executions of the tests begin. */
export const START_MS = Date.UTC(2024, 2, 5, 2, 0, 1);

/** A moment, in seconds after the start. */
export function at(second: number): number {
  return START_MS + second * 1_000;
}

export function span(kind: SpanKind, from: number, to: number): Span {
  return { kind, from: at(from), to: at(to) };
}

/** A Task that ran once, from one second to another, and succeeded. */
export function stateLine(name: string, from: number, to: number, more: Partial<StateLine> = {}): StateLine {
  return {
    name,
    type: 'Task',
    parent: undefined,
    visits: 1,
    outcomes: { [more.outcome ?? 'succeeded']: 1 },
    outcome: 'succeeded',
    earlier: false,
    busy: (to - from) * 1_000,
    spans: [span('running', from, to)],
    retries: 0,
    errors: [],
    resource: undefined,
    slowest: undefined,
    iterations: undefined,
    branches: undefined,
    nested: [],
    ...more,
  };
}

/** A Task that failed with an error. */
export function failedLine(name: string, from: number, to: number, error: string, more: Partial<StateLine> = {}) {
  return stateLine(name, from, to, { outcome: 'failed', errors: [error], spans: [span('failed', from, to)], ...more });
}

import type { NestedExecution } from './execution-report.ts';

/**
 * How a visit of a state ended: `caught` when its error was handled by a Catch, `open` when its end was not seen.
 * Ordered from the worst to the best.
 */
export const STATE_OUTCOMES = ['failed', 'timed_out', 'aborted', 'open', 'caught', 'succeeded'] as const;
export type StateOutcome = (typeof STATE_OUTCOMES)[number];

/** How many of something ended how; what is missing is none. */
export type OutcomeCounts = Readonly<Partial<Record<StateOutcome, number>>>;

/**
 * What a state was doing: `waiting` in a Wait state, from scheduled to started, and before a retry; `running`; `retried`
 * an attempt that failed and was tried again; `failed` the last attempt of a visit that failed, timed out or was caught.
 * Ordered from what matters most to what matters least.
 */
export const SPAN_KINDS = ['failed', 'retried', 'running', 'waiting'] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

/** Milliseconds since the epoch. */
export interface Span {
  readonly kind: SpanKind;
  readonly from: number;
  readonly to: number;
}

/** All visits of one state in its container: a loop and the iterations of a Map visit a state many times. */
export interface StateLine {
  readonly name: string;
  /** Task, Pass, Choice, Wait, Parallel, Map, Succeed or Fail. */
  readonly type: string;
  /** Index of the line of the Parallel or Map that this ran in; smaller than its own. */
  readonly parent: number | undefined;
  /** How often the state was entered. */
  readonly visits: number;
  /**
   * How the visits ended that count: not those that a later attempt of their container replaced, nor those that a
   * redrive replaced; all of them where everything was replaced.
   */
  readonly outcomes: OutcomeCounts;
  /** The worst of them. */
  readonly outcome: StateOutcome;
  /** Whether all of it was over before the redrive that is reported; its spans lie before the report's start. */
  readonly earlier: boolean;
  /** Milliseconds in which at least one visit was under way; undefined where no visit has both its times. */
  readonly busy: number | undefined;
  /**
   * Where the time went: at most 16 spans a kind, sorted by kind and time. Spans of one kind do not overlap, those of
   * different kinds may, where visits ran side by side or where many short spans became one.
   */
  readonly spans: readonly Span[];
  /** How often the work of a visit was started again. */
  readonly retries: number;
  /** Distinct error names of the attempts that failed, the latest last, at most three. */
  readonly errors: readonly string[];
  /** What it called, such as `lambda:invoke` or a function's ARN. */
  readonly resource: string | undefined;
  /** The visit that took longest, where there were several, and the iteration of the Map around it that it was in. */
  readonly slowest: { readonly ms: number; readonly iteration: number | undefined } | undefined;
  /** Of a Map. */
  readonly iterations: Iterations | undefined;
  /** Of a Parallel: how many branches it has. */
  readonly branches: number | undefined;
  /** Executions that it started, the latest three. */
  readonly nested: readonly NestedExecution[];
}

/** What became of a Map's iterations; of a distributed one's items, as its map run counts them. */
export interface Iterations {
  readonly total: number;
  readonly outcomes: OutcomeCounts;
  /** The iteration that took longest, counted from 0. */
  readonly slowest: { readonly ms: number; readonly iteration: number } | undefined;
  /** The first iteration that failed, counted from 0. */
  readonly firstFailed: number | undefined;
  /** Whether it is a distributed Map, whose iterations are executions of their own. */
  readonly distributed: boolean;
  /** Why a distributed Map's counts are not known. */
  readonly unknown: string | undefined;
}

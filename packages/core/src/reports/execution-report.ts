/** Step Functions' execution statuses; `unknown` keeps AWS's own word beside it. */
export type ExecutionStatus =
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'timed_out'
  | 'aborted'
  | 'pending_redrive'
  | 'unknown';

/** What a Step Functions execution came to, as far as it could be learned. */
export interface ExecutionReport {
  /** The environment that reports: the Terraform workspace. */
  readonly environment: string;
  /** What people call the state machine. */
  readonly name: string;
  readonly status: ExecutionStatus;
  /** The status as AWS spelled it. */
  readonly statusText: string;
  readonly executionArn: string;
  /** The execution's page in the AWS console. */
  readonly url: string | undefined;
  readonly imageUrl: string | undefined;
  /** How often the execution was started again after it had ended; 0 for the first attempt. */
  readonly redriveCount: number;
  /** When the attempt that is reported began: the execution's start, or its latest redrive. */
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  /** Error name and cause of the execution; the cause may be a JSON text of up to 32,768 characters. */
  readonly error: { readonly name: string | undefined; readonly cause: string | undefined } | undefined;
  /** The innermost states at which the execution ended without success; empty where that is not known. */
  readonly stoppedAt: readonly string[];
  /** The state that made the execution fail, where one did and the history tells which. */
  readonly failure: ExecutionFailure | undefined;
  /** A line for each state, containers before what ran in them, and otherwise in the order of the first visit. */
  readonly lines: readonly StateLine[];
  /** Why the lines are not known, or not all of them. */
  readonly statesUnknown: string | undefined;
  /** How long it usually takes; undefined where nobody asked or nothing has succeeded before. */
  readonly typicalDuration: TypicalDuration | undefined;
  /** What the setting lets be shown of the input, masked: the path as it was set, and the value as text. */
  readonly input: readonly ShownInput[];
}

/** The state because of which the execution failed, the innermost one. */
export interface ExecutionFailure {
  readonly state: string;
  /** Its line's index in the report's lines. */
  readonly line: number;
  /** Of the Map iteration that it failed in, counted from 0. */
  readonly iteration: number | undefined;
  readonly at: Date | undefined;
  /** Error name and cause as the state has them; of a nested execution that failed, the innermost one's. */
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** What it called, such as `lambda:invoke` or a function's ARN. */
  readonly resource: string | undefined;
  /** The nested execution that failed inside it, the innermost one. */
  readonly nested: NestedExecution | undefined;
  /** The Lambda function that failed, and its log at that minute. */
  readonly lambda: { readonly name: string; readonly logUrl: string | undefined } | undefined;
}

export interface NestedExecution {
  readonly executionArn: string;
  /** Its page in the AWS console. */
  readonly url: string | undefined;
}

/** Milliseconds that the last successful executions took; or why that is not known. */
export type TypicalDuration =
  | { readonly median: number; readonly of: number; readonly unknown?: undefined }
  | { readonly unknown: string };

export interface ShownInput {
  readonly path: string;
  readonly value: string;
}

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

import type { StateLine } from './state-line.ts';

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

import type { TeamMessageSettings } from '../settings/team-message.ts';
import type { Link, LinkStyle } from '../slack/blocks.ts';
import type { Recovery } from './recovery.ts';
import type { TypicalDuration } from './typical-duration.ts';

/** Step Functions' execution statuses; for `unknown`, `statusText` has AWS's own word. */
export type ExecutionStatus =
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'timed_out'
  | 'aborted'
  | 'pending_redrive'
  | 'unknown';

/** A Step Functions execution that is under way or has ended: everything that its message may say. */
export interface ExecutionReport {
  /** The environment that reports: the Terraform workspace. */
  readonly environment: string;
  readonly linkStyle: LinkStyle;
  readonly team: TeamMessageSettings;
  /** What people call the state machine. */
  readonly name: string;
  readonly status: ExecutionStatus;
  /** The status as AWS spelled it. */
  readonly statusText: string;
  readonly executionArn: string;
  /** The execution's page in the AWS console. */
  readonly url: string | undefined;
  /** The page of the execution that started this one; undefined where none is known to have. */
  readonly parentUrl: string | undefined;
  readonly imageUrl: string | undefined;
  /** How often the execution was started again after it had ended; 0 for the first attempt. */
  readonly redriveCount: number;
  /** When the attempt that is reported began: the execution's start, or its latest redrive. */
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  /** The error name and the cause of the execution; the cause may be a JSON text of up to 32,768 characters. */
  readonly error: { readonly name: string | undefined; readonly cause: string | undefined } | undefined;
  /** The innermost states at which the execution ended without success; empty where they are unknown. */
  readonly stoppedAt: readonly string[];
  /** The state that made the execution fail; undefined where none did or the history does not show which. */
  readonly failure: ExecutionFailure | undefined;
  /** A state at which the execution was stopped, with the error of its latest attempt that had failed. */
  readonly retrying: FailureWords | undefined;
  /** A line for each state in the order of the first visit, with a Parallel or Map before the states that ran in it. */
  readonly lines: readonly StateLine[];
  /** Why the lines are unknown or incomplete; undefined where they are complete. */
  readonly statesUnknown: string | undefined;
  /**
   * How long the state machine's executions typically take; undefined where the setting is off or none has succeeded
   * before.
   */
  readonly typicalDuration: TypicalDuration | undefined;
  /** Whether it took longer than its setting allows for a success. */
  readonly isSlow: boolean;
  /** The failures that it came after; undefined where there were none, or where nobody asks for them. */
  readonly recovery: Recovery | undefined;
  /** The parts of the input that the setting allows to show. */
  readonly input: readonly ShownInput[];
}

/** What a state that failed said, or the execution at its end, where that is not what its last state said. */
export interface FailureWords {
  /** Undefined for the execution. */
  readonly state: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/**
 * The state because of which the execution failed, the innermost one. Where a Catch handled its error and the execution
 * failed all the same, this is the state that broke, and not the one at which the execution ended.
 */
export interface ExecutionFailure {
  readonly state: string;
  /** The index of its line in the report's lines. */
  readonly line: number;
  /** The number of the Map iteration in which it failed, counted from 0. */
  readonly iteration: number | undefined;
  readonly at: Date | undefined;
  /** Error name and cause of the state, or of the innermost nested execution that failed in it. */
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** What it called, such as `lambda:invoke` or a function's ARN. */
  readonly resource: string | undefined;
  /** The innermost nested execution that failed in it. */
  readonly nested: NestedExecution | undefined;
  /** The Lambda function that failed, with the console's page of its log around that moment. */
  readonly lambda: { readonly name: string; readonly logUrl: string | undefined } | undefined;
  /** The states to which the failure led and which failed as well, and the execution's end: the last one last. */
  readonly later: readonly FailureWords[];
  /** A state that failed before and was caught, and which need not be why the execution failed. */
  readonly earlier: FailureWords | undefined;
  /** The pages of the job that it ran, and of that job's log, in the AWS console. */
  readonly jobPages: readonly Link[];
}

/** An execution that a state of another execution started. */
export interface NestedExecution {
  readonly executionArn: string;
  /** Its page in the AWS console. */
  readonly url: string | undefined;
}

/** A part of an execution's input: the path as it was set, and the value as text. */
export type ShownInput = readonly [path: string, value: string];

/**
 * How a visit of a state ended, from the worst to the best: `caught` when a Catch handled its error, `open` when the
 * history does not show its end.
 */
export const STATE_OUTCOMES = ['failed', 'timed_out', 'aborted', 'open', 'caught', 'succeeded'] as const;
export type StateOutcome = (typeof STATE_OUTCOMES)[number];

/** How many visits, iterations or states had each outcome; a missing outcome counts as 0. */
export type OutcomeCounts = Readonly<Partial<Record<StateOutcome, number>>>;

/**
 * What a state was doing: `failed` is the last attempt of a visit that failed, timed out or was caught; `retried` an
 * attempt that failed and was tried again; `waiting` the time in a Wait state, from scheduled to started, and before a
 * retry. The order is that in which a bar shows them: where two share a cell, the first one is drawn.
 */
export const SPAN_KINDS = ['failed', 'retried', 'running', 'waiting'] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

/** A time in which a state did one thing, in milliseconds since the epoch. */
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
  /** The index of the line of the Parallel or Map in which this state ran; it is smaller than this line's own. */
  readonly parent: number | undefined;
  /** How often the state was entered. */
  readonly visits: number;
  /**
   * How the visits ended, without those that a later attempt of their container or a redrive replaced; where all were
   * replaced, how all of them ended.
   */
  readonly outcomes: OutcomeCounts;
  /** The worst of the outcomes. */
  readonly outcome: StateOutcome;
  /** Whether all visits ended before the redrive that is reported; the spans are then before the report's start. */
  readonly earlier: boolean;
  /**
   * The milliseconds in which at least one visit was under way; undefined where no visit has both a start and an end.
   */
  readonly busyMs: number | undefined;
  /**
   * What the state did at which time: at most 16 spans of each kind, sorted by kind and time. Spans of one kind do not
   * overlap; those of different kinds may, where visits ran side by side or many short spans were joined into one.
   */
  readonly spans: readonly Span[];
  /** How often an attempt was retried, in all visits together. */
  readonly retries: number;
  /** The distinct error names of the attempts that failed: at most three, the latest last. */
  readonly errors: readonly string[];
  /** What it called, such as `lambda:invoke` or a function's ARN. */
  readonly resource: string | undefined;
  /** The visit that took longest, where there were several, and the Map iteration in which it ran. */
  readonly slowest: { readonly ms: number; readonly iteration: number | undefined } | undefined;
  /** The iterations of a Map; undefined for any other state. */
  readonly iterations: Iterations | undefined;
  /** How many branches a Parallel has; undefined for any other state. */
  readonly branches: number | undefined;
  /** The page of a distributed Map's last Map Run in the AWS console; undefined for any other state. */
  readonly mapRunUrl: string | undefined;
  /** The latest three executions that the state started. */
  readonly nested: readonly NestedExecution[];
}

/** How a Map's iterations ended; for a distributed Map, how its items ended, as its map run counts them. */
export interface Iterations {
  readonly total: number;
  readonly outcomes: OutcomeCounts;
  /** The iteration that took longest, counted from 0. */
  readonly slowest: { readonly ms: number; readonly iteration: number } | undefined;
  /** The first iteration that failed, counted from 0. */
  readonly firstFailed: number | undefined;
  /** Whether it is a distributed Map, whose iterations are executions of their own. */
  readonly distributed: boolean;
  /** Why a distributed Map's counts are unknown. */
  readonly unknown: string | undefined;
}

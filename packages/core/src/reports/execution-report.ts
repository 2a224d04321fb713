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
  /** Each visit of a state, in the order in which they were entered. */
  readonly steps: readonly ExecutionStep[];
  /** Why the steps are not known, or not all of them. */
  readonly stepsUnknown: string | undefined;
}

/**
 * How a visit of a state ended: `caught` when its error was handled by a Catch, `open` when its end was not seen.
 * Ordered from the worst to the best.
 */
export const STEP_OUTCOMES = ['failed', 'timed_out', 'aborted', 'open', 'caught', 'succeeded'] as const;
export type StepOutcome = (typeof STEP_OUTCOMES)[number];

/** One visit of a state: a loop or a Map visits a state many times. */
export interface ExecutionStep {
  readonly name: string;
  /** Task, Pass, Choice, Wait, Parallel, Map, Succeed or Fail. */
  readonly type: string;
  /** Index in `steps` of the Parallel or Map that this ran in; smaller than its own. */
  readonly parent: number | undefined;
  readonly enteredAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly outcome: StepOutcome;
  /** How often the state's work was started: 1, and 1 more for each retry. */
  readonly attempts: number;
  /** The error name of each attempt that failed, where AWS gives one. */
  readonly errors: readonly (string | undefined)[];
  /** What a Task called, such as `lambda:invoke` or a function's ARN. */
  readonly resource: string | undefined;
  /** Whether a later attempt of its container, or a redrive, replaced what became of it. */
  readonly superseded: boolean;
}

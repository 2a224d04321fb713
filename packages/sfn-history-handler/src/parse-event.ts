import { type ExecutionStatus, jsonObject, parseArn, textOf } from '@shipbell/core';
import { InvalidEventError } from '@shipbell/core/runtime';
import * as v from 'valibot';

/** An event that says that an execution changed its status. */
export interface ExecutionEvent {
  readonly executionArn: string;
  readonly stateMachineArn: string | undefined;
  /** The state machine's name. */
  readonly stateMachine: string;
  /**
   * Whether it runs an item of a distributed Map, as an execution of its own: of `NAME/LABEL`, where NAME is the state machine
   * that holds the Map.
   */
  readonly isOfMap: boolean;
  /** The execution that started this one, as its input names it. */
  readonly parentArn: string | undefined;
  readonly status: ExecutionStatus;
  /** The status as AWS spelled it. */
  readonly statusText: string;
  readonly redriveCount: number;
  /** When the execution was started, or redriven last. */
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** The input as JSON text; undefined where it was too long for the event. */
  readonly input: string | undefined;
}

const text = v.pipe(v.string(), v.nonEmpty());
const maybeText = v.fallback(v.optional(v.string()), undefined);
const moment = v.fallback(
  v.optional(
    v.pipe(
      v.number(),
      v.transform((milliseconds) => new Date(milliseconds)),
      v.date(),
    ),
  ),
  undefined,
);

/**
 * The event in its present form, and as the documentation of 2022 shows it, without redrive, error and cause.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
const statusEvent = v.object({
  source: v.literal('aws.states'),
  'detail-type': v.literal('Step Functions Execution Status Change'),
  detail: v.object({
    executionArn: v.pipe(text, v.startsWith('arn:')),
    status: text,
    stateMachineArn: maybeText,
    startDate: moment,
    stopDate: moment,
    redriveCount: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
    redriveDate: moment,
    error: maybeText,
    cause: maybeText,
    input: maybeText,
    inputDetails: v.fallback(v.optional(v.object({ included: v.boolean() })), undefined),
  }),
});

const STATUSES = new Map<string, ExecutionStatus>([
  ['RUNNING', 'running'],
  ['SUCCEEDED', 'succeeded'],
  ['FAILED', 'failed'],
  ['TIMED_OUT', 'timed_out'],
  ['ABORTED', 'aborted'],
  ['PENDING_REDRIVE', 'pending_redrive'],
]);

/** Returns the change of status that the event reports. Throws `InvalidEventError` for any other event. */
export function parseEvent(event: unknown): ExecutionEvent {
  const { success, output, issues } = v.safeParse(statusEvent, event);
  if (!success) {
    const where = v.getDotPath(issues[0]) ?? 'the event';
    throw new InvalidEventError(
      `Not a "Step Functions Execution Status Change" event of aws.states: ${where} is missing or is something else. ` +
        'Invoke this function through an EventBridge rule on that event.',
    );
  }
  const { executionArn, status, startDate, stopDate, redriveCount, redriveDate, error, cause, ...detail } =
    output.detail;
  const stateMachineArn = detail.stateMachineArn ?? stateMachineArnOf(executionArn);
  const input = detail.inputDetails?.included === false ? undefined : detail.input;
  return {
    executionArn,
    stateMachineArn,
    stateMachine: stateMachineName(stateMachineArn) ?? stateMachineName(executionArn) ?? executionArn,
    isOfMap: [stateMachineArn, executionArn].some((arn) => stateMachineName(arn)?.includes('/')),
    parentArn: parentOf(executionArn, input),
    status: STATUSES.get(status) ?? 'unknown',
    statusText: status,
    redriveCount,
    startedAt: redriveDate && (!startDate || redriveDate > startDate) ? redriveDate : startDate,
    endedAt: stopDate,
    error,
    cause,
    input,
  };
}

/**
 * Returns the execution that the input names as the one that started this one. AWS's examples and the CDK's
 * `associateWithParent` pass it; anybody may write anything there.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-nested-workflows.html
 */
function parentOf(executionArn: string, input: string | undefined): string | undefined {
  const parent = textOf(jsonObject(input).AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID);
  const arn = parseArn(parent ?? '');
  return arn?.service === 'states' && arn.resource.startsWith('execution:') && parent !== executionArn
    ? parent
    : undefined;
}

/** Returns NAME of `…:stateMachine:NAME` or `…:execution:NAME:EXECUTION`. */
export function stateMachineName(arn: string | undefined): string | undefined {
  return parseArn(arn ?? '')?.resource.split(':')[1] || undefined;
}

/** Returns `…:stateMachine:NAME` for `…:execution:NAME:EXECUTION`. */
function stateMachineArnOf(executionArn: string): string | undefined {
  return /^(arn:[^:]+:states:[^:]*:[^:]*):execution:([^:]+):/.exec(executionArn)?.slice(1, 3).join(':stateMachine:');
}

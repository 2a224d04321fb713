import {
  type ExecutionFailure,
  executionUrl,
  type FailureWords,
  jsonObject,
  logGroupUrl,
  type NestedExecution,
  parseArn,
  readJson,
  textOf,
} from '@shipbell/core';
import type { FailedState } from '../history/failed-state.ts';
import type { HistoryEnd, States } from '../history/finish-states.ts';
import { jobPages } from './job-pages.ts';

/**
 * Returns the state that broke as the report has it, with the nested execution and the Lambda function that failed in
 * it, and what failed besides; undefined where none broke.
 */
export function toFailure(
  { failure, later, earlier, lines, end }: States,
  functionName: string | undefined,
  executionArn: string,
): ExecutionFailure | undefined {
  if (failure === undefined) return undefined;
  const { line, iteration, at, resource } = failure;
  const unwrapped = unwrapNested(failure.error, failure.cause);
  return {
    state: line.name,
    line: lines.indexOf(line),
    iteration,
    at: at === undefined ? undefined : new Date(at),
    error: unwrapped.error,
    cause: unwrapped.cause,
    resource,
    nested: unwrapped.executionArn === undefined ? undefined : nestedExecution(unwrapped.executionArn),
    lambda: failedLambda(failure, functionName, executionArn),
    jobPages: jobPagesOf(unwrapped, resource, executionArn),
    later: [...later.map(toWords), ...otherEnd(later.at(-1) ?? failure, end)],
    earlier: earlier && toWords(earlier),
  };
}

/** Returns what the state said, or the innermost nested execution that failed in it. */
export function toWords({ line, ...words }: Pick<FailedState, 'line' | 'error' | 'cause'>): FailureWords {
  const { error, cause } = unwrapNested(words.error, words.cause);
  return { state: line.name, error, cause };
}

/** Returns the words of the execution's end where they differ from those of the state at which it ended. */
function otherEnd({ line, ...state }: FailedState, end: HistoryEnd | undefined): FailureWords[] {
  if (line.type === 'Fail' || !end || end.error === undefined) return [];
  if (end.error === state.error && (end.cause ?? state.cause) === state.cause) return [];
  return [{ ...unwrapNested(end.error, end.cause), state: undefined }];
}

/** Returns the pages of the job that the state ran, or that the innermost nested execution ran whose cause it is. */
function jobPagesOf({ cause, executionArn: nested }: Unwrapped, resource: string | undefined, executionArn: string) {
  if (nested !== undefined) return jobPages(cause, undefined, nested);
  return resource === undefined ? [] : jobPages(cause, resource, executionArn);
}

/** Returns a nested execution with its page in the console. */
export function nestedExecution(executionArn: string): NestedExecution {
  return { executionArn, url: linkToExecution(executionArn) };
}

/**
 * Returns the address of an execution's page in the console, in the partition and region of its ARN; undefined for one
 * of an Express workflow, whose address needs its date.
 */
export function linkToExecution(executionArn: string): string | undefined {
  const arn = parseArn(executionArn);
  return arn?.service === 'states' && arn.resource.startsWith('execution:')
    ? executionUrl(arn.partition, arn.region, executionArn)
    : undefined;
}

/** The error and the cause of a state, and the nested execution from which they come. */
interface Unwrapped {
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly executionArn: string | undefined;
}

/** How many executions within executions are unwrapped; nobody would read deeper. */
const MAX_DEPTH = 5;

/**
 * Returns what failed in the innermost nested execution: the cause of `states:startExecution.sync` is the nested
 * execution as JSON, with its own error and cause. Of a cause that is cut off in the middle, what is left is read.
 */
export function unwrapNested(error: string | undefined, cause: string | undefined): Unwrapped {
  let unwrapped: Unwrapped = { error, cause, executionArn: undefined };
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const nested = parseNested(unwrapped.cause);
    if (nested === undefined) break;
    unwrapped = nested;
  }
  return unwrapped;
}

/**
 * Returns the nested execution that a cause holds; undefined where it holds none.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
function parseNested(cause: string | undefined): Unwrapped | undefined {
  if (!cause?.startsWith('{')) return undefined;
  const { ExecutionArn, Error: name, Cause: inner, Status } = jsonObject(readJson(cause)?.value);
  if (typeof ExecutionArn !== 'string' || parseArn(ExecutionArn)?.service !== 'states') return undefined;
  // An ARN whose end was cut off is that of another execution.
  if (ExecutionArn.endsWith('…')) return undefined;
  return {
    error: textOf(name) ?? (Status === 'TIMED_OUT' ? 'States.Timeout' : textOf(Status)),
    cause: textOf(inner),
    executionArn: ExecutionArn,
  };
}

/**
 * How much of the log before and after an attempt is shown: clocks differ a little, and the log's last lines come after
 * the answer.
 */
const LOG_MARGIN_MS = 30_000;

/**
 * How far back the log of an attempt without a start is shown: a quarter of an hour, the longest that a function may
 * run.
 */
const LONGEST_ATTEMPT_MS = 15 * 60_000;

/**
 * Returns the Lambda function that the failed state called, and its log while the attempt ran, in the log group that
 * Lambda makes for it. There is no log where the function did not run, or is in another account, whose log groups a link
 * does not reach. `functionName` is as it was given to `lambda:invoke`: a name or an ARN, whole or in part, with a version or
 * without one.
 */
export function failedLambda(
  {
    resource,
    error,
    neverRan,
    scheduledAt,
    at,
  }: Pick<FailedState, 'resource' | 'error' | 'neverRan' | 'scheduledAt' | 'at'>,
  functionName: string | undefined,
  executionArn: string,
): ExecutionFailure['lambda'] {
  const home = parseArn(executionArn);
  const called = resource?.startsWith('arn:') ? resource : functionName;
  if (called === undefined || home === undefined) return undefined;
  const arn = parseArn(called);
  if (arn !== undefined && arn.service !== 'lambda') return undefined;
  const name = nameOf(called);
  if (name === undefined) return undefined;
  const account = arn?.account ?? /^(\d{12}):/.exec(called)?.[1] ?? home.account;
  const logUrl =
    at === undefined || account !== home.account || neverRan || REFUSED.test(error ?? '')
      ? undefined
      : logGroupUrl(
          home.partition,
          arn?.region ?? home.region,
          `/aws/lambda/${name}`,
          new Date((scheduledAt ?? at - LONGEST_ATTEMPT_MS) - LOG_MARGIN_MS),
          new Date(at + LOG_MARGIN_MS),
        );
  return { name, logUrl };
}

/**
 * Matches the errors with which Lambda itself refuses a call, such as `Lambda.TooManyRequestsException`. `Lambda.Unknown` is a
 * function's that was killed.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
const REFUSED = /^Lambda\.(?!Unknown$)/;

/**
 * Returns the function's name in any form in which it may be called.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters
 */
function nameOf(called: string): string | undefined {
  return /(?:^|:function:)([\w-]{1,140})(?::[\w$-]+)?$/.exec(called)?.[1];
}

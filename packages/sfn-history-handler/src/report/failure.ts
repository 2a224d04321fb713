import { executionUrl, jsonObject, type NestedExecution, parseArn, textOf } from '@shipbell/core';

/** The console's page of an execution, in the partition and region of its ARN; one of an Express workflow has none without its date. */
export function linkToExecution(executionArn: string): string | undefined {
  const arn = parseArn(executionArn);
  return arn?.service === 'states' && arn.resource.startsWith('execution:')
    ? executionUrl(arn.partition, arn.region, executionArn)
    : undefined;
}

export function nestedExecution(executionArn: string): NestedExecution {
  return {
    executionArn,
    url: linkToExecution(executionArn),
  };
}

/** Error and cause of a state, and the nested execution that they came out of. */
export interface Unwrapped {
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly executionArn: string | undefined;
}

/** Executions within executions; no deeper than anybody would read. */
const MAX_DEPTH = 5;

/**
 * What failed in the innermost nested execution: the cause of `states:startExecution.sync` is the nested execution as
 * JSON, with its own error and cause. A cause that is cut off in the middle stays as it is.
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

/** Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html */
function parseNested(cause: string | undefined): Unwrapped | undefined {
  if (!cause?.startsWith('{')) return undefined;
  const members = jsonObject(cause);
  const { ExecutionArn, Error: name, Cause: inner, Status } = members;
  if (typeof ExecutionArn !== 'string' || parseArn(ExecutionArn)?.service !== 'states') return undefined;
  return {
    error: textOf(name) ?? (Status === 'TIMED_OUT' ? 'States.Timeout' : textOf(Status)),
    cause: textOf(inner),
    executionArn: ExecutionArn,
  };
}

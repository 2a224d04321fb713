import { type ExecutionFailure, logGroupUrl, parseArn } from '@shipbell/core';
import type { FailedState } from '../history/settle-steps.ts';

/** Milliseconds around an attempt: clocks differ a little, and the log's last lines come after the answer. */
const MARGIN = 30_000;

/** Without its time an attempt is looked for in the last quarter of an hour, the longest that a function may run. */
const LONGEST = 15 * 60_000;

/**
 * The Lambda function that the failed state called, and its log while the attempt ran, in the group that Lambda makes
 * for it; no log where the function is in another account, whose log groups a link does not reach. `functionName` as it
 * was given to `lambda:invoke`: a name or an ARN, whole or in part, with a version or not.
 */
export function failedLambda(
  { resource, scheduledAt, at }: Pick<FailedState, 'resource' | 'scheduledAt' | 'at'>,
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
    at === undefined || account !== home.account
      ? undefined
      : logGroupUrl(
          home.partition,
          arn?.region ?? home.region,
          `/aws/lambda/${name}`,
          new Date((scheduledAt ?? at - LONGEST) - MARGIN),
          new Date(at + MARGIN),
        );
  return { name, logUrl };
}

/** Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters */
function nameOf(called: string): string | undefined {
  return /(?:^|:function:)([\w-]{1,140})(?::[\w$-]+)?$/.exec(called)?.[1];
}

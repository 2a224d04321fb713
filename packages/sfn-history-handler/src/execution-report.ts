import { type ExecutionReport, executionUrl, parseArn } from '@shipbell/core';
import type { StateMachineSetting } from './config.ts';
import type { LearnedSteps } from './learn-steps.ts';
import type { ExecutionEvent } from './parse-event.ts';

/** What happened and what the history tells, as the report that core draws. */
export const toExecutionReport = (
  event: ExecutionEvent,
  { name, imageUrl }: Pick<StateMachineSetting, 'name' | 'imageUrl'>,
  { steps, stoppedAt, end, unknown }: LearnedSteps,
  environment: string,
): ExecutionReport => ({
  environment,
  name: name ?? event.stateMachine,
  status: event.status,
  statusText: event.statusText,
  executionArn: event.executionArn,
  url: consoleUrl(event.executionArn),
  imageUrl,
  redriveCount: event.redriveCount,
  startedAt: event.startedAt,
  endedAt: event.endedAt ?? end?.at,
  error: toError(event) ?? (end && toError(end)),
  stoppedAt,
  steps,
  stepsUnknown: unknown,
});

const toError = ({ error: name, cause }: { error: string | undefined; cause: string | undefined }) =>
  name || cause ? { name, cause } : undefined;

const consoleUrl = (executionArn: string): string | undefined => {
  const arn = parseArn(executionArn);
  return arn && /^[a-z0-9-]+$/.test(arn.region) ? executionUrl(arn.partition, arn.region, executionArn) : undefined;
};

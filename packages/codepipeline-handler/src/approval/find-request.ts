import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import { pipelineUrl } from '@shipbell/core';
import { type Reading, tryRead } from '../aws/read-failure.ts';
import { readAgainIfBehind } from '../aws/repeated-reads.ts';
import type { Investigation, NotificationContext } from '../context.ts';
import { type ApprovalEvent, parseRequest } from './event.ts';
import { readApprovalRun } from './find-execution.ts';

/** What whoever approves is asked, until when, and where the answer is given. */
export type ApprovalRequest = Pick<ApprovalEvent, 'request' | 'expiresAt' | 'reviewUrl' | 'externalUrl'>;

/** Minutes that an approval waits where its action sets no time: https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const TIMEOUT_MINUTES = 7 * 24 * 60;

/**
 * The approval action's own notification has it all; an event of the action, which may come first, has next to nothing,
 * so that the pipeline is asked. What may not be read stays as the event says it.
 */
export async function learnRequest(
  event: ApprovalEvent,
  investigation: Investigation,
  { log }: NotificationContext,
): Promise<ApprovalRequest> {
  const { pipeline, executionId, token } = event;
  if (event.isAddressed || event.status !== 'waiting' || executionId === undefined || token === undefined) return event;
  const [run, timeout] = await Promise.all([
    readRun(event, investigation),
    tryRead(readTimeout(event, investigation), `the definition of pipeline ${pipeline}`, 'codepipeline:GetPipeline'),
  ]);
  for (const reason of [run.failure, timeout.failure]) {
    if (reason !== undefined) log.warn('Not found out: what the approval asks for', { pipeline, reason });
  }
  const { input, output, startTime } = run.value ?? {};
  const { CustomData, ExternalEntityLink } = input?.resolvedConfiguration ?? input?.configuration ?? {};
  return {
    request: event.request.length > 0 ? event.request : parseRequest(CustomData),
    expiresAt: deadline(startTime, timeout.value),
    reviewUrl: reviewPage(event, output?.executionResult?.externalExecutionId ?? token),
    externalUrl: event.externalUrl ?? ExternalEntityLink,
  };
}

/** The history may not show the approval yet. */
function readRun(
  event: ApprovalEvent,
  investigation: Investigation,
): Promise<Reading<ActionExecutionDetail | undefined>> {
  const what = `the history of pipeline ${event.pipeline}`;
  const read = () => tryRead(readApprovalRun(event, investigation), what, 'codepipeline:ListActionExecutions');
  return readAgainIfBehind(read, ({ value }) => value === undefined, investigation);
}

async function readTimeout(
  { pipeline, stage, action }: ApprovalEvent,
  { reads, signal }: Investigation,
): Promise<number> {
  const definition = await reads.codepipeline.readDefinition(pipeline, signal);
  const actions = definition.stages?.find(({ name }) => name === stage)?.actions;
  return actions?.find(({ name }) => name === action)?.timeoutInMinutes ?? TIMEOUT_MINUTES;
}

/** To the whole minute, as the notification has it: `2018-11-13T21:36Z`. */
function deadline(startTime: Date | undefined, minutes: number | undefined): Date | undefined {
  return startTime && minutes !== undefined
    ? new Date(Math.floor(startTime.getTime() / 60_000 + minutes) * 60_000)
    : undefined;
}

/** The page as the notification links it, whose host has no region: it asks who one is before it takes an answer. */
function reviewPage({ region, pipeline, stage, action }: ApprovalEvent, token: string): string | undefined {
  const page = region && pipelineUrl(region, pipeline)?.replace(`https://${region}.`, 'https://');
  const path = [stage, action, 'approve', token].map((part) => encodeURIComponent(part.toWellFormed()));
  return page && `${page}#/${path.join('/')}`;
}

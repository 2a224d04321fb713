import { type ApprovalReport, pipelineUrl } from '@shipbell/core';
import type { Reading } from '@shipbell/core/runtime';
import { readAgainIfBehind } from '../aws/repeated-reads.ts';
import type { NotificationContext, Search } from '../context.ts';
import type { PipelineHistories, PipelineHistory } from '../pipelines/history.ts';
import { type ApprovalEvent, parseRequest } from './event.ts';
import { readApprovalAction } from './find-execution.ts';

/** What the approver is asked, until when, and where the answer is given. */
export type ApprovalRequest = Pick<ApprovalEvent, 'request' | 'expiresAt' | 'externalUrl'> &
  Pick<ApprovalReport, 'reviewUrl'>;

/**
 * Finds the request. The approval action's own notification has all of it but the page, whose address is made here: anybody
 * who may publish to the topic could send another one. The action's event, which may come first, has next to nothing, so
 * that the pipeline is read; what cannot be read stays as the event has it.
 */
export async function findRequest(
  event: ApprovalEvent,
  histories: PipelineHistories,
  search: Search,
  { log }: Pick<NotificationContext, 'log'>,
): Promise<ApprovalRequest> {
  const { pipeline, executionId, token } = event;
  if (event.isAddressed || event.status !== 'waiting' || executionId === undefined || token === undefined) {
    return { ...event, reviewUrl: reviewPage(event, token) };
  }
  const [action, timeout] = await Promise.all([
    // The history may not show the approval yet.
    readAgainIfBehind(
      () => readApprovalAction(event, histories.of(event)),
      ({ value }) => value === undefined,
      { ...search, pause: (milliseconds) => search.pause(milliseconds).then(histories.forget) },
    ),
    readTimeoutMinutes(event, histories.of(event)),
  ]);
  for (const failure of [action.failure, timeout.failure]) {
    if (failure) log.warn('Not found out: what the approval asks for', { pipeline, reason: failure.reason });
  }
  const { input, output, startTime } = action.value ?? {};
  const { CustomData, ExternalEntityLink } = input?.resolvedConfiguration ?? input?.configuration ?? {};
  return {
    request: event.request.length > 0 ? event.request : parseRequest(CustomData),
    expiresAt: deadline(startTime, timeout.value),
    reviewUrl: reviewPage(event, output?.executionResult?.externalExecutionId ?? token),
    externalUrl: event.externalUrl ?? ExternalEntityLink,
  };
}

/**
 * How long an approval waits where its action sets no time:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
 */
const DEFAULT_TIMEOUT_MINUTES = 7 * 24 * 60;

async function readTimeoutMinutes(
  { stage, action }: ApprovalEvent,
  history: PipelineHistory,
): Promise<Reading<number>> {
  const definition = await history.definition();
  if (definition.failure !== undefined) return definition;
  const actions = definition.value.stages?.find(({ name }) => name === stage)?.actions;
  const { timeoutInMinutes } = actions?.find(({ name }) => name === action) ?? {};
  return { value: timeoutInMinutes ?? DEFAULT_TIMEOUT_MINUTES, failure: undefined };
}

/** Returns the deadline to the whole minute, as the notification has it: `2018-11-13T21:36Z`. */
function deadline(startTime: Date | undefined, minutes: number | undefined): Date | undefined {
  return startTime && minutes !== undefined
    ? new Date(Math.floor(startTime.getTime() / 60_000 + minutes) * 60_000)
    : undefined;
}

/**
 * Returns the address of the page as CodePipeline's notification links it, on a host without a region: that of the pipeline
 * where no token names the request. The page asks for a login before it takes an answer.
 */
function reviewPage({ region, pipeline, stage, action }: ApprovalEvent, token: string | undefined): string | undefined {
  const page = region && pipelineUrl(region, pipeline)?.replace(`https://${region}.`, 'https://');
  if (!page || token === undefined) return page;
  const path = [stage, action, 'approve', token].map((part) => encodeURIComponent(part.toWellFormed()));
  return `${page}#/${path.join('/')}`;
}

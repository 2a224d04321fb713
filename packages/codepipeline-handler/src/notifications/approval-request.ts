import type { ActionExecutionDetail, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { pipelineUrl } from '@shipbell/core';
import type { ApprovalEvent } from '../events/approval-event.ts';
import { parseRequest } from '../events/approval-request.ts';
import type { Investigation } from '../investigation.ts';
import type { NotificationContext } from './context.ts';

/** What whoever approves is asked, until when, and where the answer is given. */
export type ApprovalRequest = Pick<ApprovalEvent, 'request' | 'expiresAt' | 'reviewUrl' | 'externalUrl'>;

/** Minutes that an approval waits where its action sets no time: https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const TIMEOUT_MINUTES = 7 * 24 * 60;

/**
 * The approval action's own notification has it all; an event of the action, which may come first, has next to nothing,
 * so that the pipeline is asked. What may not be read stays as the event says it.
 */
export const learnRequest = async (
  event: ApprovalEvent,
  investigation: Investigation,
  { log }: NotificationContext,
): Promise<ApprovalRequest> => {
  if (event.isAddressed || event.status !== 'waiting' || event.executionId === undefined) return event;
  const reviewUrl = reviewPage(event);
  try {
    const [run, timeout] = await Promise.all([
      readRun(event, event.executionId, investigation),
      readTimeout(event, investigation),
    ]);
    const { CustomData, ExternalEntityLink } = run?.input?.resolvedConfiguration ?? run?.input?.configuration ?? {};
    return {
      request: event.request.length > 0 ? event.request : parseRequest(CustomData),
      expiresAt: run?.startTime && wholeMinute(run.startTime.getTime() + timeout * 60_000),
      reviewUrl,
      externalUrl: event.externalUrl ?? ExternalEntityLink,
    };
  } catch (error) {
    log.warn('What the approval asks for is unknown', { pipeline: event.pipeline, error });
    return { ...event, reviewUrl };
  }
};

const readRun = async (
  { pipeline, token }: ApprovalEvent,
  executionId: string,
  { reads, signal }: Investigation,
): Promise<ActionExecutionDetail | undefined> => {
  let after: string | undefined;
  do {
    const { items, next } = await reads.codepipeline.readActions(pipeline, { executionId, after }, signal);
    const run = items.find(({ actionExecutionId }) => token !== undefined && actionExecutionId === token);
    if (run) return run;
    after = next;
  } while (after !== undefined);
  return undefined;
};

const readTimeout = async ({ pipeline, stage, action }: ApprovalEvent, { reads, signal }: Investigation) => {
  const definition: PipelineDeclaration = await reads.codepipeline.readDefinition(pipeline, signal);
  const actions = definition.stages?.find(({ name }) => name === stage)?.actions;
  return actions?.find(({ name }) => name === action)?.timeoutInMinutes ?? TIMEOUT_MINUTES;
};

/** As the notification has it: `2018-11-13T21:36Z`. */
const wholeMinute = (milliseconds: number): Date => new Date(milliseconds - (milliseconds % 60_000));

/** The page as the notification links it, whose host has no region: it asks who one is before it takes an answer. */
const reviewPage = ({ region, pipeline, stage, action, token }: ApprovalEvent): string | undefined => {
  const page = region && pipelineUrl(region, pipeline)?.replace(`https://${region}.`, 'https://');
  const path = [stage, action, 'approve', token ?? ''].map((part) => encodeURIComponent(part.toWellFormed()));
  return page && token && `${page}#/${path.join('/')}`;
};

import { approvalMessage, DEFAULT_DESTINATION, type DeployedSource, type Notification } from '@shipbell/core';
import type { ApprovalEvent } from '../events/approval-event.ts';
import type { Investigation } from '../investigation.ts';
import { findApprovalExecution } from '../source/approval-execution.ts';
import { findSourceOfExecution } from '../source/source-of-execution.ts';
import { learnAnswer } from './approval-answer.ts';
import { learnRequest } from './approval-request.ts';
import type { NotificationContext } from './context.ts';
import { approvalIdentity } from './identity.ts';
import { ignored } from './ignored.ts';
import { logUnknowns } from './log-unknowns.ts';
import { NOT_OURS, settingOfPipeline } from './setting-of-pipeline.ts';

/** An approval that is asked for or was answered, with what waits for it. */
export async function approvalNotification(
  event: ApprovalEvent,
  context: NotificationContext,
): Promise<Notification | undefined> {
  const investigation = context.investigationOf(event);
  const found = settingOfPipeline(event.pipeline, investigation, context);
  // Whoever named our topic in the approval action asked to be told, even where no entry fits or that cannot be read.
  const setting = event.isAddressed ? ((await found.catch(() => undefined)) ?? {}) : await found;
  if (setting === undefined) return ignored(NOT_OURS, event, context.log);
  const { pipeline, stage, action, region, status, statusText } = event;
  const [{ request, expiresAt, reviewUrl, externalUrl }, summary, source] = await Promise.all([
    learnRequest(event, investigation, context),
    learnAnswer(event, investigation),
    findSource(event, investigation),
  ]);
  logUnknowns(event, { source }, context.log);
  return {
    message: approvalMessage({
      environment: context.environment,
      name: setting.name ?? pipeline,
      pipeline,
      stage,
      action,
      region,
      status,
      statusText,
      request,
      expiresAt,
      reviewUrl,
      externalUrl,
      summary,
      source,
    }),
    destination: setting.destination ?? DEFAULT_DESTINATION,
    identity: approvalIdentity(event),
  };
}

async function findSource(event: ApprovalEvent, investigation: Investigation): Promise<DeployedSource> {
  const { pipeline } = event;
  const { value: executionId, failure: reason } = await findApprovalExecution(event, investigation);
  return executionId === undefined
    ? { kind: 'unknown', reason, pipeline }
    : findSourceOfExecution(pipeline, executionId, investigation);
}

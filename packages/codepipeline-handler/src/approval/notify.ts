import { approvalMessage, DEFAULT_DESTINATION, type DeployedSource, type Notification } from '@shipbell/core';
import { type Investigation, ignored, logUnknowns, type NotificationContext } from '../context.ts';
import { NOT_OURS, settingOfPipeline } from '../find-setting.ts';
import { approvalIdentity } from '../identity.ts';
import { findSourceOfExecution } from '../revision/execution-source.ts';
import type { ApprovalEvent } from './event.ts';
import { learnAnswer } from './find-answer.ts';
import { findApprovalExecution } from './find-execution.ts';
import { learnRequest } from './find-request.ts';

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

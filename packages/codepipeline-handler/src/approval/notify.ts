import { approvalMessage, asksFor, DEFAULT_DESTINATION, type DeployedSource, type Notification } from '@shipbell/core';
import type { DeploymentSetting } from '../config.ts';
import { ignored, leftOut, logUnknowns, type NotificationContext } from '../context.ts';
import { NOT_OURS, settingOfPipeline } from '../find-setting.ts';
import { createPipelineHistories, type PipelineHistory } from '../pipelines/history.ts';
import { settingStatuses } from '../policy.ts';
import { sourceOfExecution, unknownSource } from '../revision/execution-source.ts';
import { certainRevision, teamOfEvent } from '../team.ts';
import { type ApprovalEvent, approvalIdentity } from './event.ts';
import { findAnswer } from './find-answer.ts';
import { findApprovalExecution } from './find-execution.ts';
import { findRequest } from './find-request.ts';

/** Returns the notification of an approval that is asked for or was answered, with what waits for it. */
export async function approvalNotification(
  event: ApprovalEvent,
  context: NotificationContext,
): Promise<Notification | undefined> {
  const search = context.searchIn(event);
  const found = settingOfPipeline(event.pipeline, search, context);
  // Whoever named our topic in the approval action wants the message, even where no entry fits or that cannot be read.
  const setting: DeploymentSetting | undefined = event.isAddressed
    ? ((await found.catch(() => undefined)) ?? context.defaults)
    : await found;
  if (setting === undefined) return ignored(NOT_OURS, event, context.log);
  const statuses = settingStatuses(event);
  if (!asksFor(setting, statuses)) return leftOut(event, context.log);
  const { pipeline, stage, action, region, status, statusText } = event;
  const histories = createPipelineHistories(search);
  const [{ request, expiresAt, reviewUrl, externalUrl }, summary, source] = await Promise.all([
    findRequest(event, histories, search, context),
    findAnswer(event, histories.of(event)),
    findSource(event, histories.of(event)),
  ]);
  logUnknowns(event, { source }, context);
  const name = setting.name ?? pipeline;
  const subject = { name, pipeline, source, revision: certainRevision(source) };
  return {
    message: approvalMessage({
      environment: context.environment,
      linkStyle: context.linkStyle,
      team: teamOfEvent(setting, statuses, event, context, subject),
      name,
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

async function findSource(event: ApprovalEvent, history: PipelineHistory): Promise<DeployedSource> {
  const { value: executionId, reason } = await findApprovalExecution(event, history);
  const { source } =
    executionId === undefined ? unknownSource(reason, history) : await sourceOfExecution(history, executionId);
  return source;
}

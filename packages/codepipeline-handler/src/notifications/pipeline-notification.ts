import { DEFAULT_DESTINATION, type Notification, type PipelineStatus, pipelineMessage } from '@shipbell/core';
import type { PipelineEvent } from '../events/pipeline-event.ts';
import { investigateExecution } from '../investigate-execution.ts';
import { areDeploymentsTold } from './are-deployments-told.ts';
import type { NotificationContext } from './context.ts';
import { pipelineIdentity } from './identity.ts';
import { ignored } from './ignored.ts';
import { whyNotTold } from './policy.ts';
import { NOT_OURS, settingOfPipeline } from './setting-of-pipeline.ts';

const ENDED: ReadonlySet<PipelineStatus> = new Set(['succeeded', 'failed', 'stopped', 'superseded', 'canceled']);

/** An execution of a pipeline that is ours, unless the message of its CodeDeploy deployment tells the same. */
export const pipelineNotification = async (
  event: PipelineEvent,
  context: NotificationContext,
): Promise<Notification | undefined> => {
  const { environment, log } = context;
  const investigation = context.investigationOf(event);
  const setting = await settingOfPipeline(event.pipeline, investigation, context);
  if (setting === undefined) return ignored(NOT_OURS, event, log);
  const { deployers, isDeploymentFailure, ...findings } = await investigateExecution(event, investigation);
  const { pipeline, executionId, region, status, statusText } = event;
  const reason = whyNotTold({
    status,
    deployers,
    isDeploymentFailure,
    setting,
    areDeploymentsTold: await areDeploymentsTold(pipeline, setting, investigation, context),
  });
  if (reason !== undefined) return ignored(reason, event, log);
  return {
    message: pipelineMessage({
      environment,
      name: setting.name ?? pipeline,
      siteUrl: setting.siteUrl,
      pipeline,
      executionId,
      region,
      status,
      statusText,
      endedAt: ENDED.has(status) ? event.at : undefined,
      ...findings,
      startedAt: findings.startedAt ?? event.startedAt,
      summary: findings.summary ?? event.stopComments,
    }),
    destination: setting.destination ?? DEFAULT_DESTINATION,
    identity: pipelineIdentity(event),
  };
};

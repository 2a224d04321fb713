import { DEFAULT_DESTINATION, type Notification, type PipelineStatus, pipelineMessage } from '@shipbell/core';
import type { DeploymentSetting } from '../config.ts';
import { type ExecutionFindings, ignored, logUnknowns, type NotificationContext } from '../context.ts';
import { NOT_OURS, settingOfPipeline } from '../find-setting.ts';
import { pipelineIdentity } from '../identity.ts';
import { areDeploymentsTold, whyNotTold } from '../policy.ts';
import type { PipelineEvent } from './event.ts';
import { investigateExecution } from './find-execution.ts';

const ENDED: ReadonlySet<PipelineStatus> = new Set(['succeeded', 'failed', 'stopped', 'superseded', 'canceled']);

/** An execution of a pipeline that is ours, unless the message of its CodeDeploy deployment tells the same. */
export async function pipelineNotification(
  event: PipelineEvent,
  context: NotificationContext,
): Promise<Notification | undefined> {
  const { environment, log } = context;
  const investigation = context.investigationOf(event);
  const setting = await settingOfPipeline(event.pipeline, investigation, context);
  if (setting === undefined) return ignored(NOT_OURS, event, log);
  const findings = await investigateExecution(event, investigation);
  const reason = whyIgnored(event, setting, findings, context);
  if (reason !== undefined) return ignored(reason, event, log);
  const {
    startedAt = event.startedAt,
    summary = event.stopComments,
    targets,
    source,
    change,
    failure,
    rollback,
  } = findings;
  logUnknowns(event, { targets, source, change, failure }, log);
  const { pipeline, executionId, region, status, statusText } = event;
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
      startedAt,
      endedAt: ENDED.has(status) ? event.at : undefined,
      targets,
      source,
      change,
      failure,
      rollback,
      summary,
    }),
    destination: setting.destination ?? DEFAULT_DESTINATION,
    identity: pipelineIdentity(event),
  };
}

function whyIgnored(
  { status }: PipelineEvent,
  setting: DeploymentSetting,
  { deployers, isDeploymentFailure, groups }: ExecutionFindings,
  { deployments }: NotificationContext,
): string | undefined {
  const isToldAnyway = areDeploymentsTold(groups, setting, deployments);
  return whyNotTold({ status, deployers, isDeploymentFailure, setting, areDeploymentsTold: isToldAnyway });
}

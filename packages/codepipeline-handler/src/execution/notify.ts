import { DEFAULT_DESTINATION, type Notification, pipelineMessage } from '@shipbell/core';
import type { DeploymentSetting } from '../config.ts';
import { ignored, logUnknowns, type NotificationContext } from '../context.ts';
import { endedDeploymentNotifications } from '../deployment/notify.ts';
import { findGroupSetting, NOT_OURS, settingOfPipeline } from '../find-setting.ts';
import { areDeploymentsReported, whyNotReported } from '../policy.ts';
import { type ExecutionEvent, executionIdentity, isEnded } from './event.ts';
import { type ExecutionFindings, findExecution } from './find-execution.ts';

/**
 * Returns the notifications that an event of a pipeline that is ours leads to: at the execution's end those of its
 * CodeDeploy deployments, and its own where none of these reports the same.
 */
export async function executionNotifications(
  event: ExecutionEvent,
  context: NotificationContext,
): Promise<readonly (Notification | undefined)[]> {
  const search = context.searchIn(event);
  const setting = await settingOfPipeline(event.pipeline, search, context);
  if (setting === undefined) return [ignored(NOT_OURS, event, context.log)];
  const findings = await findExecution(event, search);
  const ended = isEnded(event) ? findings.deploymentIds : [];
  return [
    ...(await endedDeploymentNotifications(ended, event, context)),
    executionNotification(event, setting, findings, context),
  ];
}

function executionNotification(
  event: ExecutionEvent,
  setting: DeploymentSetting,
  findings: ExecutionFindings,
  context: NotificationContext,
): Notification | undefined {
  const { environment, linkStyle, deployments, log } = context;
  const { groupThatFailed } = findings;
  const ofDeployment = groupThatFailed && findGroupSetting(deployments, groupThatFailed);
  const reason = whyNotReported({
    ...findings,
    status: event.status,
    setting,
    isGroupReported: ofDeployment !== undefined && ofDeployment.destination === setting.destination,
    areDeploymentsReported: areDeploymentsReported(findings.groups, setting, deployments),
  });
  if (reason !== undefined) return ignored(reason, event, log);
  const { targets, source, change, failure } = findings;
  logUnknowns(event, { targets, source, change: change?.change, failure }, context);
  return {
    message: pipelineMessage({
      ...event,
      ...findings,
      environment,
      linkStyle,
      name: setting.name ?? event.pipeline,
      siteUrl: setting.siteUrl,
      endedAt: isEnded(event) ? event.at : undefined,
      summary: findings.summary ?? event.stopComments,
    }),
    destination: setting.destination ?? DEFAULT_DESTINATION,
    identity: executionIdentity(event),
  };
}

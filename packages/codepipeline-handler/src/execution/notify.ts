import { DEFAULT_DESTINATION, type Notification, pipelineMessage } from '@shipbell/core';
import { ignored, logUnknowns, type NotificationContext } from '../context.ts';
import { findGroupSetting, NOT_OURS, settingOfPipeline } from '../find-setting.ts';
import { areDeploymentsReported, whyNotReported } from '../policy.ts';
import { type ExecutionEvent, executionIdentity, isEnded } from './event.ts';
import { findExecution } from './find-execution.ts';

/**
 * Returns the notification of an execution of a pipeline that is ours; undefined where the notification of its
 * CodeDeploy deployment reports the same.
 */
export async function executionNotification(
  event: ExecutionEvent,
  context: NotificationContext,
): Promise<Notification | undefined> {
  const { environment, linkStyle, deployments, log } = context;
  const search = context.searchIn(event);
  const setting = await settingOfPipeline(event.pipeline, search, context);
  if (setting === undefined) return ignored(NOT_OURS, event, log);
  const findings = await findExecution(event, search);
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
  logUnknowns(event, { targets, source, change: change?.change, failure }, log);
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

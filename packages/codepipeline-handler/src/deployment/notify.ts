import { DEFAULT_DESTINATION, deploymentMessage, type Notification } from '@shipbell/core';
import { ignored, logUnknowns, type NotificationContext } from '../context.ts';
import { findGroupSetting, findNamedSetting } from '../find-setting.ts';
import { type DeploymentEvent, deploymentIdentity } from './event.ts';
import { findDeployment } from './find-deployment.ts';

/** Returns the notification of a deployment to a group that is ours, with what could be found out about it. */
export async function deploymentNotification(
  event: DeploymentEvent,
  { environment, linkStyle, deployments, log, searchIn }: NotificationContext,
): Promise<Notification | undefined> {
  const setting = findGroupSetting(deployments, event);
  if (setting === undefined) return ignored('no entry of DEPLOYMENTS is for this group', event, log);
  const findings = await findDeployment(event, setting, searchIn(event));
  const { source, change, failure, releasingPipeline } = findings;
  const own = releasingPipeline === undefined ? undefined : findNamedSetting(deployments, releasingPipeline);
  if (own && own.destination === setting.destination) {
    return ignored(`the message of pipeline ${releasingPipeline} reports it`, event, log);
  }
  logUnknowns(event, { source, change, failure }, log);
  const { application, group, deploymentId, region, status, statusText } = event;
  return {
    message: deploymentMessage({
      environment,
      linkStyle,
      name: setting.name ?? findings.stackName ?? application,
      siteUrl: setting.siteUrl,
      application,
      group,
      deploymentId,
      region,
      status,
      statusText,
      ...findings,
    }),
    destination: setting.destination ?? DEFAULT_DESTINATION,
    identity: deploymentIdentity(event),
  };
}

import { DEFAULT_DESTINATION, instanceMessage, type Notification } from '@shipbell/core';
import { type DeploymentGroup, type Investigation, ignored, type NotificationContext } from '../context.ts';
import { findGroupSetting } from '../find-setting.ts';
import { instanceIdentity } from '../identity.ts';
import type { InstanceEvent } from './event.ts';
import { learnInstanceEnd } from './find-end.ts';

/** An instance of a deployment to a group that is ours. */
export async function instanceNotification(
  event: InstanceEvent,
  context: NotificationContext,
): Promise<Notification | undefined> {
  const { environment, deployments, log, investigationOf } = context;
  const investigation = investigationOf(event);
  const group = await groupOf(event, investigation, context);
  const setting = group ? findGroupSetting(deployments, group) : {};
  if (setting === undefined) return ignored('no entry of DEPLOYMENTS is for this group', event, log);
  const { deploymentId, instanceId, region, status, statusText } = event;
  return {
    message: instanceMessage({
      environment,
      name: setting.name ?? group?.application ?? deploymentId,
      deploymentId,
      instanceId,
      region,
      status,
      statusText,
      ...(await learnInstanceEnd(event, investigation, context)),
    }),
    destination: setting.destination ?? DEFAULT_DESTINATION,
    identity: instanceIdentity(event),
  };
}

/** A trigger's notification names no group, so CodeDeploy is asked; what remains unknown is told with the defaults. */
async function groupOf(
  { application, group, deploymentId }: InstanceEvent,
  { reads, signal }: Investigation,
  { log }: NotificationContext,
): Promise<DeploymentGroup | undefined> {
  if (application && group) return { application, group };
  try {
    const { applicationName, deploymentGroupName } = await reads.codedeploy.readDeployment(deploymentId, signal);
    return applicationName && deploymentGroupName
      ? { application: applicationName, group: deploymentGroupName }
      : undefined;
  } catch (error) {
    log.warn('The deployment group of the instance is unknown', { deploymentId, error });
    return undefined;
  }
}

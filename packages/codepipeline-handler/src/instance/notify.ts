import { asksFor, DEFAULT_DESTINATION, instanceMessage, type Notification } from '@shipbell/core';
import type { DeploymentGroup } from '../aws/codedeploy.ts';
import type { DeploymentSetting } from '../config.ts';
import { ignored, leftOut, type NotificationContext, type Search } from '../context.ts';
import { findGroupSetting } from '../find-setting.ts';
import { settingStatuses } from '../policy.ts';
import { teamOfEvent } from '../team.ts';
import { type InstanceEvent, instanceIdentity } from './event.ts';
import { findInstanceEnd } from './find-end.ts';

/** Returns the notification of an instance of a deployment to a group that is ours. */
export async function instanceNotification(
  event: InstanceEvent,
  context: NotificationContext,
): Promise<Notification | undefined> {
  const { environment, linkStyle, defaults, log, searchIn } = context;
  const search = searchIn(event);
  const group = await groupOf(event, search, context);
  const setting: DeploymentSetting | undefined = group ? findGroupSetting(context, group) : defaults;
  if (setting === undefined) return ignored('no entry of DEPLOYMENTS is for this group', event, log);
  const statuses = settingStatuses(event);
  if (!asksFor(setting, statuses)) return leftOut(event, log);
  const { deploymentId, instanceId, region, status, statusText } = event;
  const name = setting.name ?? group?.application ?? deploymentId;
  const subject = { ...group, name, deployment_id: deploymentId };
  return {
    message: instanceMessage({
      environment,
      linkStyle,
      team: teamOfEvent(setting, statuses, event, context, subject),
      name,
      deploymentId,
      instanceId,
      region,
      status,
      statusText,
      ...(await findInstanceEnd(event, search, context)),
    }),
    destination: setting.destination ?? DEFAULT_DESTINATION,
    identity: instanceIdentity(event),
  };
}

/**
 * Returns the group that an instance belongs to, and reads it for a trigger's notification, which names none. Undefined
 * where it remains unknown: the instance is reported with the defaults then.
 */
async function groupOf(
  { application, group, deploymentId }: InstanceEvent,
  { reads, signal }: Search,
  { log }: NotificationContext,
): Promise<DeploymentGroup | undefined> {
  if (application && group) return { application, group };
  const { value, failure } = await reads.codedeploy.readDeployment(deploymentId, signal);
  if (failure) log.warn('The deployment group of the instance is unknown', { deploymentId, error: failure.error });
  const { applicationName, deploymentGroupName } = value ?? {};
  return applicationName && deploymentGroupName
    ? { application: applicationName, group: deploymentGroupName }
    : undefined;
}

import { DEFAULT_DESTINATION, deploymentMessage, type Notification } from '@shipbell/core';
import { ignored, logUnknowns, type NotificationContext } from '../context.ts';
import { findGroupSetting, findNamedSetting } from '../find-setting.ts';
import { additionalEventOfDeployment } from '../policy.ts';
import { type DeploymentEvent, deploymentIdentity } from './event.ts';
import { findDeployment, readDeployment } from './find-deployment.ts';
import { findReleasingPipeline } from './find-stack-update.ts';

/** Returns the notification of a deployment to a group that is ours, with what could be found out about it. */
export async function deploymentNotification(
  event: DeploymentEvent,
  context: NotificationContext,
): Promise<Notification | undefined> {
  const { environment, linkStyle, deployments, additionalEvents, log, searchIn } = context;
  const setting = findGroupSetting(deployments, event);
  if (setting === undefined) return ignored('no entry of DEPLOYMENTS is for this group', event, log);
  const search = searchIn(event);
  const read = await readDeployment(event, setting, search);
  const topic = additionalEventOfDeployment(event, read.facts);
  if (topic !== undefined && !additionalEvents.includes(topic)) {
    return ignored(`ADDITIONAL_EVENTS does not ask for ${topic}`, event, log);
  }
  const wentWell = event.status === 'succeeded' && !read.facts.instances?.failed;
  const pipeline = wentWell ? await findReleasingPipeline(read, search) : undefined;
  const own = pipeline === undefined ? undefined : findNamedSetting(deployments, pipeline);
  if (own && own.destination === setting.destination) {
    return ignored(`the message of pipeline ${pipeline} reports it`, event, log);
  }
  const findings = await findDeployment(event, read, search);
  const { source, change, failure, stop } = findings;
  logUnknowns(event, { source, change, failure, stop }, context);
  const { application, group, deploymentId, region, status, statusText } = event;
  return {
    message: deploymentMessage({
      environment,
      linkStyle,
      name: setting.name ?? read.deployment.stack?.name ?? application,
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

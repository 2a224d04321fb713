import { DEFAULT_DESTINATION, deploymentMessage, type Notification } from '@shipbell/core';
import type { DeploymentEvent } from '../events/deployment-event.ts';
import { findGroupSetting } from '../find-setting.ts';
import { investigateDeployment } from '../investigate-deployment.ts';
import type { DeploymentFindings } from '../investigation.ts';
import type { NotificationContext } from './context.ts';
import { deploymentIdentity } from './identity.ts';
import { ignored, subjectOf } from './ignored.ts';

/** A deployment of a group that is ours, with what could be found out about it. */
export const deploymentNotification = async (
  event: DeploymentEvent,
  { environment, deployments, log, investigationOf }: NotificationContext,
): Promise<Notification | undefined> => {
  const setting = findGroupSetting(deployments, event);
  if (setting === undefined) return ignored('no entry of DEPLOYMENTS is for this group', event, log);
  const findings = await investigateDeployment(event, setting, investigationOf(event));
  for (const [what, reason] of unknowns(findings)) log.warn(`The ${what} is unknown`, { ...subjectOf(event), reason });
  const { application, group, deploymentId, region, status, statusText } = event;
  return {
    message: deploymentMessage({
      environment,
      name: setting.name ?? application,
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
};

const unknowns = ({ source, change, failure }: DeploymentFindings): [what: string, reason: string][] =>
  Object.entries({ commit: source, change, failure }).flatMap(([what, found]) =>
    found?.kind === 'unknown' ? [[what, found.reason]] : [],
  );

import { asksFor, DEFAULT_DESTINATION, deploymentMessage, type Notification, type RevisionName } from '@shipbell/core';
import { withFields } from '@shipbell/core/runtime';
import type { DeploymentSetting } from '../config.ts';
import { fieldsOf, ignored, leftOut, logUnknowns, type NotificationContext, type Search } from '../context.ts';
import type { ExecutionEvent } from '../execution/event.ts';
import { findRecovery } from '../execution/find-standing.ts';
import type { ReadExecution } from '../execution/read-execution.ts';
import { findGroupSetting, findNamedSetting } from '../find-setting.ts';
import { additionalEventOfDeployment, mayBeReported, mayReportDeployments, statusesOfDeployment } from '../policy.ts';
import type { StageOrActionEvent } from '../stage-and-action/event.ts';
import { certainRevision, teamOfEvent } from '../team.ts';
import { type DeploymentEvent, deploymentIdentity } from './event.ts';
import {
  type DeploymentFindings,
  findDeployment,
  type ReadDeployment,
  readDeployment,
  readInfo,
} from './find-deployment.ts';
import { endedDeployment } from './find-ended.ts';
import { findReleasingPipeline } from './find-stack-update.ts';
import { findStanding } from './find-standing.ts';

/** Returns the notification of a deployment to a group that is ours, with what could be found out about it. */
export async function deploymentNotification(
  event: DeploymentEvent,
  context: NotificationContext,
): Promise<Notification | undefined> {
  const { environment, linkStyle, additionalEvents, log, searchIn } = context;
  const setting = findGroupSetting(context, event);
  if (setting === undefined) return ignored('no entry of DEPLOYMENTS is for this group', event, log);
  if (!mayBeReported(event, setting)) return leftOut(event, log);
  const search = searchIn(event);
  const read = await readDeployment(event, setting, search);
  const topic = additionalEventOfDeployment(event, read.facts);
  if (topic !== undefined && !additionalEvents.includes(topic)) {
    return ignored(`ADDITIONAL_EVENTS does not ask for ${topic}`, event, log);
  }
  const standing = await findStanding(read, setting);
  if (!standing.isReported) return leftOut(read.event, log);
  const pipeline = await findReportingPipeline(read, setting, search, context);
  if (pipeline !== undefined) return ignored(`the message of pipeline ${pipeline} reports it`, event, log);
  const findings = await findDeployment(read, search);
  const { source, change, failure, stop } = findings;
  logUnknowns(event, { source, change, failure, stop }, context);
  const { application, group, deploymentId, region, status, statusText } = read.event;
  const isRolledBack = findings.rollback?.triggeringDeploymentId !== undefined;
  // That a pipeline rolls its stage back is found only with the source.
  const statuses = isRolledBack ? statusesOfDeployment(read.event, findings) : standing.statuses;
  const name = setting.name ?? read.deployment.stack?.name ?? application;
  const subject = { name, application, group, deployment_id: deploymentId, source };
  return {
    message: deploymentMessage({
      environment,
      linkStyle,
      team: teamOfEvent(setting, statuses, event, context, { ...subject, revision: revisionOf(findings) }),
      name,
      siteUrl: setting.siteUrl,
      application,
      group,
      deploymentId,
      region,
      status,
      statusText,
      ...findings,
      recovery: isRolledBack ? undefined : standing.recovery,
      slowness: isRolledBack ? undefined : standing.slowness,
    }),
    destination: setting.destination ?? DEFAULT_DESTINATION,
    identity: deploymentIdentity(read.event),
  };
}

/**
 * Returns the revision whose author a message is for: of a rollback that which is rolled back. Auto Scaling brings to new
 * instances what was released before, by nobody now.
 */
function revisionOf({ scaling, rollback, source }: DeploymentFindings): RevisionName | undefined {
  if (scaling) return undefined;
  return rollback?.triggeringDeploymentId ? rollback.from : certainRevision(source);
}

/**
 * Finds the pipeline whose own message reports the deployment's success in the same channel. Its setting may ask for a
 * success only where that ends failures; whether it is slow, nobody knows before it has ended.
 */
async function findReportingPipeline(
  read: ReadDeployment,
  { destination }: DeploymentSetting,
  search: Search,
  context: NotificationContext,
): Promise<string | undefined> {
  const wentWell = read.event.status === 'succeeded' && !read.facts.instances?.failed;
  const update = wentWell ? await findReleasingPipeline(read, search) : undefined;
  if (update === undefined) return undefined;
  const { history, action } = update;
  const own = findNamedSetting(context, history.pipeline);
  if (own === undefined || own.destination !== destination) return undefined;
  const { pipelineExecutionId: executionId = '' } = action;
  const isReported =
    asksFor(own, ['succeeded']) ||
    (asksFor(own, ['recovered']) && (await findRecovery({ executionId, at: read.event.at }, history)) !== undefined);
  return isReported ? history.pipeline : undefined;
}

/**
 * Returns the notifications of deployments whose end a pipeline's event shows, as CodeDeploy's own events lead to them:
 * AWS delivers either by best effort, and the queue keeps one message of both. The log says which are left to these, and why.
 */
export async function endedDeploymentNotifications(
  deploymentIds: readonly string[],
  event: ExecutionEvent | StageOrActionEvent,
  search: Search,
  context: NotificationContext,
  info: ReadExecution['info'] = (id) => readInfo(id, true, search),
): Promise<readonly Notification[]> {
  if (!mayReportDeployments(context.deployments)) return [];
  const readings = deploymentIds.map((deploymentId) => ({ deploymentId, info: info(deploymentId) }));
  const notifications: Notification[] = [];
  for (const { deploymentId, info } of readings) {
    const { value, reason } = endedDeployment(deploymentId, await info, search);
    const log = withFields(context.log, { ...fieldsOf(event), deploymentId });
    if (value === undefined) {
      log.info(`Left to CodeDeploy’s own event: ${reason}`);
      continue;
    }
    if (context.enqueued.has(deploymentIdentity(value))) {
      log.info('This container has only just sent the deployment’s message');
      continue;
    }
    const notification = await deploymentNotification(value, context);
    if (notification === undefined) continue;
    log.info('The deployment has only just ended, so that its message is sent too');
    notifications.push(notification);
  }
  return notifications;
}

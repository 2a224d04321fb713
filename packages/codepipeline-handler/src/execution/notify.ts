import { DEFAULT_DESTINATION, type Notification, pipelineMessage } from '@shipbell/core';
import type { DeploymentSetting } from '../config.ts';
import { ignored, leftOut, logUnknowns, type NotificationContext, type Search } from '../context.ts';
import { endedDeploymentNotifications } from '../deployment/notify.ts';
import { NOT_OURS, settingOfPipeline } from '../find-setting.ts';
import { mayBeReported, whyNotReported } from '../policy.ts';
import { type ExecutionEvent, executionIdentity, isEnded } from './event.ts';
import { deploymentIdsOf, findExecution, type ReadExecution, readExecution } from './find-execution.ts';
import { findReportedDeployments } from './find-reported.ts';
import { findStanding } from './find-standing.ts';

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
  const isLeftOut = !mayBeReported(event, setting);
  if (isLeftOut && !isEnded(event)) return [leftOut(event, context.log)];
  const read = await readExecution(event, search);
  const ended = isEnded(event) ? deploymentIdsOf(read, event) : [];
  return [
    ...(await endedDeploymentNotifications(ended, event, context)),
    isLeftOut ? leftOut(event, context.log) : await executionNotification(event, read, setting, search, context),
  ];
}

async function executionNotification(
  event: ExecutionEvent,
  read: ReadExecution,
  setting: DeploymentSetting,
  search: Search,
  context: NotificationContext,
): Promise<Notification | undefined> {
  const { environment, linkStyle, log } = context;
  const standing = await findStanding(event, read, setting);
  if (!standing.isReported) return leftOut(event, log);
  const findings = await findExecution(event, read, search);
  const { recovery, slowness } = standing;
  const reason = whyNotReported({
    ...findings,
    recovery,
    status: event.status,
    setting,
    ...(await findReportedDeployments(event, findings, setting, search, context)),
  });
  if (reason !== undefined) return ignored(reason, event, log);
  const { targets, source, change, failure } = findings;
  logUnknowns(event, { targets, source, change: change?.change, failure }, context);
  return {
    message: pipelineMessage({
      ...event,
      ...findings,
      recovery,
      slowness,
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

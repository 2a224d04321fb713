import { DEFAULT_DESTINATION, type Notification, pipelineMessage, type TeamMessageSettings } from '@shipbell/core';
import type { DeploymentSetting } from '../config.ts';
import { ignored, leftOut, logUnknowns, type NotificationContext, type Search } from '../context.ts';
import type { Standing } from '../deployment/find-standing.ts';
import { endedDeploymentNotifications } from '../deployment/notify.ts';
import { NOT_OURS, settingOfPipeline } from '../find-setting.ts';
import { mayBeReported, whyNotReported } from '../policy.ts';
import { certainRevision, teamOfEvent } from '../team.ts';
import { type ExecutionEvent, executionIdentity, isEnded } from './event.ts';
import {
  deploymentIdsOf,
  type ExecutionFindings,
  findExecution,
  type ReadExecution,
  readExecution,
} from './find-execution.ts';
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
    ...(await findReportedDeployments(event, findings, setting, standing, search, context)),
  });
  if (reason !== undefined) return ignored(reason, event, log);
  const { targets, source, change, failure } = findings;
  logUnknowns(event, { targets, source, change: change?.change, failure }, context);
  const name = setting.name ?? event.pipeline;
  const team = teamOfExecution(event, findings, standing, { ...setting, name }, context);
  return {
    message: pipelineMessage({
      ...event,
      ...findings,
      recovery,
      slowness,
      environment,
      linkStyle,
      team,
      name,
      siteUrl: setting.siteUrl,
      endedAt: isEnded(event) ? event.at : undefined,
    }),
    destination: setting.destination ?? DEFAULT_DESTINATION,
    identity: executionIdentity(event),
  };
}

/** Returns what the settings ask of an execution's message; of a rollback the author is that of what is rolled back. */
function teamOfExecution(
  event: ExecutionEvent,
  { rollback, source }: ExecutionFindings,
  standing: Standing,
  setting: DeploymentSetting & { readonly name: string },
  context: NotificationContext,
): TeamMessageSettings {
  const { pipeline, executionId, status } = event;
  // Only where a setting asks for it, the standing has read whether it rolls back.
  const statuses = rollback && status === 'succeeded' ? (['rolled_back'] as const) : standing.statuses;
  const revision = rollback ? rollback.from : certainRevision(source);
  const subject = { name: setting.name, pipeline, execution_id: executionId, source, revision };
  return teamOfEvent(setting, statuses, event, context, subject);
}

import { asksFor, DEFAULT_DESTINATION, type Notification, stageOrActionMessage } from '@shipbell/core';
import { ignored, leftOut, type NotificationContext } from '../context.ts';
import { NOT_OURS, settingOfPipeline } from '../find-setting.ts';
import { settingStatuses } from '../policy.ts';
import { teamOfEvent } from '../team.ts';
import { type StageOrActionEvent, stageOrActionIdentity } from './event.ts';

/** Returns the notification of a stage or an action of a pipeline that is ours, as its event has it. */
export async function stageOrActionNotification(
  event: StageOrActionEvent,
  context: NotificationContext,
): Promise<Notification | undefined> {
  const setting = await settingOfPipeline(event.pipeline, context.searchIn(event), context);
  if (setting === undefined) return ignored(NOT_OURS, event, context.log);
  const statuses = settingStatuses(event);
  if (!asksFor(setting, statuses)) return leftOut(event, context.log);
  const { pipeline, executionId } = event;
  const name = setting.name ?? pipeline;
  return {
    message: stageOrActionMessage({
      ...event,
      environment: context.environment,
      linkStyle: context.linkStyle,
      team: teamOfEvent(setting, statuses, event, context, { name, pipeline, execution_id: executionId }),
      name,
    }),
    destination: setting.destination ?? DEFAULT_DESTINATION,
    identity: stageOrActionIdentity(event),
  };
}

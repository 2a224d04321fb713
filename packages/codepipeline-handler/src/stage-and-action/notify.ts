import { asksFor, DEFAULT_DESTINATION, type Notification, stageOrActionMessage } from '@shipbell/core';
import { ignored, leftOut, type NotificationContext } from '../context.ts';
import { NOT_OURS, settingOfPipeline } from '../find-setting.ts';
import { settingStatuses } from '../policy.ts';
import { type StageOrActionEvent, stageOrActionIdentity } from './event.ts';

/** Returns the notification of a stage or an action of a pipeline that is ours, as its event has it. */
export async function stageOrActionNotification(
  event: StageOrActionEvent,
  context: NotificationContext,
): Promise<Notification | undefined> {
  const setting = await settingOfPipeline(event.pipeline, context.searchIn(event), context);
  if (setting === undefined) return ignored(NOT_OURS, event, context.log);
  if (!asksFor(setting, settingStatuses(event))) return leftOut(event, context.log);
  return {
    message: stageOrActionMessage({
      ...event,
      environment: context.environment,
      linkStyle: context.linkStyle,
      name: setting.name ?? event.pipeline,
    }),
    destination: setting.destination ?? DEFAULT_DESTINATION,
    identity: stageOrActionIdentity(event),
  };
}

import type { Notification } from '@shipbell/core';
import type { DomainEvent } from '../parse-event.ts';
import { approvalNotification } from './approval-notification.ts';
import type { NotificationContext } from './context.ts';
import { deploymentNotification } from './deployment-notification.ts';
import { ignored } from './ignored.ts';
import { instanceNotification } from './instance-notification.ts';
import { otherNotification } from './other-notification.ts';
import { pipelineNotification } from './pipeline-notification.ts';
import { mustBeAsked } from './policy.ts';
import { stepNotification } from './step-notification.ts';

/** What is told of an event; undefined for one that is not told, which the log says. */
export async function toNotification(
  event: DomainEvent,
  context: NotificationContext,
): Promise<Notification | undefined> {
  const asked = mustBeAsked(event);
  if (asked !== undefined && !context.additionalEvents.includes(asked)) {
    return ignored(`ADDITIONAL_EVENTS does not ask for ${asked}`, event, context.log);
  }
  switch (event.kind) {
    case 'deployment':
      return deploymentNotification(event, context);
    case 'pipeline':
      return pipelineNotification(event, context);
    case 'stage':
    case 'action':
      return stepNotification(event, context);
    case 'approval':
      return approvalNotification(event, context);
    case 'instance':
      return instanceNotification(event, context);
    case 'other':
      return otherNotification(event, context);
  }
}

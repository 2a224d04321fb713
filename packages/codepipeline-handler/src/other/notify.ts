import { DEFAULT_DESTINATION, type Notification, noticeMessage } from '@shipbell/core';
import type { NotificationContext } from '../context.ts';
import type { OtherEvent } from './event.ts';

/** Returns the notification of an event that has no report of its own. Such an event is always reported. */
export function otherNotification(
  { kind: _kind, id, ...notice }: OtherEvent,
  { environment, linkStyle, log }: NotificationContext,
): Notification {
  log.info('An event without a report of its own: a neutral message', { title: notice.title, id });
  return {
    message: noticeMessage({ environment, linkStyle, ...notice }),
    destination: DEFAULT_DESTINATION,
    identity: ['event', id],
  };
}

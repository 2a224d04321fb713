import type { Notification } from '../queue/queue-message.ts';

/** A queue that keeps what is put on it; `refuse` makes it throw as SQS would. */
export function memoryQueue(refuse?: () => Error | undefined) {
  const notifications: Notification[] = [];
  const enqueue = async (notification: Notification): Promise<void> => {
    const error = refuse?.();
    if (error) throw error;
    notifications.push(notification);
  };
  return { enqueue, notifications };
}

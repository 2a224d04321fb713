import type { Notification } from '../queue/queue-message.ts';
import type { Fields, Logger, LogLevel } from '../runtime/logger.ts';

/** Returns a logger that keeps its lines. */
export function memoryLogger() {
  const lines: { level: LogLevel; message: string; fields: Fields }[] = [];
  const at =
    (level: LogLevel) =>
    (message: string, fields: Fields = {}) => {
      lines.push({ level, message, fields });
    };
  const log: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { log, lines };
}

/** Returns a queue that keeps its notifications. It throws the error that `refuse` returns, as SQS would. */
export function memoryQueue(refuse?: () => Error | undefined) {
  const notifications: Notification[] = [];
  const enqueue = async (notification: Notification): Promise<void> => {
    const error = refuse?.();
    if (error) throw error;
    notifications.push(notification);
  };
  return { enqueue, notifications };
}

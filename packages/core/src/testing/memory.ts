import type { Notification } from '../queue/queue-message.ts';
import type { Enqueue } from '../runtime/enqueue.ts';
import type { EventRef } from '../runtime/event-ref.ts';
import type { Fields, Logger, LogLevel } from '../runtime/logger.ts';
import type { Metrics } from '../runtime/metrics.ts';

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

/** Returns metrics that keep what was noted. */
export function memoryMetrics() {
  const noted: Parameters<Metrics>[0][] = [];
  const metrics: Metrics = (values) => void noted.push(values);
  return { metrics, noted };
}

/** Returns a queue that keeps its notifications, and of which event each is. It throws the error that `refuse` returns, as SQS would. */
export function memoryQueue(refuse?: () => Error | undefined) {
  const notifications: Notification[] = [];
  const refs: EventRef[] = [];
  const enqueue: Enqueue = async (notification, ref) => {
    const error = refuse?.();
    if (error) throw error;
    notifications.push(notification);
    refs.push(ref);
  };
  return { enqueue, notifications, refs };
}

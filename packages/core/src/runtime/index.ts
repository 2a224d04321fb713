export { CLIENT_CONFIG } from './aws-client.ts';
export { ConfigError, matchesPattern, readConfig, setting } from './config.ts';
export { eachRecord } from './each-record.ts';
export { createEnqueue, type Enqueue, sendMessageInput } from './enqueue.ts';
export { InvalidEventError } from './invalid-event-error.ts';
export { limited } from './limited.ts';
export { createLogger, type Fields, type Logger, type LogLevel } from './logger.ts';
export {
  ForeignAccountError,
  isThrottled,
  type ReadFailure,
  type Reading,
  type ReadSubject,
  read,
  readFailure,
} from './reading.ts';

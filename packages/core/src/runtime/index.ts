export { CLIENT_CONFIG, countThrottled, limited } from './aws-client.ts';
export {
  type AwsLocation,
  type LambdaContext,
  locationOf,
  ownLocation,
  readsAt,
  rememberRegions,
} from './aws-location.ts';
export { ConfigError, matchesPattern, readConfig, setting } from './config.ts';
export { eachRecord, InvalidEventError } from './each-record.ts';
export { createEdge, type Edge } from './edge.ts';
export { createEnqueue, type Enqueue, sendMessageInput } from './enqueue.ts';
export { type EventRef, eventRef } from './event-ref.ts';
export { createLogger, type Fields, type Logger, type LogLevel, withFields } from './logger.ts';
export { createMetrics, type MetricName, type Metrics } from './metrics.ts';
export {
  ForeignAccountError,
  isAbsent,
  isThrottled,
  type ReadFailure,
  type Reading,
  type ReadSubject,
  read,
  readFailure,
} from './reading.ts';
export { type Answers, rehearsalEdge } from './rehearsal.ts';
export { rememberThrottling } from './throttle-memory.ts';
export { warmUp } from './warm-up.ts';

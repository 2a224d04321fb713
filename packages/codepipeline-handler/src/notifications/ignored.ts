import type { Fields, Logger } from '@shipbell/core/runtime';
import type { DomainEvent } from '../parse-event.ts';

/** What a log line names an event by. An approval's token is never among it. */
const NAMES = [
  'kind',
  'application',
  'group',
  'deploymentId',
  'instanceId',
  'pipeline',
  'executionId',
  'stage',
  'action',
  'statusText',
];

/** The event as a log line names it. */
export function subjectOf(event: DomainEvent): Fields {
  return Object.fromEntries(
    Object.entries(event).filter(([name, value]) => NAMES.includes(name) && value !== undefined),
  );
}

/** Nothing is told of the event, and the log says why. */
export function ignored(reason: string, event: DomainEvent, log: Logger): undefined {
  log.info(`Ignored: ${reason}`, subjectOf(event));
  return undefined;
}

import type { LinkStyle } from '@shipbell/core';
import type { Fields, Logger, Metrics } from '@shipbell/core/runtime';
import type { AwsLocation, Reads } from './aws/reads.ts';
import type { AdditionalEvent, Config } from './config.ts';
import type { Enqueued } from './enqueued.ts';
import type { DomainEvent } from './parse-event.ts';
import type { PipelineDirectory } from './pipelines/directory.ts';

/** The settings, the log and the search that every kind of event needs to become a notification. */
export interface NotificationContext extends Pick<Config, 'deployments' | 'defaults'> {
  readonly environment: string;
  readonly linkStyle: LinkStyle;
  readonly additionalEvents: readonly AdditionalEvent[];
  readonly log: Logger;
  readonly metrics: Metrics;
  /** What this container has lately enqueued. */
  readonly enqueued: Pick<Enqueued, 'has'>;
  /** Returns what a search uses in this location. */
  readonly searchIn: (location: AwsLocation) => Search;
}

/** The reads, the pipelines and the clock that every search for the facts of one event uses. */
export interface Search {
  /** The reads for the event's location. */
  readonly reads: Reads;
  /**
   * The function's own region, where the event is of another one: a pipeline deploys to other regions than its own, and
   * their events are forwarded to the function.
   */
  readonly elsewhere: { readonly region: string; readonly reads: Reads } | undefined;
  /** The event's location. */
  readonly location: AwsLocation;
  readonly directory: PipelineDirectory;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
  /** Ends the search; what is not found by then stays unknown. */
  readonly signal: AbortSignal;
}

/** What a search over several reads found, or the sentence that says why it found nothing. */
export type Finding<Value> =
  | { readonly value: Value; readonly reason: undefined }
  | { readonly value: undefined; readonly reason: string };

/** The fields by which a log line names an event. An approval's token is not among them. */
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

/** Logs why an event has no message, and returns the undefined notification. */
export function ignored(reason: string, event: DomainEvent, log: Logger): undefined {
  log.info(`Ignored: ${reason}`, fieldsOf(event));
  return undefined;
}

/** Logs that a setting's statuses leave an event out, and returns the undefined notification. */
export function leftOut(event: DomainEvent, log: Logger): undefined {
  const status = 'status' in event ? event.status : undefined;
  return ignored(`its setting’s statuses do not ask for ${status}`, event, log);
}

type MaybeUnknown = { readonly kind: string; readonly reason?: string } | undefined;

/**
 * Logs each finding that is unknown, with the reason, which the message gives too, and counts an unknown commit: that is
 * the source.
 */
export function logUnknowns(
  event: DomainEvent,
  findings: Readonly<Record<string, MaybeUnknown> & { source: MaybeUnknown }>,
  { log, metrics }: Pick<NotificationContext, 'log' | 'metrics'>,
): void {
  for (const [what, found] of Object.entries(findings)) {
    if (found?.kind !== 'unknown') continue;
    log.warn(`Not found out: ${what}`, { ...fieldsOf(event), reason: found.reason });
  }
  if (findings.source?.kind === 'unknown') metrics({ CommitUnknown: 1 });
}

/** Returns the fields by which a log line names the event. */
export function fieldsOf(event: DomainEvent): Fields {
  return Object.fromEntries(
    Object.entries(event).filter(([name, value]) => NAMES.includes(name) && value !== undefined),
  );
}

import type { PipelineStatus } from '@shipbell/core';
import type { AwsLocation } from '../aws/reads.ts';
import { statusWord, toStatus } from '../envelope/fields.ts';
import type { Origin } from '../revision/origin.ts';
import type { Trigger } from './who-started.ts';

/** A pipeline execution changed its state. */
export interface ExecutionEvent extends AwsLocation {
  readonly kind: 'pipeline';
  readonly pipeline: string;
  readonly executionId: string;
  readonly status: PipelineStatus;
  /** The state as AWS spelled it. */
  readonly statusText: string;
  /** Which attempt of the execution it is, counted from 1; old events lack it. */
  readonly attempt: number | undefined;
  readonly startedAt: Date | undefined;
  /** When the state changed. */
  readonly at: Date | undefined;
  /** What started it, as the event of its start says. */
  readonly trigger: Trigger | undefined;
  /** The commit of the push, as a connection's later events have it; undefined for other sources. */
  readonly push: Origin | undefined;
  /**
   * The stage and the actions that failed, with what their providers say; only a notification rule's event has them.
   */
  readonly failedStage: string | undefined;
  readonly failedActions: readonly FailedAction[];
  /** What the person who stops the execution wrote; only an event of the state STOPPING has it. */
  readonly stopComments: string | undefined;
}

/** An action that failed, with what its provider says. */
export interface FailedAction {
  readonly action: string;
  readonly additionalInformation?: string | undefined;
}

const STATUSES: Readonly<Record<string, PipelineStatus>> = {
  started: 'started',
  resumed: 'resumed',
  succeeded: 'succeeded',
  failed: 'failed',
  stopping: 'stopping',
  stopped: 'stopped',
  superseded: 'superseded',
  canceled: 'canceled',
  cancelled: 'canceled',
};

/** Returns the status that AWS's word for a pipeline execution means; `unknown` for any other word. */
export function toExecutionStatus(word: string): PipelineStatus {
  return toStatus(word, STATUSES);
}

const RESULTS: ReadonlySet<PipelineStatus> = new Set(['succeeded', 'failed', 'stopped']);
/**
 * The statuses in which nothing more happens. An execution that is superseded or canceled has no result, because a
 * newer one replaces it.
 */
const ENDED: ReadonlySet<PipelineStatus> = new Set([...RESULTS, 'superseded', 'canceled']);

/** Returns whether the execution has succeeded, failed or been stopped. */
export function hasResult({ status }: Pick<ExecutionEvent, 'status'>): boolean {
  return RESULTS.has(status);
}

/** Returns whether the execution has ended, with a result or without one. */
export function isEnded({ status }: Pick<ExecutionEvent, 'status'>): boolean {
  return ENDED.has(status);
}

/**
 * Returns what happened to which execution. A retry is another attempt of the same execution; some events do not count
 * the attempts.
 */
export function executionIdentity(event: ExecutionEvent) {
  return [
    'codepipeline',
    event.account ?? '',
    event.region ?? '',
    event.pipeline,
    event.executionId,
    statusWord(event),
    event.attempt ?? 1,
  ];
}

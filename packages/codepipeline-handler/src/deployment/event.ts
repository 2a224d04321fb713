import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { type DeploymentStatus, type InstanceCounts, jsonObject, type Rollback } from '@shipbell/core';
import type { Reading } from '@shipbell/core/runtime';
import * as v from 'valibot';
import type { AwsLocation } from '../aws/reads.ts';
import { maybeCount, statusWord, toStatus } from '../envelope/fields.ts';

/** A CodeDeploy deployment changed its status. */
export interface DeploymentEvent extends AwsLocation {
  readonly kind: 'deployment';
  readonly application: string;
  readonly group: string;
  readonly deploymentId: string;
  readonly status: DeploymentStatus;
  /** The status as AWS spelled it. */
  readonly statusText: string;
  /** When it changed its status, where the event says so. */
  readonly at: Date | undefined;
  readonly startedAt: Date | undefined;
  /** Set once the deployment has ended. */
  readonly endedAt: Date | undefined;
  readonly instances: InstanceCounts | undefined;
  readonly error: { readonly code: string | undefined; readonly message: string | undefined } | undefined;
  readonly rollback: Rollback | undefined;
  /** The deployment as CodeDeploy shows it, where a pipeline's event led to it. */
  readonly info?: Reading<DeploymentInfo>;
}

/** The statuses by every spelling seen or documented: the triggers', GetDeployment's and EventBridge's. */
const STATUSES: Readonly<Record<string, DeploymentStatus>> = {
  created: 'created',
  start: 'created',
  queued: 'queued',
  inprogress: 'in_progress',
  baking: 'baking',
  ready: 'ready',
  succeeded: 'succeeded',
  success: 'succeeded',
  failed: 'failed',
  failure: 'failed',
  stopped: 'stopped',
  stop: 'stopped',
};

/** Returns the status that AWS's word for a deployment means; `unknown` for any other word. */
export function toDeploymentStatus(word: string): DeploymentStatus {
  return toStatus(word, STATUSES);
}

const ENDED: ReadonlySet<DeploymentStatus> = new Set(['succeeded', 'failed', 'stopped']);

/** Returns whether the deployment has ended. */
export function isEnded({ status }: Pick<DeploymentEvent, 'status'>): boolean {
  return ENDED.has(status);
}

/** Returns whether the deployment has ended without success. */
export function isBroken({ status }: Pick<DeploymentEvent, 'status'>): boolean {
  return status === 'failed' || status === 'stopped';
}

/**
 * Returns what happened to which deployment. It is the same by whichever route the event comes, so that one message is
 * made of it.
 */
export function deploymentIdentity(event: DeploymentEvent) {
  return ['codedeploy', event.account ?? '', event.region ?? '', event.deploymentId, statusWord(event)];
}

/** Returns how a deployment belongs to a rollback, as far as AWS says anything of one. */
export function toRollback(
  message: string | undefined,
  triggeringDeploymentId: string | undefined,
  rollbackDeploymentId: string | undefined,
): Rollback | undefined {
  return message || triggeringDeploymentId || rollbackDeploymentId
    ? { message, triggeringDeploymentId, rollbackDeploymentId, from: undefined }
    : undefined;
}

/**
 * Returns the counts of CodeDeploy's deployment overview, which is an object or JSON text and has its counts as numbers
 * or as text; undefined where all are 0.
 */
export function parseInstanceCounts(value: unknown): InstanceCounts | undefined {
  const overview = jsonObject(value);
  const count = (name: string): number => v.parse(maybeCount, overview[name]) ?? 0;
  const counts = {
    succeeded: count('Succeeded'),
    failed: count('Failed'),
    skipped: count('Skipped'),
    inProgress: count('InProgress'),
    pending: count('Pending'),
    ready: count('Ready'),
  };
  return Object.values(counts).some((number) => number > 0) ? counts : undefined;
}

import type { DeploymentStatus } from '@shipbell/core';
import { toStatus } from './status.ts';

/** Every spelling seen or documented: the triggers', GetDeployment's and EventBridge's. */
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

export function toDeploymentStatus(word: string): DeploymentStatus {
  return toStatus(word, STATUSES);
}

const ENDED: ReadonlySet<DeploymentStatus> = new Set(['succeeded', 'failed', 'stopped']);

export function hasEnded(status: DeploymentStatus): boolean {
  return ENDED.has(status);
}

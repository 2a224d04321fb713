import type { InstanceReport } from '@shipbell/core';
import type { Place } from '../aws/reads.ts';
import { toStatus } from '../envelope/fields.ts';

/** One instance of a CodeDeploy deployment changed its state. */
export interface InstanceEvent extends Place {
  readonly kind: 'instance';
  /** A trigger's notification lacks application and group. */
  readonly application: string | undefined;
  readonly group: string | undefined;
  readonly deploymentId: string;
  readonly instanceId: string;
  readonly status: InstanceReport['status'];
  /** The status as AWS spelled it. */
  readonly statusText: string;
  readonly at: Date | undefined;
  readonly lifecycleEvents: InstanceReport['lifecycleEvents'];
}

/** Every spelling seen or documented: the triggers', an instance summary's and EventBridge's. */
const STATUSES: Readonly<Record<string, InstanceReport['status']>> = {
  start: 'started',
  started: 'started',
  inprogress: 'started',
  ready: 'ready',
  success: 'succeeded',
  succeeded: 'succeeded',
  failure: 'failed',
  failed: 'failed',
};

export function toInstanceStatus(word: string): InstanceReport['status'] {
  return toStatus(word, STATUSES);
}

/** `i-0abc` of `arn:aws:ec2:…:instance/i-0abc`, which only some shapes have; an on-premises instance's name likewise. */
export function toInstanceId(idOrArn: string): string {
  return idOrArn.startsWith('arn:') ? idOrArn.slice(idOrArn.lastIndexOf('/') + 1) || idOrArn : idOrArn;
}

import type { InstanceReport } from '@shipbell/core';
import type { AwsLocation } from '../aws/reads.ts';
import { statusWord, toStatus } from '../envelope/fields.ts';

/** One instance of a CodeDeploy deployment changed its state. */
export interface InstanceEvent extends AwsLocation {
  readonly kind: 'instance';
  /** Undefined, as the group is, in a trigger's notification, which lacks both. */
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

/** The statuses by every spelling seen or documented: the triggers', an instance summary's and EventBridge's. */
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

/** Returns the status that AWS's word for an instance means; `unknown` for any other word. */
export function toInstanceStatus(word: string): InstanceReport['status'] {
  return toStatus(word, STATUSES);
}

const ENDED: ReadonlySet<InstanceReport['status']> = new Set(['succeeded', 'failed']);

/** Returns whether the deployment to the instance has ended. */
export function isEnded({ status }: Pick<InstanceEvent, 'status'>): boolean {
  return ENDED.has(status);
}

/** Returns what happened to which instance. */
export function instanceIdentity(event: InstanceEvent) {
  return [
    'codedeploy-instance',
    event.account ?? '',
    event.region ?? '',
    event.deploymentId,
    event.instanceId,
    statusWord(event),
  ];
}

/**
 * Returns `i-0abc` of `arn:aws:ec2:…:instance/i-0abc`, which only some events have, and the name of an on-premises
 * instance likewise; any other text as it is.
 */
export function toInstanceId(idOrArn: string): string {
  return idOrArn.startsWith('arn:') ? idOrArn.slice(idOrArn.lastIndexOf('/') + 1) || idOrArn : idOrArn;
}

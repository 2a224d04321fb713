import type { InstanceReport } from '@shipbell/core';
import type { Place } from '../aws/reads.ts';

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

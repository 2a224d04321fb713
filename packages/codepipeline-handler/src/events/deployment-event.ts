import type { DeploymentStatus, InstanceCounts, Rollback } from '@shipbell/core';
import type { Place } from '../aws/reads.ts';

/** A CodeDeploy deployment changed its status. */
export interface DeploymentEvent extends Place {
  readonly kind: 'deployment';
  readonly application: string;
  readonly group: string;
  readonly deploymentId: string;
  readonly status: DeploymentStatus;
  /** The status as AWS spelled it. */
  readonly statusText: string;
  readonly startedAt: Date | undefined;
  /** Set once the deployment has ended. */
  readonly endedAt: Date | undefined;
  readonly instances: InstanceCounts | undefined;
  readonly error: { readonly code: string | undefined; readonly message: string | undefined } | undefined;
  readonly rollback: Rollback | undefined;
}

import type { Change, DeployedSource, RevisionName } from './revision.ts';

/** CodeDeploy's deployment statuses in one spelling, whichever form told them; `unknown` keeps AWS's own word beside it. */
export type DeploymentStatus =
  | 'created'
  | 'queued'
  | 'in_progress'
  | 'baking'
  | 'ready'
  | 'succeeded'
  | 'failed'
  | 'stopped'
  | 'unknown';

/** What a CodeDeploy deployment came to, as far as it could be learned. */
export interface DeploymentReport {
  /** The environment that reports: the Terraform workspace. */
  readonly environment: string;
  /** What people call the thing that is deployed. */
  readonly name: string;
  readonly status: DeploymentStatus;
  /** The status as AWS spelled it. */
  readonly statusText: string;
  readonly application: string;
  readonly group: string;
  readonly deploymentId: string;
  readonly region: string | undefined;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly instances: InstanceCounts | undefined;
  readonly error: { readonly code: string | undefined; readonly message: string | undefined } | undefined;
  /** Where a failed deployment broke; undefined for one that did not fail. */
  readonly failure: DeploymentFailure | undefined;
  readonly rollback: Rollback | undefined;
  readonly siteUrl: string | undefined;
  readonly source: DeployedSource;
  /** Against what was live before; undefined where the deployment has not come to an end, or its own commit is not certain. */
  readonly change: Change | undefined;
}

/** How many instances (or tasks, or functions) are in which state: CodeDeploy's deployment overview. */
export interface InstanceCounts {
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
  readonly inProgress: number;
  readonly pending: number;
  readonly ready: number;
}

/** The lifecycle event that failed first, with what its script left behind, or why that is not known. */
export type DeploymentFailure =
  | {
      readonly kind: 'known';
      /** An instance's id, an ECS service, a function. */
      readonly targetId: string;
      readonly lifecycleEvent: string;
      readonly errorCode: string | undefined;
      readonly scriptName: string | undefined;
      readonly message: string | undefined;
      /** The end of the script's log, as CodeDeploy keeps it. */
      readonly logTail: string | undefined;
      /** How many more targets failed, wherever they did, as far as they were counted. */
      readonly otherTargets: number;
      /** There are more than were counted. */
      readonly hasMoreTargets: boolean;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface Rollback {
  /** CodeDeploy's own sentence on the rollback. */
  readonly message: string | undefined;
  /** The failed deployment because of which this one was made; set on the deployment that rolls back. */
  readonly triggeringDeploymentId: string | undefined;
  /** The deployment that rolls this one back; set on the one that failed. */
  readonly rollbackDeploymentId: string | undefined;
  /** What the failed deployment had brought, and this one takes back; undefined where it is not known. */
  readonly from: RevisionName | undefined;
}

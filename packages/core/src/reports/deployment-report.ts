import type { LinkStyle } from '../slack/blocks.ts';
import type { Change, DeployedSource, RevisionName } from './revision.ts';

/**
 * CodeDeploy's deployment statuses in one spelling, though AWS's events and reads spell them differently; for
 * `unknown`, `statusText` has AWS's own word.
 */
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

/** A CodeDeploy deployment that is under way or has ended: everything that its message may say. */
export interface DeploymentReport {
  /** The environment that reports: the Terraform workspace. */
  readonly environment: string;
  readonly linkStyle: LinkStyle;
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
  /** Where and why it failed; undefined for a deployment that did not fail. */
  readonly failure: DeploymentFailure | undefined;
  readonly rollback: Rollback | undefined;
  readonly siteUrl: string | undefined;
  readonly source: DeployedSource;
  /**
   * How its commit differs from what was live before; undefined where the deployment has not ended or its own commit is
   * uncertain.
   */
  readonly change: Change | undefined;
}

/** CodeDeploy's deployment overview: how many instances (or tasks, or functions) are in each state. */
export interface InstanceCounts {
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
  readonly inProgress: number;
  readonly pending: number;
  readonly ready: number;
}

/** The lifecycle event that failed first, with the output of its script, or why that is unknown. */
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
      /** How many more targets failed, at whichever lifecycle event, among those that were counted. */
      readonly otherTargets: number;
      /** Whether there are more targets than were counted. */
      readonly hasMoreTargets: boolean;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** How a deployment belongs to a rollback: it rolls another one back, or another one rolls it back. */
export interface Rollback {
  /** CodeDeploy's own sentence on the rollback. */
  readonly message: string | undefined;
  /** The failed deployment because of which this one was made; set on the deployment that rolls back. */
  readonly triggeringDeploymentId: string | undefined;
  /** The deployment that rolls this one back; set on the one that failed. */
  readonly rollbackDeploymentId: string | undefined;
  /** The revision that the failed deployment had brought and that is rolled back; undefined where it is unknown. */
  readonly from: RevisionName | undefined;
}

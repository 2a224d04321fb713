import type { TeamMessageSettings } from '../settings/team-message.ts';
import type { LinkStyle } from '../slack/blocks.ts';
import type { Recovery } from './recovery.ts';
import type { Change, DeployedSource, RevisionName } from './revision.ts';
import type { Slowness } from './typical-duration.ts';

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
  readonly team: TeamMessageSettings;
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
  /** What it deploys to; undefined where CodeDeploy could not be asked. */
  readonly platform: ComputePlatform | undefined;
  /** Why Auto Scaling made CodeDeploy deploy; undefined for a deployment that somebody or something released. */
  readonly scaling: Scaling | undefined;
  /** What whoever made the deployment wrote about it. */
  readonly description: string | undefined;
  /** How many targets are in each state. Only those of a server are worth counting: see `platform`. */
  readonly instances: InstanceCounts | undefined;
  /** Whether new instances replace the old ones, which have the earlier revision until then. */
  readonly isBlueGreen: boolean;
  /** The functions whose alias the deployment moves to another version; empty for other platforms. */
  readonly functions: readonly FunctionShift[];
  /** What a deployment that is ready waits for. */
  readonly wait: Wait | undefined;
  readonly error: { readonly code: string | undefined; readonly message: string | undefined } | undefined;
  /** What stopped it; undefined where it was not stopped, or where CodeDeploy's error says it in its own words. */
  readonly stop: DeploymentStop | { readonly kind: 'unknown'; readonly reason: string } | undefined;
  /** Where and why it failed; undefined where nothing failed, or where the error says all. */
  readonly failure: DeploymentFailure | undefined;
  /** Why CodeDeploy does not roll it back; undefined where it does, or where that is unknown. */
  readonly withoutRollback: WithoutRollback | undefined;
  readonly rollback: Rollback | undefined;
  /** What stopped the deployment that this one rolls back; undefined where nothing did, or where it is unknown. */
  readonly rolledBackStop: DeploymentStop | undefined;
  readonly siteUrl: string | undefined;
  readonly source: DeployedSource;
  /**
   * How its commit differs from what was live before; undefined where the deployment has not ended or its own commit is
   * uncertain.
   */
  readonly change: Change | undefined;
  /** The failures that it came after; undefined where there were none, or where nobody asks for them. */
  readonly recovery: Recovery | undefined;
  /** Whether it took longer than usual; undefined where it did not, or where nobody asks for it. */
  readonly slowness: Slowness | undefined;
}

/** CodeDeploy's platforms: instances, an ECS service's task sets, a Lambda function's versions. */
export type ComputePlatform = 'Server' | 'ECS' | 'Lambda';

/**
 * `launch`: a new instance is given what the group runs; `update`: instances that started during a deployment are;
 * `termination`: an instance that goes away is shut down.
 */
export type Scaling = 'launch' | 'update' | 'termination';

/** A Lambda function's alias that goes from one version to another. */
export interface FunctionShift {
  readonly name: string;
  readonly alias: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What a blue/green deployment that is ready waits for, and what CodeDeploy does in the end. */
export interface Wait {
  /** `stop`: unless somebody reroutes the traffic in time; `reroute`: by itself. */
  readonly end: 'stop' | 'reroute';
  readonly minutes: number | undefined;
  /** Undefined where it is unknown when the deployment became ready, or how long it waits. */
  readonly until: Date | undefined;
}

/** What stopped a deployment: alarms of CloudWatch, or a person. */
export type DeploymentStop =
  | { readonly kind: 'alarm'; readonly alarms: readonly string[] }
  | { readonly kind: 'person' };

/** `off`: automatic rollback is switched off; `other ends`: it is for other ends of a deployment than this one. */
export type WithoutRollback = 'off' | 'other ends';

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
      /** Undefined where the target failed and none of its lifecycle events did. */
      readonly lifecycleEvent: string | undefined;
      /** Whether the event failed, or only never ended; without an event, whether none ran or all that ran went well. */
      readonly outcome: 'failed' | 'unfinished' | 'nothing ran' | 'went well';
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

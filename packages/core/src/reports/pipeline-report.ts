import type { TeamMessageSettings } from '../settings/team-message.ts';
import type { LinkStyle } from '../slack/blocks.ts';
import type { Recovery } from './recovery.ts';
import type { Change, DeployedSource, RevisionName } from './revision.ts';
import type { Slowness } from './typical-duration.ts';

/**
 * CodePipeline's states of a pipeline execution, as its events spell them, in lower case; for `unknown`, `statusText`
 * has AWS's own word.
 */
export type PipelineStatus =
  | 'started'
  | 'resumed'
  | 'succeeded'
  | 'failed'
  | 'stopping'
  | 'stopped'
  | 'superseded'
  | 'canceled'
  | 'unknown';

/** An execution of a pipeline that is under way or has ended: everything that its message may say. */
export interface PipelineReport {
  /** The environment that reports: the Terraform workspace. */
  readonly environment: string;
  readonly linkStyle: LinkStyle;
  readonly team: TeamMessageSettings;
  /** What people call the thing that is deployed. */
  readonly name: string;
  readonly status: PipelineStatus;
  /** The state as AWS spelled it. */
  readonly statusText: string;
  readonly pipeline: string;
  readonly executionId: string;
  /** Which attempt of the execution it is, counted from 1: a retried stage is another one. Undefined in old events. */
  readonly attempt: number | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly siteUrl: string | undefined;
  /** Who started it: a person's name, or a role's session; undefined where nobody did, as after a push. */
  readonly startedBy: string | undefined;
  /** The pipeline's variables that were given for this execution, with their values. */
  readonly variables: readonly (readonly [name: string, value: string])[];
  readonly targets: DeployTargets;
  /** Undefined where there is no commit to name yet, because no source action has ended. */
  readonly source: DeployedSource | undefined;
  /** How its commit differs from what was live before; undefined where nothing was deployed. */
  readonly change: TargetChange | undefined;
  /** Where and why it failed; undefined for an execution that did not fail. */
  readonly failure: PipelineFailure | undefined;
  readonly rollback: PipelineRollback | undefined;
  /** CodePipeline's own sentence on the state. */
  readonly summary: string | undefined;
  /** What somebody wrote who stopped the execution. */
  readonly stopReason: string | undefined;
  /** The failures that it came after; undefined where there were none, or where nobody asks for them. */
  readonly recovery: Recovery | undefined;
  /** Whether it took longer than usual; undefined where it did not, or where nobody asks for it. */
  readonly slowness: Slowness | undefined;
}

/** Where an execution deploys to and what became of it, CodeDeploy's targets among them, or why that is unknown. */
export type DeployTargets =
  | { readonly kind: 'known'; readonly targets: readonly DeployTarget[] }
  | { readonly kind: 'unknown'; readonly reason: string };

/** One place that an execution deploys to. */
export interface DeployTarget {
  /** CodePipeline's name of the deploy provider: `ECS`, `CloudFormation`, `S3`. */
  readonly provider: string;
  /** The service, stack, bucket or function; undefined where the action's configuration does not say it. */
  readonly name: string | undefined;
  /** The deploy action, where the name alone does not say which target it is. */
  readonly action: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly outcome: TargetOutcome;
}

/**
 * What the last attempt of the deploy action came to: the target has the new revision, the action failed, it had not
 * ended when the execution did, or it never began.
 */
export type TargetOutcome = 'deployed' | 'failed' | 'unfinished' | 'not reached';

/** How the revision differs from what was live before at one target; undefined where it is about no single one. */
export interface TargetChange {
  readonly change: Change;
  readonly target: DeployTarget | undefined;
}

/** The action that failed first, or why that is unknown. */
export type PipelineFailure =
  | {
      readonly kind: 'known';
      readonly stage: string;
      /** Undefined where only the stage is known. */
      readonly action: string | undefined;
      /** `CodeBuild`, `ECS`, `Manual`, …. */
      readonly provider: string | undefined;
      /** What it works on, where that is none of the targets: a project of CodeBuild, the stack of a change set. */
      readonly subject: string | undefined;
      readonly errorCode: string | undefined;
      /** What the action's provider says about the failure. */
      readonly message: string | undefined;
      /** The page of its log, such as a build's, or its own page, such as a stack's events. */
      readonly logUrl: string | undefined;
      /** The names of the other actions that failed and deploy nothing; what failed to deploy is a target. */
      readonly otherActions: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Why and from what an execution rolls a stage back, which means that it deploys again what an earlier execution had
 * deployed.
 */
export interface PipelineRollback {
  /** Whether CodePipeline itself began it, because a stage failed, and not a person. */
  readonly isAutomatic: boolean;
  /** The name of whoever began it; undefined where AWS does not say. */
  readonly startedBy: string | undefined;
  /** The execution because of which it rolls back. */
  readonly failedExecutionId: string | undefined;
  /** The execution whose revisions it brings back. */
  readonly targetExecutionId: string | undefined;
  /** The revision that the failed execution had brought and that is rolled back; undefined where it is unknown. */
  readonly from: RevisionName | undefined;
}

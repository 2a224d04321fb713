import type { Change, DeployedSource, RevisionName } from './revision.ts';

/** CodePipeline's states of a pipeline execution, as its events spell them in lower case; `unknown` keeps AWS's own word beside it. */
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

/** What an execution of a pipeline came to, as far as it could be learned. */
export interface PipelineReport {
  /** The environment that reports: the Terraform workspace. */
  readonly environment: string;
  /** What people call the thing that is deployed. */
  readonly name: string;
  readonly status: PipelineStatus;
  /** The state as AWS spelled it. */
  readonly statusText: string;
  readonly pipeline: string;
  readonly executionId: string;
  readonly region: string | undefined;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly siteUrl: string | undefined;
  /**
   * Where its deploy actions that have begun deploy to, CodeDeploy's too, or why that is not known. An empty list says that
   * none has begun, so that nothing was deployed.
   */
  readonly targets: DeployTargets;
  readonly source: DeployedSource;
  /** Against what was live before; undefined where nothing was deployed. */
  readonly change: Change | undefined;
  /** Where a failed execution broke; undefined for one that did not fail. */
  readonly failure: PipelineFailure | undefined;
  readonly rollback: PipelineRollback | undefined;
  /** CodePipeline's own word on how it stands: who stopped it and why. */
  readonly summary: string | undefined;
}

export type DeployTargets =
  | { readonly kind: 'known'; readonly targets: readonly DeployTarget[] }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What one deploy action deployed to. */
export interface DeployTarget {
  /** CodePipeline's name of the deploy provider: `ECS`, `CloudFormation`, `S3`. */
  readonly provider: string;
  /** The service, stack, bucket or function; undefined where the action's configuration does not say it. */
  readonly name: string | undefined;
}

/** The action that failed first, or why that is not known. */
export type PipelineFailure =
  | {
      readonly kind: 'known';
      readonly stage: string;
      /** Undefined where only the stage is known. */
      readonly action: string | undefined;
      /** `CodeBuild`, `ECS`, `Manual`, …. */
      readonly provider: string | undefined;
      readonly errorCode: string | undefined;
      /** What the action's provider says of it. */
      readonly message: string | undefined;
      /** Where its log or its own page is: a build's log, a stack's events. */
      readonly logUrl: string | undefined;
      /** How many more actions of the execution failed. */
      readonly otherActions: number;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The execution rolls a stage back: it deploys what an earlier execution had deployed. */
export interface PipelineRollback {
  /** By whom: CodePipeline itself, because a stage failed, or a person. */
  readonly isAutomatic: boolean;
  /** The execution because of which it rolls back. */
  readonly failedExecutionId: string | undefined;
  /** The execution whose revisions it brings back. */
  readonly targetExecutionId: string | undefined;
  /** What the failed execution had brought; undefined where it is not known. */
  readonly from: RevisionName | undefined;
}

import type {
  ActionDeclaration,
  ActionExecutionStatus,
  ErrorDetails,
  ExecutionTrigger,
  PipelineDeclaration,
  PipelineExecutionStatus,
  StageExecutionStatus,
} from '@aws-sdk/client-codepipeline';

/** A pushed commit. */
export interface Commit {
  readonly id: string;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
}

/** A pipeline with all that has run in it. */
export interface Pipeline {
  readonly declaration: PipelineDeclaration;
  readonly created: Date;
  /** The notification rule that publishes how the pipeline's executions start and end, and its topic. */
  readonly notificationRule: { readonly arn: string; readonly topicArn: string } | undefined;
  /** Oldest first. */
  readonly executions: Execution[];
  /** The runs of all stages, in the order in which they began. */
  readonly stageRuns: StageRun[];
}

/** An execution of a pipeline for one commit. */
export interface Execution {
  readonly id: string;
  readonly pipeline: Pipeline;
  readonly commit: Commit;
  readonly trigger: ExecutionTrigger;
  readonly startTime: Date;
  /** The id of the deployment that its CodeDeploy action starts; undefined for one that is made up. */
  readonly deploymentId: string | undefined;
  // biome-ignore-start lint/plugin: an execution goes on
  lastUpdateTime: Date;
  status: PipelineExecutionStatus;
  /** The stage that it waits for, because another execution is in it. */
  waitsFor: string | undefined;
  // biome-ignore-end lint/plugin: an execution goes on
}

/** The run of one stage in one execution. */
export interface StageRun {
  readonly execution: Execution;
  readonly name: string;
  readonly actions: ActionRun[];
  // biome-ignore lint/plugin: a stage ends
  status: StageExecutionStatus;
}

/** The run of one action in one execution. */
export interface ActionRun extends ActionOutcome {
  readonly id: string;
  readonly execution: Execution;
  readonly stage: string;
  readonly declaration: ActionDeclaration;
  readonly startTime: Date;
  readonly lastUpdateTime: Date;
  readonly status: ActionExecutionStatus;
}

/** What an action shows of what its provider runs for it. */
export interface ActionOutcome {
  readonly externalExecutionId?: string;
  readonly externalExecutionUrl?: string;
  readonly summary?: string;
  readonly errorDetails?: ErrorDetails;
  /** The ARN of the person who answered an approval. */
  readonly updatedBy?: string;
  readonly outputVariables?: Record<string, string>;
}

/** Where CodePipeline keeps an artifact. Each execution has keys of its own. */
export interface ArtifactLocation {
  readonly name: string;
  readonly s3location: { readonly bucket: string; readonly key: string };
}

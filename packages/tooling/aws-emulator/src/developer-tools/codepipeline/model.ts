import type {
  ActionDeclaration,
  ActionExecutionStatus,
  ErrorDetails,
  ExecutionTrigger,
  PipelineDeclaration,
  PipelineExecutionStatus,
  StageExecutionStatus,
} from '@aws-sdk/client-codepipeline';

/** A commit that is pushed. */
export interface Commit {
  readonly id: string;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
}

/** A pipeline with all that has run in it. */
export interface Pipeline {
  readonly declaration: PipelineDeclaration;
  readonly created: Date;
  /** The ARN of a notification rule with the pipeline's results, and the topic it publishes to. */
  readonly notificationRule: { readonly arn: string; readonly topicArn: string } | undefined;
  /** Oldest first. */
  readonly executions: Execution[];
  /** The runs of all stages, in the order in which they began. */
  readonly stageRuns: StageRun[];
}

/** One way of a commit through a pipeline. */
export interface Execution {
  readonly id: string;
  readonly pipeline: Pipeline;
  readonly commit: Commit;
  readonly trigger: ExecutionTrigger;
  readonly startTime: Date;
  /** The id that the deployment of its CodeDeploy action gets. */
  readonly deploymentId: string | undefined;
  lastUpdateTime: Date;
  status: PipelineExecutionStatus;
  /** The stage that it waits to enter, because another execution is in there. */
  waitsFor: string | undefined;
}

/** An execution in a stage. */
export interface StageRun {
  readonly execution: Execution;
  readonly name: string;
  readonly actions: ActionRun[];
  status: StageExecutionStatus;
}

/** An execution in an action. */
export interface ActionRun extends ActionOutcome {
  readonly id: string;
  readonly execution: Execution;
  readonly stage: string;
  readonly declaration: ActionDeclaration;
  readonly startTime: Date;
  readonly lastUpdateTime: Date;
  readonly status: ActionExecutionStatus;
}

/** What an action's provider tells of it. */
export interface ActionOutcome {
  readonly externalExecutionId?: string;
  readonly externalExecutionUrl?: string;
  readonly summary?: string;
  readonly errorDetails?: ErrorDetails;
  /** Who answered an approval. */
  readonly updatedBy?: string;
  readonly outputVariables?: Record<string, string>;
}

/** Where the artifact of an execution is kept. An execution has keys of its own, which say where they come from. */
export interface ArtifactLocation {
  readonly name: string;
  readonly s3location: { readonly bucket: string; readonly key: string };
}

import type {
  Change,
  DeployedSource,
  DeploymentReport,
  DeployTargets,
  PipelineFailure,
  PipelineRollback,
} from '@shipbell/core';
import type { Reads } from './aws/reads.ts';

/** What it takes to find something out about one event. */
export interface Investigation {
  /** Of the event's place. */
  readonly reads: Reads;
  readonly directory: PipelineDirectory;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
  /** Ends the looking; what is not known by then stays unknown. */
  readonly signal: AbortSignal;
}

/** A CodeDeploy deployment group by its names. */
export interface DeploymentGroup {
  readonly application: string;
  readonly group: string;
}

/** Which pipeline deploys to which CodeDeploy group, as the pipelines' definitions say; remembered between events. */
export interface PipelineDirectory {
  /** Whether it looks at all: switched off, it knows no pipeline. */
  readonly discovers: boolean;
  /** The pipelines with a deploy action for the group, the likeliest first; none where looking is switched off. */
  pipelinesOf(group: DeploymentGroup, reads: Reads, signal: AbortSignal): Promise<readonly string[]>;
  /** The groups that the pipeline deploys to. */
  groupsOf(pipeline: string, reads: Reads, signal: AbortSignal): Promise<readonly DeploymentGroup[]>;
}

/** What was found out about a deployment; what the event says of itself is replaced where CodeDeploy could be read. */
export type DeploymentFindings = Pick<
  DeploymentReport,
  'startedAt' | 'endedAt' | 'instances' | 'error' | 'rollback' | 'source' | 'change' | 'failure'
>;

/** What was found out about a pipeline execution. */
export interface ExecutionFindings {
  readonly startedAt: Date | undefined;
  /** Who deployed in this execution: nobody, CodeDeploy alone (which tells of it itself, here), or others (as well). */
  readonly deployers: 'none' | 'codedeploy' | 'others' | 'unknown';
  /** The failure is that of a deployment which CodeDeploy has begun, so its own message tells of it. */
  readonly isDeploymentFailure: boolean;
  /** CodeDeploy's groups that were deployed to; of a deployment's failure, those where it failed. */
  readonly groups: readonly DeploymentGroup[];
  readonly targets: DeployTargets;
  readonly source: DeployedSource;
  readonly change: Change | undefined;
  readonly failure: PipelineFailure | undefined;
  readonly rollback: PipelineRollback | undefined;
  readonly summary: string | undefined;
}

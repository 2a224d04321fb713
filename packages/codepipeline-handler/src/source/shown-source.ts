import type { ActionState, GetPipelineStateOutput, StageState } from '@aws-sdk/client-codepipeline';
import { type Origin, originsOfStage } from './origins.ts';

/** What a pipeline's state shows of its source. */
export interface SourceStage {
  readonly origins: readonly Origin[];
  /** The pipeline execution that brought the revisions. */
  readonly executionId: string | undefined;
}

/**
 * Only a pipeline's first stage holds source actions, whatever it is called:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
 */
export function sourceStage({ stageStates: [first] = [] }: GetPipelineStateOutput): SourceStage {
  return {
    origins: originsOfStage(first?.actionStates ?? []),
    executionId: first?.latestExecution?.pipelineExecutionId,
  };
}

/** What a pipeline's state shows of one deployment. */
export interface ShownDeployment {
  /** The latest execution of the stage that shows the deployment. */
  readonly executionId: string;
  /** The state itself ties the deployment to that execution. */
  readonly isTied: boolean;
}

/** The deployment in the state; undefined where no stage shows it. */
export function shownDeployment(
  { stageStates = [] }: GetPipelineStateOutput,
  deploymentId: string,
): ShownDeployment | undefined {
  const stage = stageStates.find(({ actionStates = [] }) => actionStates.some((action) => made(action, deploymentId)));
  const executionId = stage?.latestExecution?.pipelineExecutionId;
  return stage && executionId ? { executionId, isTied: isOfLatest(stage, deploymentId) } : undefined;
}

function made({ latestExecution }: ActionState, deploymentId: string): boolean {
  return latestExecution?.externalExecutionId === deploymentId;
}

/**
 * Whether the deployment is of the stage's latest execution: they stand alike. When the next execution has entered the
 * stage and waits for an approval there, the action that deploys still shows the deployment of the one before. Two
 * failures say nothing: the stage fails too when that approval is rejected.
 */
function isOfLatest({ actionStates = [], latestExecution }: StageState, deploymentId: string): boolean {
  return (
    latestExecution?.status !== 'Failed' &&
    actionStates.some(
      (action) => made(action, deploymentId) && action.latestExecution?.status === latestExecution?.status,
    )
  );
}

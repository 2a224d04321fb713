import type { ActionState, GetPipelineStateOutput, StageState } from '@aws-sdk/client-codepipeline';
import { type Revisions, revisionsOfStage } from './revisions.ts';

/** What a pipeline's state shows of its source, seen from one deployment. */
export interface ShownSource {
  readonly revisions: Revisions;
  /** The pipeline execution that brought the revisions. */
  readonly executionId: string | undefined;
  /** The state ties the revisions to the deployment. */
  readonly isOfDeployment: boolean;
  /** The state shows the deployment, and that the revisions are of another execution. */
  readonly isOfAnotherExecution: boolean;
}

export const shownSource = ({ stageStates = [] }: GetPipelineStateOutput, deploymentId: string): ShownSource => {
  // Only a pipeline's first stage holds source actions, whatever it is called:
  // https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
  const [sourceStage] = stageStates;
  const executionId = sourceStage?.latestExecution?.pipelineExecutionId;
  const stage = stageStates.find(({ actionStates = [] }) => actionStates.some((action) => made(action, deploymentId)));
  // Every stage of the state has its own latest execution, so the revision is this deployment's only when they agree.
  const isSame = executionId !== undefined && stage?.latestExecution?.pipelineExecutionId === executionId;
  return {
    revisions: revisionsOfStage(sourceStage?.actionStates ?? []),
    executionId,
    isOfDeployment: isSame && isOfLatest(stage, deploymentId),
    isOfAnotherExecution: stage !== undefined && !isSame,
  };
};

const made = ({ latestExecution }: ActionState, deploymentId: string): boolean =>
  latestExecution?.externalExecutionId === deploymentId;

/**
 * Whether the deployment is of the stage's latest execution: they stand alike. When the next execution has entered the
 * stage and waits for an approval there, the action that deploys still shows the deployment of the one before. Two
 * failures say nothing: the stage fails too when that approval is rejected.
 */
const isOfLatest = ({ actionStates = [], latestExecution }: StageState, deploymentId: string): boolean =>
  latestExecution?.status !== 'Failed' &&
  actionStates.some(
    (action) => made(action, deploymentId) && action.latestExecution?.status === latestExecution?.status,
  );

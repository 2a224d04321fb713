import type { ActionState, GetPipelineStateOutput, StageState } from '@aws-sdk/client-codepipeline';
import type { DeployedSource, Revision } from '@shipbell/core';
import type { DeploymentEvent } from './deployment-event.ts';
import type { ReadPipelineState } from './read-pipeline-state.ts';
import { splitSummary } from './revision-summary.ts';

/** Which commit the deployment brought, as its group's pipeline shows it; never throws, for the message goes out anyway. */
export const findSource = async (
  event: Pick<DeploymentEvent, 'deploymentId' | 'rollback'>,
  pipeline: string | undefined,
  readPipelineState: ReadPipelineState,
): Promise<DeployedSource> => {
  if (pipeline === undefined)
    return unknown(`no pipeline is set for this deployment group in the variable "deployments"`);
  if (event.rollback?.triggeringDeploymentId) {
    return unknown('a rollback brings back an earlier revision, which the pipeline does not name', pipeline);
  }
  try {
    return fromState(await readPipelineState(pipeline), pipeline, event.deploymentId);
  } catch (error) {
    return unknown(readFailure(error, pipeline), pipeline);
  }
};

const fromState = (
  { stageStates = [] }: GetPipelineStateOutput,
  pipeline: string,
  deploymentId: string,
): DeployedSource => {
  // Only a pipeline's first stage holds source actions, whatever it is called:
  // https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
  const [sourceStage] = stageStates;
  const [first, ...others] = (sourceStage?.actionStates ?? []).flatMap(toRevision);
  if (first === undefined) return unknown(`pipeline ${pipeline} shows no source revision`, pipeline);
  const stage = stageStates.find(({ actionStates = [] }) => actionStates.some((action) => made(action, deploymentId)));
  if (stage && !sameExecution(stage, sourceStage)) {
    return unknown(`the source stage of pipeline ${pipeline} does not show the execution of this deployment`, pipeline);
  }
  const certainty = stage && isOfLatest(stage, deploymentId) ? 'exact' : 'latest';
  return { kind: 'known', certainty, pipeline, revisions: [first, ...others] };
};

const made = ({ latestExecution }: ActionState, deploymentId: string): boolean =>
  latestExecution?.externalExecutionId === deploymentId;

/** Every stage of the state has its own latest execution, so the revision is this deployment's only when they agree. */
const sameExecution = (one: StageState, other: StageState | undefined): boolean =>
  one.latestExecution?.pipelineExecutionId !== undefined &&
  one.latestExecution.pipelineExecutionId === other?.latestExecution?.pipelineExecutionId;

/**
 * Whether the deployment is of the stage's latest execution: they stand alike. When the next execution has entered the
 * stage and waits for an approval there, the action that deploys still shows the deployment of the one before.
 */
const isOfLatest = ({ actionStates = [], latestExecution }: StageState, deploymentId: string): boolean =>
  actionStates.some(
    (action) => made(action, deploymentId) && action.latestExecution?.status === latestExecution?.status,
  );

const toRevision = ({
  actionName,
  currentRevision,
  latestExecution,
  entityUrl,
  revisionUrl,
}: ActionState): Revision[] => {
  if (!currentRevision?.revisionId) return [];
  const { title, body } = splitSummary(latestExecution?.summary);
  return [
    {
      action: actionName ?? 'Source',
      id: currentRevision.revisionId,
      title,
      body,
      commitUrl: revisionUrl,
      entityUrl,
    },
  ];
};

const unknown = (reason: string, pipeline?: string): DeployedSource => ({ kind: 'unknown', reason, pipeline });

const readFailure = (error: unknown, pipeline: string): string => {
  const name = error instanceof Error ? error.name : 'an unknown error';
  if (name === 'PipelineNotFoundException') return `pipeline ${pipeline} does not exist in this account and region`;
  if (name.startsWith('AccessDenied'))
    return `pipeline ${pipeline} may not be read: codepipeline:GetPipelineState was denied`;
  return `pipeline ${pipeline} could not be read: ${name}`;
};

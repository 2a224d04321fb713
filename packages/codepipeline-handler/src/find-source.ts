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
  const deployStage = stageStates.find((stage) => stage.actionStates?.some((action) => made(action, deploymentId)));
  if (deployStage && !sameExecution(deployStage, sourceStage)) {
    return unknown(`pipeline ${pipeline} has taken in a newer revision since this deployment began`, pipeline);
  }
  return { kind: 'known', certainty: deployStage ? 'exact' : 'latest', pipeline, revisions: [first, ...others] };
};

const made = ({ latestExecution }: ActionState, deploymentId: string): boolean =>
  latestExecution?.externalExecutionId === deploymentId;

/** Every stage of the state has its own latest execution, so the revision is this deployment's only when they agree. */
const sameExecution = (one: StageState, other: StageState | undefined): boolean =>
  one.latestExecution?.pipelineExecutionId !== undefined &&
  one.latestExecution.pipelineExecutionId === other?.latestExecution?.pipelineExecutionId;

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

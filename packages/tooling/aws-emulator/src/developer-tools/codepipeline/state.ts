import type {
  ActionDeclaration,
  ActionExecution,
  ActionState,
  GetPipelineStateOutput,
  StageExecution,
  StageState,
} from '@aws-sdk/client-codepipeline';
import type { ActionRun, Pipeline, StageRun } from './model.ts';
import { sourceView } from './source.ts';

/**
 * Returns a pipeline's state as GetPipelineState shows it. Each stage shows the execution that entered it last, so one
 * answer holds several executions.
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineState.html
 */
export function pipelineState(pipeline: Pipeline, region: string): GetPipelineStateOutput {
  const { declaration, created } = pipeline;
  return {
    pipelineName: declaration.name,
    pipelineVersion: declaration.version,
    stageStates: (declaration.stages ?? []).map(({ name = '', actions = [] }, index): StageState => {
      const last = pipeline.stageRuns.findLast((run) => run.name === name);
      const inbound = pipeline.executions.filter(({ waitsFor }) => waitsFor === name);
      return {
        stageName: name,
        inboundExecutions: inbound.map(({ id }): StageExecution => ({ pipelineExecutionId: id, status: 'InProgress' })),
        ...(index > 0 && { inboundTransitionState: { enabled: true } }),
        actionStates: actions.map((action) => actionState(pipeline, name, action, region)),
        ...(last && { latestExecution: stageExecution(last) }),
      };
    }),
    created,
    updated: created,
  };
}

function stageExecution({ execution, status }: StageRun): StageExecution {
  return { pipelineExecutionId: execution.id, status, type: 'STANDARD' };
}

/** Returns the state of an action, which has no latest execution when it has never run. */
function actionState(pipeline: Pipeline, stage: string, action: ActionDeclaration, region: string): ActionState {
  const runs = pipeline.stageRuns.filter(({ name }) => name === stage).flatMap(({ actions }) => actions);
  const last = runs.findLast(({ declaration }) => declaration === action);
  const { ApplicationName, DeploymentGroupName } = action.configuration ?? {};
  const groupUrl = `https://console.aws.amazon.com/codedeploy/home?region=${region}#/applications/${ApplicationName}/deployment-groups/${DeploymentGroupName}`;
  const source = last && action.actionTypeId?.category === 'Source' ? sourceState(last, region) : {};
  return {
    actionName: action.name,
    ...(action.actionTypeId?.provider?.startsWith('CodeDeploy') && { entityUrl: groupUrl }),
    ...source,
    ...(last && { latestExecution: actionExecution(last) }),
  };
}

function sourceState({ declaration, execution, status }: ActionRun, region: string): Partial<ActionState> {
  const { commit, startTime } = execution;
  const { entityUrl, revisionUrl } = sourceView(declaration, commit, region, startTime);
  if (status !== 'Succeeded') return { entityUrl };
  const currentRevision = { revisionId: commit.id, revisionChangeId: undefined, created: undefined };
  return { currentRevision, entityUrl, revisionUrl };
}

function actionExecution(run: ActionRun): ActionExecution {
  const { id, status, summary, lastUpdateTime, externalExecutionId, externalExecutionUrl, errorDetails, updatedBy } =
    run;
  const isWaitingApproval = run.declaration.actionTypeId?.provider === 'Manual' && status === 'InProgress';
  return {
    actionExecutionId: id,
    status,
    ...(summary && { summary }),
    lastStatusChange: lastUpdateTime,
    ...(isWaitingApproval && { token: id }),
    ...(updatedBy && { lastUpdatedBy: updatedBy }),
    ...(externalExecutionId && { externalExecutionId }),
    ...(externalExecutionUrl && { externalExecutionUrl }),
    ...(errorDetails && { errorDetails }),
  };
}

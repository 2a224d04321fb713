import type {
  ActionExecutionDetail,
  ArtifactRevision,
  PipelineExecution,
  PipelineExecutionSummary,
  SourceRevision,
} from '@aws-sdk/client-codepipeline';
import { inputArtifacts, outputArtifacts } from './artifacts.ts';
import type { ActionRun, Execution } from './model.ts';
import { sourceActions, sourceView } from './source.ts';

/** Returns an action as ListActionExecutions shows it: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionExecutionDetail.html */
export function actionExecutionDetail(run: ActionRun, region: string): ActionExecutionDetail {
  const { execution, declaration, externalExecutionId, externalExecutionUrl, summary, errorDetails } = run;
  const { configuration = {}, namespace, actionTypeId } = declaration;
  const result = { externalExecutionId, externalExecutionSummary: summary, externalExecutionUrl, errorDetails };
  return {
    pipelineExecutionId: execution.id,
    actionExecutionId: run.id,
    pipelineVersion: execution.pipeline.declaration.version,
    stageName: run.stage,
    actionName: declaration.name,
    startTime: run.startTime,
    lastUpdateTime: run.lastUpdateTime,
    updatedBy: run.updatedBy,
    status: run.status,
    input: {
      actionTypeId,
      configuration,
      resolvedConfiguration: configuration,
      region,
      inputArtifacts: inputArtifacts(run),
      namespace,
    },
    output: {
      outputArtifacts: outputArtifacts(run),
      executionResult: result,
      outputVariables: run.outputVariables ?? {},
    },
  };
}

/** Returns an execution as ListPipelineExecutions shows it: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineExecutionSummary.html */
export function executionSummary(execution: Execution, region: string): PipelineExecutionSummary {
  const { id, status, startTime, lastUpdateTime, trigger } = execution;
  return {
    pipelineExecutionId: id,
    status,
    startTime,
    lastUpdateTime,
    sourceRevisions: sourceRevisions(execution, region),
    trigger,
    executionMode: 'SUPERSEDED',
    executionType: 'STANDARD',
  };
}

/** Returns an execution as GetPipelineExecution shows it: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineExecution.html */
export function pipelineExecution(execution: Execution, region: string): PipelineExecution {
  const { id, pipeline, status, startTime, trigger } = execution;
  return {
    pipelineName: pipeline.declaration.name,
    pipelineVersion: pipeline.declaration.version,
    pipelineExecutionId: id,
    status,
    artifactRevisions: sourceRevisions(execution, region).map(
      ({ actionName, ...revision }): ArtifactRevision => ({
        name: `${actionName}Artifact`,
        ...revision,
        created: startTime,
      }),
    ),
    trigger,
    executionMode: 'SUPERSEDED',
    executionType: 'STANDARD',
  };
}

function sourceRevisions(execution: Execution, region: string): SourceRevision[] {
  const { commit, startTime } = execution;
  return sourceActions(execution.pipeline).map((source) => {
    const { summary, revisionUrl } = sourceView(source, commit, region, startTime);
    return { actionName: source.name, revisionId: commit.id, revisionSummary: summary, revisionUrl };
  });
}

import type {
  GetPipelineExecutionInput,
  GetPipelineExecutionOutput,
  GetPipelineInput,
  GetPipelineOutput,
  GetPipelineStateInput,
  GetPipelineStateOutput,
  ListActionExecutionsInput,
  ListPipelineExecutionsInput,
  ListPipelinesInput,
  PipelineSummary,
} from '@aws-sdk/client-codepipeline';
import { AwsFault, listed, type Operation } from '../../gateway/operations.ts';
import type { AwsLocation } from '../signals.ts';
import { actionExecutionDetail, executionSummary, pipelineExecution } from './history.ts';
import type { Execution, Pipeline } from './model.ts';
import { pipelineState } from './state.ts';

/** How many items CodePipeline gives on a page unless it is asked for fewer. */
const PAGE_SIZE = 100;

interface Context extends AwsLocation {
  /** The operations see what is added to this list later. */
  readonly pipelines: readonly Pipeline[];
}

/** Returns CodePipeline's read operations: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_Operations.html */
export function codepipelineOperations({ account, region, pipelines }: Context): Record<string, Operation> {
  const find = (name: string | undefined): Pipeline => {
    const pipeline = pipelines.find(({ declaration }) => declaration.name === name);
    if (pipeline) return pipeline;
    const message = `Account '${account}' does not have a pipeline with name '${name}'`;
    throw new AwsFault('PipelineNotFoundException', message);
  };

  const findExecution = (pipeline: Pipeline, executionId: string | undefined): Execution => {
    const execution = pipeline.executions.find(({ id }) => id === executionId);
    if (execution) return execution;
    const message = `The specified pipeline execution ID cannot be found: ${executionId}`;
    throw new AwsFault('PipelineExecutionNotFoundException', message);
  };

  const getPipeline = ({ name }: GetPipelineInput): GetPipelineOutput => {
    const { declaration, created } = find(name);
    const pipelineArn = `arn:aws:codepipeline:${region}:${account}:${name}`;
    return { pipeline: declaration, metadata: { pipelineArn, created, updated: created } };
  };

  const getPipelineState = ({ name }: GetPipelineStateInput): GetPipelineStateOutput =>
    pipelineState(find(name), region);

  const getPipelineExecution = (input: GetPipelineExecutionInput): GetPipelineExecutionOutput => ({
    pipelineExecution: pipelineExecution(findExecution(find(input.pipelineName), input.pipelineExecutionId), region),
  });

  const listPipelines = ({ maxResults, nextToken }: ListPipelinesInput): object => {
    const summaries = pipelines.map(({ declaration, created }): PipelineSummary => {
      const { name, version, pipelineType, executionMode } = declaration;
      return { name, version, pipelineType, executionMode, created, updated: created };
    });
    return listed('pipelines', summaries, maxResults ?? PAGE_SIZE, nextToken);
  };

  /** Lists the newest first. */
  const listPipelineExecutions = (input: ListPipelineExecutionsInput): object => {
    const pipeline = find(input.pipelineName);
    const stage = input.filter?.succeededInStage?.stageName;
    const executions = pipeline.executions.filter((execution) => stage === undefined || hasSucceeded(execution, stage));
    const summaries = executions.toReversed().map((execution) => executionSummary(execution, region));
    return listed('pipelineExecutionSummaries', summaries, input.maxResults ?? PAGE_SIZE, input.nextToken);
  };

  /** Lists the newest first. */
  const listActionExecutions = (input: ListActionExecutionsInput): object => {
    const pipeline = find(input.pipelineName);
    const executionId = input.filter?.pipelineExecutionId;
    if (executionId !== undefined) findExecution(pipeline, executionId);
    const runs = pipeline.stageRuns
      .filter(({ execution }) => executionId === undefined || execution.id === executionId)
      .flatMap(({ actions }) => actions)
      .sort((one, other) => other.startTime.getTime() - one.startTime.getTime());
    const details = runs.map((run) => actionExecutionDetail(run, region));
    return listed('actionExecutionDetails', details, input.maxResults ?? PAGE_SIZE, input.nextToken);
  };

  return {
    GetPipeline: getPipeline,
    GetPipelineState: getPipelineState,
    GetPipelineExecution: getPipelineExecution,
    ListPipelines: listPipelines,
    ListPipelineExecutions: listPipelineExecutions,
    ListActionExecutions: listActionExecutions,
  };
}

function hasSucceeded(execution: Execution, stage: string): boolean {
  return execution.pipeline.stageRuns.some(
    (run) => run.execution === execution && run.name === stage && run.status === 'Succeeded',
  );
}

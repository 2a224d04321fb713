import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  type GetPipelineStateOutput,
  type PipelineExecution,
  paginateListActionExecutions,
} from '@aws-sdk/client-codepipeline';

/** What is asked of CodePipeline. All throw the SDK's errors (`PipelineNotFoundException`, access denied, throttled). */
export interface CodePipeline {
  /** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineState.html */
  readState(pipeline: string): Promise<GetPipelineStateOutput>;
  /** Newest first, page by page: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html */
  readActions(pipeline: string): AsyncIterable<readonly ActionExecutionDetail[]>;
  /** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineExecution.html */
  readExecution(pipeline: string, executionId: string): Promise<PipelineExecution>;
}

export const createCodePipeline = (client: CodePipelineClient): CodePipeline => ({
  readState: (pipeline) => client.send(new GetPipelineStateCommand({ name: pipeline })),
  async *readActions(pipeline) {
    const pages = paginateListActionExecutions({ client, pageSize: 100 }, { pipelineName: pipeline });
    for await (const { actionExecutionDetails = [] } of pages) yield actionExecutionDetails;
  },
  async readExecution(pipeline, executionId) {
    const input = { pipelineName: pipeline, pipelineExecutionId: executionId };
    const { pipelineExecution = {} } = await client.send(new GetPipelineExecutionCommand(input));
    return pipelineExecution;
  },
});

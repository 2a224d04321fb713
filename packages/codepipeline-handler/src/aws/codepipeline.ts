import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  type GetPipelineStateOutput,
  type PipelineExecution,
  paginateListActionExecutions,
} from '@aws-sdk/client-codepipeline';

/**
 * What is asked of CodePipeline. All throw the SDK's errors (`PipelineNotFoundException`, access denied, throttled), and
 * an `AbortError` when the signal says so.
 */
export interface CodePipeline {
  /** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineState.html */
  readState(pipeline: string, signal: AbortSignal): Promise<GetPipelineStateOutput>;
  /** Newest first, page by page: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html */
  readActions(pipeline: string, signal: AbortSignal): AsyncIterable<readonly ActionExecutionDetail[]>;
  /** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineExecution.html */
  readExecution(pipeline: string, executionId: string, signal: AbortSignal): Promise<PipelineExecution>;
}

export const createCodePipeline = (client: CodePipelineClient): CodePipeline => ({
  readState: (pipeline, abortSignal) => client.send(new GetPipelineStateCommand({ name: pipeline }), { abortSignal }),
  async *readActions(pipeline, abortSignal) {
    const pages = paginateListActionExecutions({ client, pageSize: 100 }, { pipelineName: pipeline }, { abortSignal });
    for await (const { actionExecutionDetails = [] } of pages) yield actionExecutionDetails;
  },
  async readExecution(pipeline, executionId, abortSignal) {
    const input = { pipelineName: pipeline, pipelineExecutionId: executionId };
    const { pipelineExecution = {} } = await client.send(new GetPipelineExecutionCommand(input), { abortSignal });
    return pipelineExecution;
  },
});

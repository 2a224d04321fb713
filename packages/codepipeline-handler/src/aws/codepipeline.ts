import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  type GetPipelineStateOutput,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  type PipelineDeclaration,
  type PipelineExecution,
  type PipelineExecutionSummary,
  type PipelineSummary,
} from '@aws-sdk/client-codepipeline';
import type { Page } from './repeated-reads.ts';

/**
 * What is asked of CodePipeline. All throw the SDK's errors (`PipelineNotFoundException`, access denied, throttled), and
 * an `AbortError` when the signal says so.
 */
export interface CodePipeline {
  /** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineState.html */
  readState(pipeline: string, signal: AbortSignal): Promise<GetPipelineStateOutput>;
  /**
   * Of one execution or of all, newest first, 100 a page:
   * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html
   */
  readActions(
    pipeline: string,
    query: { readonly executionId?: string; readonly after?: string | undefined },
    signal: AbortSignal,
  ): Promise<Page<ActionExecutionDetail>>;
  /** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineExecution.html */
  readExecution(pipeline: string, executionId: string, signal: AbortSignal): Promise<PipelineExecution>;
  /** The newest 100: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListPipelineExecutions.html */
  readExecutions(pipeline: string, signal: AbortSignal): Promise<Page<PipelineExecutionSummary>>;
  /** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipeline.html */
  readDefinition(pipeline: string, signal: AbortSignal): Promise<PipelineDeclaration>;
  /** All pipelines of the region: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListPipelines.html */
  readPipelines(after: string | undefined, signal: AbortSignal): Promise<Page<PipelineSummary>>;
}

const PAGE_SIZE = 100;

export function createCodePipeline(client: Pick<CodePipelineClient, 'send'>): CodePipeline {
  return {
    readState: (pipeline, abortSignal) => client.send(new GetPipelineStateCommand({ name: pipeline }), { abortSignal }),

    async readActions(pipeline, { executionId, after }, abortSignal) {
      const filter = executionId === undefined ? undefined : { pipelineExecutionId: executionId };
      const input = { pipelineName: pipeline, filter, maxResults: PAGE_SIZE, nextToken: after };
      const answer = await client.send(new ListActionExecutionsCommand(input), { abortSignal });
      return { items: answer.actionExecutionDetails ?? [], next: answer.nextToken };
    },

    async readExecution(pipeline, executionId, abortSignal) {
      const input = { pipelineName: pipeline, pipelineExecutionId: executionId };
      const { pipelineExecution = {} } = await client.send(new GetPipelineExecutionCommand(input), { abortSignal });
      return pipelineExecution;
    },

    async readExecutions(pipeline, abortSignal) {
      const input = { pipelineName: pipeline, maxResults: PAGE_SIZE };
      const answer = await client.send(new ListPipelineExecutionsCommand(input), { abortSignal });
      return { items: answer.pipelineExecutionSummaries ?? [], next: answer.nextToken };
    },

    async readDefinition(pipeline, abortSignal) {
      const answer = await client.send(new GetPipelineCommand({ name: pipeline }), { abortSignal });
      return answer.pipeline ?? { name: pipeline, roleArn: '', stages: [] };
    },

    async readPipelines(after, abortSignal) {
      const answer = await client.send(new ListPipelinesCommand({ maxResults: 1_000, nextToken: after }), {
        abortSignal,
      });
      return { items: answer.pipelines ?? [], next: answer.nextToken };
    },
  };
}

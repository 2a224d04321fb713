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
import { type Reading, read } from '@shipbell/core/runtime';
import type { Page } from './repeated-reads.ts';

/**
 * The reads of CodePipeline. None throws: each returns the answer, or a failure that names what was read and the IAM
 * action.
 */
export interface CodePipeline {
  /**
   * Reads the state of a pipeline's stages and actions:
   * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineState.html
   */
  readState(pipeline: string, signal: AbortSignal): Promise<Reading<GetPipelineStateOutput>>;
  /**
   * Reads the actions of one execution or of all, newest first, 100 a page:
   * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html
   */
  readActions(
    pipeline: string,
    query: { readonly executionId?: string; readonly after?: string | undefined },
    signal: AbortSignal,
  ): Promise<Reading<Page<ActionExecutionDetail>>>;
  /** Reads one execution: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineExecution.html */
  readExecution(pipeline: string, executionId: string, signal: AbortSignal): Promise<Reading<PipelineExecution>>;
  /**
   * Reads the newest 100 executions:
   * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListPipelineExecutions.html
   */
  readExecutions(pipeline: string, signal: AbortSignal): Promise<Reading<Page<PipelineExecutionSummary>>>;
  /**
   * Reads what a pipeline is defined to do:
   * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipeline.html
   */
  readDefinition(pipeline: string, signal: AbortSignal): Promise<Reading<PipelineDeclaration>>;
  /**
   * Reads the pipelines of the region:
   * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListPipelines.html
   */
  readPipelines(after: string | undefined, signal: AbortSignal): Promise<Reading<Page<PipelineSummary>>>;
}

const PAGE_SIZE = 100;

/** Returns the reads that the client makes. */
export function createCodePipeline(client: Pick<CodePipelineClient, 'send'>): CodePipeline {
  return {
    readState: (pipeline, abortSignal) =>
      read({ action: 'codepipeline:GetPipelineState', resource: `pipeline ${pipeline}` }, () =>
        client.send(new GetPipelineStateCommand({ name: pipeline }), { abortSignal }),
      ),

    readActions: (pipeline, { executionId, after }, abortSignal) =>
      read(
        { action: 'codepipeline:ListActionExecutions', resource: `the history of pipeline ${pipeline}` },
        async () => {
          const filter = executionId === undefined ? undefined : { pipelineExecutionId: executionId };
          const input = { pipelineName: pipeline, filter, maxResults: PAGE_SIZE, nextToken: after };
          const answer = await client.send(new ListActionExecutionsCommand(input), { abortSignal });
          return { items: answer.actionExecutionDetails ?? [], next: answer.nextToken };
        },
      ),

    readExecution: (pipeline, executionId, abortSignal) =>
      read(
        { action: 'codepipeline:GetPipelineExecution', resource: `execution ${executionId} of pipeline ${pipeline}` },
        async () => {
          const input = { pipelineName: pipeline, pipelineExecutionId: executionId };
          const { pipelineExecution = {} } = await client.send(new GetPipelineExecutionCommand(input), { abortSignal });
          return pipelineExecution;
        },
      ),

    readExecutions: (pipeline, abortSignal) =>
      read(
        { action: 'codepipeline:ListPipelineExecutions', resource: `the executions of pipeline ${pipeline}` },
        async () => {
          const input = { pipelineName: pipeline, maxResults: PAGE_SIZE };
          const answer = await client.send(new ListPipelineExecutionsCommand(input), { abortSignal });
          return { items: answer.pipelineExecutionSummaries ?? [], next: answer.nextToken };
        },
      ),

    readDefinition: (pipeline, abortSignal) =>
      read({ action: 'codepipeline:GetPipeline', resource: `the definition of pipeline ${pipeline}` }, async () => {
        const answer = await client.send(new GetPipelineCommand({ name: pipeline }), { abortSignal });
        return answer.pipeline ?? { name: pipeline, roleArn: '', stages: [] };
      }),

    readPipelines: (after, abortSignal) =>
      read({ action: 'codepipeline:ListPipelines', resource: 'the list of pipelines' }, async () => {
        const input = { maxResults: 1_000, nextToken: after };
        const answer = await client.send(new ListPipelinesCommand(input), { abortSignal });
        return { items: answer.pipelines ?? [], next: answer.nextToken };
      }),
  };
}

import {
  type CodePipelineClient,
  GetPipelineStateCommand,
  type GetPipelineStateOutput,
} from '@aws-sdk/client-codepipeline';

/**
 * The stages of a pipeline as they are now. Throws the SDK's errors (`PipelineNotFoundException`, access denied, throttled).
 * Source: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineState.html
 */
export type ReadPipelineState = (pipeline: string) => Promise<GetPipelineStateOutput>;

export const createReadPipelineState =
  (codepipeline: Pick<CodePipelineClient, 'send'>): ReadPipelineState =>
  (pipeline) =>
    codepipeline.send(new GetPipelineStateCommand({ name: pipeline }));

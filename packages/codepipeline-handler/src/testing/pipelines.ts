import type { GetPipelineStateOutput } from '@aws-sdk/client-codepipeline';
import type { ReadPipelineState } from '../read-pipeline-state.ts';

/** What GetPipelineState answers by the pipeline's name, or the name of the error that it throws. */
export type Pipelines = Readonly<Record<string, GetPipelineStateOutput | { readonly error: string }>>;

/** CodePipeline that knows these pipelines and no others. */
export const pipelinesFrom =
  (pipelines: Pipelines): ReadPipelineState =>
  async (name) => {
    const answer = pipelines[name] ?? { error: 'PipelineNotFoundException' };
    if ('error' in answer) throw Object.assign(new Error('from CodePipeline'), { name: answer.error });
    return answer;
  };

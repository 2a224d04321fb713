import type { Service } from './gateway.ts';
import { type Read, recordedAnswers } from './recorded-answers.ts';

/**
 * CodePipeline's reads, which moto lacks, from `GetPipelineState/<pipeline>.json`, `ListActionExecutions/<pipeline>.json`
 * and `GetPipelineExecution/<pipeline>.<execution>.json`. What has no file does not exist.
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_Operations.html
 */
export function pipelineService(directory: string, account: string, moto: Service): Service {
  const ofPipeline = (key: string): Read => ({
    file: (input) => `${input[key]}`,
    missing: (input) => [
      'PipelineNotFoundException',
      `Account '${account}' does not have a pipeline with name '${input[key]}'`,
    ],
  });
  const reads = {
    GetPipelineState: ofPipeline('name'),
    ListActionExecutions: ofPipeline('pipelineName'),
    GetPipelineExecution: {
      file: ({ pipelineName, pipelineExecutionId }) => `${pipelineName}.${pipelineExecutionId}`,
      missing: ({ pipelineExecutionId }) => [
        'PipelineExecutionNotFoundException',
        `The specified pipeline execution ID cannot be found: ${pipelineExecutionId}`,
      ],
    } satisfies Read,
  };
  return recordedAnswers(directory, reads, moto);
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { awsError, jsonResponse, type Service } from './gateway.ts';

interface Read {
  /** The file below the operation's folder, without its ending. */
  file(input: Record<string, string>): string;
  /** What CodePipeline says where there is no such thing. */
  missing(input: Record<string, string>, account: string): [code: string, message: string];
}

const noPipeline = (name: string | undefined, account: string): [string, string] => [
  'PipelineNotFoundException',
  `Account '${account}' does not have a pipeline with name '${name}'`,
];

/** What the functions read of CodePipeline and moto lacks. */
const READS: Record<string, Read> = {
  GetPipelineState: { file: ({ name }) => `${name}`, missing: ({ name }, account) => noPipeline(name, account) },
  ListActionExecutions: {
    file: ({ pipelineName }) => `${pipelineName}`,
    missing: ({ pipelineName }, account) => noPipeline(pipelineName, account),
  },
  GetPipelineExecution: {
    file: ({ pipelineName, pipelineExecutionId }) => `${pipelineName}.${pipelineExecutionId}`,
    missing: ({ pipelineExecutionId }) => [
      'PipelineExecutionNotFoundException',
      `The specified pipeline execution ID cannot be found: ${pipelineExecutionId}`,
    ],
  },
};

/**
 * CodePipeline's reads from files in a folder, one folder an operation: `GetPipelineState/<pipeline>.json`,
 * `ListActionExecutions/<pipeline>.json`, `GetPipelineExecution/<pipeline>.<execution>.json`. What has no file does not
 * exist. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_Operations.html
 */
export function pipelineService(directory: string, account: string, moto: Service): Service {
  return async (request) => {
    const read = READS[request.operation];
    if (read === undefined) return moto(request);
    const input = JSON.parse(request.body.toString());
    try {
      const path = join(directory, request.operation, `${read.file(input)}.json`);
      return jsonResponse(JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return awsError(...read.missing(input, account));
    }
  };
}

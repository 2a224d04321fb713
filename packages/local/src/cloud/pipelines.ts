import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { awsError, jsonResponse, type Service } from './gateway.ts';

/**
 * CodePipeline's GetPipelineState, which moto lacks, from `GetPipelineState/<pipeline>.json` in a folder; a pipeline
 * without a file does not exist. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineState.html
 */
export function pipelineService(directory: string, account: string, moto: Service): Service {
  return async (request) => {
    if (request.operation !== 'GetPipelineState') return moto(request);
    const { name } = JSON.parse(request.body.toString());
    try {
      return jsonResponse(JSON.parse(await readFile(join(directory, request.operation, `${name}.json`), 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      const message = `Account '${account}' does not have a pipeline with name '${name}'`;
      return awsError('PipelineNotFoundException', message);
    }
  };
}

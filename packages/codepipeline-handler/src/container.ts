import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_CONFIG, createEnqueue, createLogger } from '@shipbell/core/runtime';
import { loadConfig } from './config.ts';
import type { Dependencies } from './handler.ts';
import { createReadPipelineState } from './read-pipeline-state.ts';

/** All that the handler needs, made once for each cold start. */
export const createContainer = (env: NodeJS.ProcessEnv): Dependencies => {
  const { environment, queueUrl, deployments, logLevel } = loadConfig(env);
  return {
    environment,
    deployments,
    log: createLogger(logLevel),
    readPipelineState: createReadPipelineState(new CodePipelineClient(CLIENT_CONFIG)),
    enqueue: createEnqueue(new SQSClient(CLIENT_CONFIG), queueUrl, environment),
  };
};

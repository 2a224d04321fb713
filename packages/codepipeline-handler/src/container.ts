import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_CONFIG, createEnqueue, createLogger } from '@shipbell/core/runtime';
import { createCodeDeploy } from './aws/codedeploy.ts';
import { createCodePipeline } from './aws/codepipeline.ts';
import { loadConfig } from './config.ts';
import type { Dependencies } from './handler.ts';

/**
 * Milliseconds for looking things up: of the function's 60 seconds, the queue may take more than 30 with its retries, and
 * the message goes out whatever could not be learned.
 */
const TIME_LIMIT_MS = 20_000;

/** All that the handler needs, made once for each cold start. */
export const createContainer = (env: NodeJS.ProcessEnv): Dependencies => {
  const { environment, queueUrl, deployments, logLevel } = loadConfig(env);
  return {
    environment,
    deployments,
    log: createLogger(logLevel),
    codedeploy: createCodeDeploy(new CodeDeployClient(CLIENT_CONFIG)),
    codepipeline: createCodePipeline(new CodePipelineClient(CLIENT_CONFIG)),
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    now: Date.now,
    timeLimit: () => AbortSignal.timeout(TIME_LIMIT_MS),
    enqueue: createEnqueue(new SQSClient(CLIENT_CONFIG), queueUrl, environment),
  };
};

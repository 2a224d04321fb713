import { setTimeout } from 'node:timers/promises';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_CONFIG, createEnqueue, createLogger } from '@shipbell/core/runtime';
import { createCodeDeploy } from './aws/codedeploy.ts';
import { createCodePipeline } from './aws/codepipeline.ts';
import { rememberRegions } from './aws/reads.ts';
import { loadConfig } from './config.ts';
import type { Dependencies } from './handler.ts';
import { createPipelineDirectory } from './pipelines/directory.ts';

/**
 * The time for the searches of one event: of the function's 60 seconds, the queue may take more than 30 with its
 * retries, and the message goes out whatever was not found.
 */
const SEARCH_TIMEOUT_MS = 20_000;

/** Makes everything that the handler needs, once for each cold start. */
export function createContainer(env: NodeJS.ProcessEnv): Dependencies {
  const { environment, queueUrl, linkStyle, deployments, additionalEvents, discoverPipelines, logLevel } =
    loadConfig(env);
  const now = Date.now;
  return {
    environment,
    linkStyle,
    deployments,
    additionalEvents,
    log: createLogger(logLevel),
    readsIn: rememberRegions((region) => {
      const config = { ...CLIENT_CONFIG, ...(region !== undefined && { region }) };
      return {
        codedeploy: createCodeDeploy(new CodeDeployClient(config)),
        codepipeline: createCodePipeline(new CodePipelineClient(config)),
      };
    }),
    directory: createPipelineDirectory({ discover: discoverPipelines, now }),
    pause: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
    now,
    timeLimit: () => AbortSignal.timeout(SEARCH_TIMEOUT_MS),
    enqueue: createEnqueue(new SQSClient(CLIENT_CONFIG), queueUrl, environment),
  };
}

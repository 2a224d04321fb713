import { setTimeout } from 'node:timers/promises';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  CLIENT_CONFIG,
  countThrottled,
  createEnqueue,
  createLogger,
  createMetrics,
  rememberThrottling,
} from '@shipbell/core/runtime';
import { createCodeDeploy } from './aws/codedeploy.ts';
import { createCodePipeline } from './aws/codepipeline.ts';
import { rememberRegions } from './aws/reads.ts';
import { createTurns } from './aws/turns.ts';
import { loadConfig } from './config.ts';
import type { Dependencies } from './handler.ts';
import { createPipelineDirectory } from './pipelines/directory.ts';

/**
 * How long the searches for one event may take. Of the function's 60 seconds the queue, with its retries, may take more
 * than 30, and the message goes out whatever was not found.
 */
const SEARCH_TIMEOUT_MS = 20_000;

/** Returns everything that the handler needs; it is called once for each cold start. */
export function createContainer(env: NodeJS.ProcessEnv): Dependencies {
  const { queueUrl, discoverPipelines, logLevel, ...settings } = loadConfig(env);
  const { environment } = settings;
  const now = Date.now;
  const metrics = createMetrics(environment);
  const inTurns = createTurns();
  return {
    ...settings,
    log: createLogger(logLevel),
    metrics,
    readsIn: rememberRegions((region) => {
      const config = { ...CLIENT_CONFIG, ...(region !== undefined && { region }) };
      const codedeploy = rememberThrottling(countThrottled(new CodeDeployClient(config), metrics));
      const codepipeline = rememberThrottling(countThrottled(new CodePipelineClient(config), metrics));
      return {
        codedeploy: createCodeDeploy(inTurns(codedeploy)),
        codepipeline: createCodePipeline(inTurns(codepipeline)),
      };
    }),
    directory: createPipelineDirectory({ discover: discoverPipelines, now }),
    pause: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
    now,
    timeLimit: () => AbortSignal.timeout(SEARCH_TIMEOUT_MS),
    enqueue: createEnqueue(new SQSClient(CLIENT_CONFIG), queueUrl, environment),
  };
}

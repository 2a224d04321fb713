import { setTimeout } from 'node:timers/promises';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  CLIENT_CONFIG,
  countThrottled,
  createEdge,
  createEnqueue,
  createLogger,
  createMetrics,
  type Edge,
  rememberThrottling,
} from '@shipbell/core/runtime';
import { createCodeDeploy } from './aws/codedeploy.ts';
import { createCodePipeline } from './aws/codepipeline.ts';
import { rememberRegions } from './aws/reads.ts';
import { createTurns } from './aws/turns.ts';
import { type Config, loadConfig } from './config.ts';
import type { Dependencies } from './handler.ts';
import { createPipelineDirectory } from './pipelines/directory.ts';

/**
 * How long the searches for one event may take. Of the function's 60 seconds the queue, with its retries, may take more
 * than 30, and the message goes out whatever was not found.
 */
const SEARCH_TIMEOUT_MS = 20_000;

/** What the handler needs, and whether it is to be warm before its first event. */
export interface Container extends Dependencies, Pick<Config, 'warmUp'> {}

/** Returns everything that the handler needs; it is called once for each cold start, and once for the rehearsal in it. */
export function createContainer(env: NodeJS.ProcessEnv, edge: Edge = createEdge()): Container {
  const { queueUrl, discoverPipelines, logLevel, ...settings } = loadConfig(env);
  const { environment } = settings;
  const now = Date.now;
  const metrics = createMetrics(environment, edge.writeLine);
  const clientConfig = { ...CLIENT_CONFIG, requestHandler: edge.requestHandler };
  const inTurns = createTurns();
  const readsIn = rememberRegions((region) => {
    const config = { ...clientConfig, ...(region !== undefined && { region }) };
    const codedeploy = rememberThrottling(countThrottled(new CodeDeployClient(config), metrics));
    const codepipeline = rememberThrottling(countThrottled(new CodePipelineClient(config), metrics));
    return {
      codedeploy: createCodeDeploy(inTurns(codedeploy)),
      codepipeline: createCodePipeline(inTurns(codepipeline)),
    };
  });
  readsIn(env.AWS_REGION); // the own region's clients, which most events need, are made now
  return {
    ...settings,
    log: createLogger(logLevel, edge.console),
    metrics,
    readsIn,
    directory: createPipelineDirectory({ discover: discoverPipelines, now }),
    pause: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
    now,
    timeLimit: () => AbortSignal.timeout(SEARCH_TIMEOUT_MS),
    enqueue: createEnqueue(new SQSClient(clientConfig), queueUrl, environment),
  };
}

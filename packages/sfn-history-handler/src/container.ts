import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  CLIENT_CONFIG,
  countThrottled,
  createEdge,
  createEnqueue,
  createLogger,
  createMetrics,
  type Edge,
  rememberRegions,
  rememberThrottling,
} from '@shipbell/core/runtime';
import { createReads } from './aws/reads.ts';
import { leanHistory } from './aws/sfn-client.ts';
import { type Config, loadConfig } from './config.ts';
import type { Dependencies } from './handler.ts';

/** What the handler needs, and whether it is to be warm before its first event. */
export interface Container extends Dependencies, Pick<Config, 'warmUp'> {}

/** Returns everything that the handler needs; it is called once for each cold start, and once for the rehearsal in it. */
export function createContainer(env: NodeJS.ProcessEnv, edge: Edge = createEdge()): Container {
  const { queueUrl, compareDuration, logLevel, ...settings } = loadConfig(env);
  const metrics = createMetrics(settings.environment, edge.writeLine);
  const clientConfig = { ...CLIENT_CONFIG, requestHandler: edge.requestHandler };
  const readsIn = rememberRegions((region) => {
    const config = { ...clientConfig, ...(region !== undefined && { region }) };
    return createReads(
      leanHistory(rememberThrottling(countThrottled(new SFNClient(config), metrics))),
      compareDuration,
    );
  });
  readsIn(env.AWS_REGION); // the own region's client, which most events need, is made now
  return {
    ...settings,
    log: createLogger(logLevel, edge.console),
    readsIn,
    enqueue: createEnqueue(new SQSClient(clientConfig), queueUrl, settings.environment),
  };
}

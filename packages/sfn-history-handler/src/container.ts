import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  CLIENT_CONFIG,
  countThrottled,
  createEnqueue,
  createLogger,
  createMetrics,
  rememberRegions,
  rememberThrottling,
} from '@shipbell/core/runtime';
import { createReads } from './aws/reads.ts';
import { leanHistory } from './aws/sfn-client.ts';
import { loadConfig } from './config.ts';
import type { Dependencies } from './handler.ts';

/** Returns everything that the handler needs; it is called once for each cold start. */
export function createContainer(env: NodeJS.ProcessEnv): Dependencies {
  const { environment, queueUrl, linkStyle, stateMachines, defaults, compareDuration, logLevel } = loadConfig(env);
  const log = createLogger(logLevel);
  const metrics = createMetrics(environment);
  const readsIn = rememberRegions((region) => {
    const config = { ...CLIENT_CONFIG, ...(region !== undefined && { region }) };
    return createReads(
      leanHistory(rememberThrottling(countThrottled(new SFNClient(config), metrics))),
      compareDuration,
    );
  });
  readsIn(env.AWS_REGION); // the own region's client, which most events need, is made now
  return {
    environment,
    linkStyle,
    stateMachines,
    defaults,
    log,
    readsIn,
    enqueue: createEnqueue(new SQSClient(CLIENT_CONFIG), queueUrl, environment),
  };
}

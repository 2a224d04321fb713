import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_CONFIG, createEnqueue, createLogger } from '@shipbell/core/runtime';
import { createReads } from './aws/reads.ts';
import { leanHistory } from './aws/sfn-client.ts';
import { loadConfig } from './config.ts';
import type { Dependencies } from './handler.ts';

/** Returns everything that the handler needs; it is called once for each cold start. */
export function createContainer(env: NodeJS.ProcessEnv): Dependencies {
  const { environment, queueUrl, stateMachines, compareDuration, logLevel } = loadConfig(env);
  const log = createLogger(logLevel);
  return {
    environment,
    stateMachines,
    log,
    reads: createReads(leanHistory(new SFNClient(CLIENT_CONFIG)), compareDuration),
    enqueue: createEnqueue(new SQSClient(CLIENT_CONFIG), queueUrl, environment),
  };
}

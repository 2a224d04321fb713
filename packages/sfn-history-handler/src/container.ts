import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_CONFIG, createEnqueue, createLogger } from '@shipbell/core/runtime';
import { leanHistory } from './aws/lean-history.ts';
import { createReads } from './aws/reads.ts';
import { loadConfig } from './config.ts';
import type { Dependencies } from './handler.ts';

/** All that the handler needs, made once for each cold start. */
export const createContainer = (env: NodeJS.ProcessEnv): Dependencies => {
  const { environment, queueUrl, stateMachines, comparesWithUsual, logLevel } = loadConfig(env);
  const log = createLogger(logLevel);
  return {
    environment,
    stateMachines,
    log,
    reads: createReads(leanHistory(new SFNClient(CLIENT_CONFIG)), log, comparesWithUsual),
    enqueue: createEnqueue(new SQSClient(CLIENT_CONFIG), queueUrl, environment),
  };
};

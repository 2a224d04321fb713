import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_CONFIG, createEnqueue, createLogger } from '@shipbell/core/runtime';
import { loadConfig } from './config.ts';
import type { Dependencies } from './handler.ts';
import { createReadHistory } from './read-history.ts';

/** All that the handler needs, made once for each cold start. */
export const createContainer = (env: NodeJS.ProcessEnv): Dependencies => {
  const { environment, queueUrl, stateMachines, logLevel } = loadConfig(env);
  return {
    environment,
    stateMachines,
    log: createLogger(logLevel),
    readHistory: createReadHistory(new SFNClient(CLIENT_CONFIG)),
    enqueue: createEnqueue(new SQSClient(CLIENT_CONFIG), queueUrl, environment),
  };
};

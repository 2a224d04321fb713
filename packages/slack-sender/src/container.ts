import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { CLIENT_CONFIG, createLogger } from '@shipbell/core/runtime';
import { loadConfig } from './config.ts';
import { createDeadLetter } from './dead-letter.ts';
import { createDelayGroup } from './delay-group.ts';
import type { Dependencies } from './handler.ts';
import { createPace } from './pace.ts';
import { createPostMessage } from './post-message.ts';
import { createReadParameter, createWebhooks } from './webhooks.ts';

/** All that the handler needs, made once for each cold start. */
export function createContainer(env: NodeJS.ProcessEnv): Dependencies {
  const { environment, slackUrlParameter, deadLetterQueueUrl, digestBacklog, logLevel } = loadConfig(env);
  const sqs = new SQSClient(CLIENT_CONFIG);
  return {
    environment,
    digestBacklog,
    log: createLogger(logLevel),
    webhooks: createWebhooks(createReadParameter(new SSMClient(CLIENT_CONFIG)), slackUrlParameter),
    postMessage: createPostMessage(),
    deadLetter: createDeadLetter(sqs, deadLetterQueueUrl),
    delayGroup: createDelayGroup(sqs, deadLetterQueueUrl),
    nextTurn: createPace(),
    random: Math.random,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}

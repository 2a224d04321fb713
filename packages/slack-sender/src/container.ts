import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { CLIENT_CONFIG, countThrottled, createLogger, createMetrics } from '@shipbell/core/runtime';
import { loadConfig } from './config.ts';
import { createSendToDeadLetterQueue } from './dead-letter-queue.ts';
import type { Dependencies } from './handler.ts';
import { createPatience } from './patience.ts';
import { createSlack, type Slack } from './post-message.ts';
import { createReportDestination } from './report-destination.ts';
import { createSetVisibilityTimeout } from './return-to-queue.ts';
import { createPace } from './slack-rate-limit.ts';
import { createReadParameter, createWebhooks } from './webhooks.ts';

/** What the handler needs, and what makes it warm before its first event. */
export interface Container extends Dependencies, Pick<Slack, 'connect'> {
  readonly warmUp: boolean;
}

/** Returns everything that the handler needs; it is called once for each cold start. */
export function createContainer(env: NodeJS.ProcessEnv): Container {
  const { environment, slackUrlParameter, deadLetterQueueUrl, digestBacklog, warmUp, logLevel } = loadConfig(env);
  const metrics = createMetrics(environment);
  const ssm = countThrottled(new SSMClient(CLIENT_CONFIG), metrics);
  const sqs = new SQSClient(CLIENT_CONFIG);
  const log = createLogger(logLevel);
  return {
    environment,
    digestBacklog,
    log,
    metrics,
    now: Date.now,
    webhooks: createWebhooks(createReadParameter(ssm), slackUrlParameter),
    patience: createPatience(),
    ...createSlack(),
    warmUp,
    sendToDeadLetterQueue: createSendToDeadLetterQueue(sqs, deadLetterQueueUrl),
    reportDestination: createReportDestination({ sqs, environment, deadLetterQueueUrl, log }),
    setVisibilityTimeout: createSetVisibilityTimeout(sqs, deadLetterQueueUrl),
    nextTurn: createPace(),
    random: Math.random,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PublishCommand } from '@aws-sdk/client-sns';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { type Deployment, deploymentNotification } from '../demo/deployment-notification.ts';
import type { Stage } from '../demo/stage.ts';
import type { DeliveredMessage } from '../slack/index.ts';

/** A message for the queue; `env` and `destination` are its attributes. Without a group, it has one of its own. */
export interface QueueMessage {
  body: string;
  env?: string;
  destination?: string;
  group?: string;
}

/** What a test does to the path from outside, and sees of it. */
export function probe(stage: Stage) {
  const { cloud, slack, topicArn, queueUrl, directory } = stage;
  const { sqs, sns } = cloud.clients;
  const found: Message[] = [];
  let sent = 0;

  const deploy = async (deployment: Pick<Deployment, 'deploymentId'> & Partial<Deployment>) => {
    const notification = deploymentNotification({ ...DEPLOYMENT, ...deployment }, cloud.region, cloud.account);
    await sns.send(new PublishCommand({ TopicArn: topicArn, ...notification }));
  };

  /** Puts messages on the queue in one call, so that they become visible together. */
  const enqueue = async (...messages: QueueMessage[]) => {
    const Entries = messages.map(({ body, env = 'dev', destination = 'default', group }) => {
      sent += 1;
      return {
        Id: `${sent}`,
        MessageBody: body,
        MessageGroupId: group ?? `group-${sent}`,
        MessageDeduplicationId: `message-${sent}`,
        MessageAttributes: {
          ENV: { DataType: 'String', StringValue: env },
          DESTINATION: { DataType: 'String', StringValue: destination },
        },
      };
    });
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  };

  /** All messages ever found in a dead-letter queue, by its name among Terraform's outputs; they are taken out of it. */
  const deadLetters = async (name: string): Promise<Message[]> => {
    const QueueUrl = stage.deadLetterQueueUrls[name];
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] });
    for (;;) {
      const { Messages = [] } = await sqs.send(receive);
      if (Messages.length === 0) return found;
      for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      found.push(...Messages);
    }
  };

  /** The delivered messages that hold the text. */
  const delivered = (text: string): DeliveredMessage[] =>
    slack.messages().filter(({ payload }) => JSON.stringify(payload).includes(text));

  /** How often a function has been invoked to the end. */
  const invocations = async (functionName: string): Promise<number> => {
    const log = await readFile(join(directory, `shipbell-dev-${functionName}.log`), 'utf8');
    return log.match(/^REPORT /gm)?.length ?? 0;
  };

  return { deploy, enqueue, deadLetters, delivered, invocations };
}

const DEPLOYMENT: Deployment = {
  applicationName: '2024-corea-backend-deploy',
  deploymentGroupName: '2024-corea-backend-develop-group',
  deploymentId: '',
  status: 'SUCCEEDED',
  createTime: 'Fri Nov 01 06:14:33 UTC 2024',
  completeTime: 'Fri Nov 01 06:15:13 UTC 2024',
  deploymentOverview: { Succeeded: 1, Failed: 0, Skipped: 0, InProgress: 0, Pending: 0 },
};

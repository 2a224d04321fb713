import { SendMessageCommand, type SendMessageCommandInput, type SQSClient } from '@aws-sdk/client-sqs';
import { ATTRIBUTES, deduplicationId, messageGroupId, type Notification } from '../queue/queue-message.ts';

/** Puts one notification on the queue; throws when the queue refuses it, so that Lambda tries the event again. */
export type Enqueue = (notification: Notification) => Promise<void>;

/** The queue as the handlers see it. */
export function createEnqueue(sqs: Pick<SQSClient, 'send'>, queueUrl: string, environment: string): Enqueue {
  return async (notification) => {
    await sqs.send(new SendMessageCommand(sendMessageInput(notification, queueUrl, environment)));
  };
}

/** The queue's contract: body, attributes, group and deduplication id. */
export function sendMessageInput(
  { message, destination, identity }: Notification,
  queueUrl: string,
  environment: string,
): SendMessageCommandInput {
  return {
    QueueUrl: queueUrl,
    MessageBody: JSON.stringify(message),
    MessageAttributes: {
      [ATTRIBUTES.environment]: { DataType: 'String', StringValue: environment },
      [ATTRIBUTES.destination]: { DataType: 'String', StringValue: destination },
    },
    MessageGroupId: messageGroupId(environment, destination),
    MessageDeduplicationId: deduplicationId(identity),
  };
}

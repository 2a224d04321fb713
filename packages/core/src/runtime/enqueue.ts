import { SendMessageCommand, type SendMessageCommandInput, type SQSClient } from '@aws-sdk/client-sqs';
import { ATTRIBUTES, deduplicationId, messageGroupId, type Notification } from '../queue/queue-message.ts';

/**
 * Puts one notification on the queue. Throws when the queue refuses the message, so that Lambda tries the event again.
 */
export type Enqueue = (notification: Notification) => Promise<void>;

/** Returns the function with which a handler puts its notifications on the queue. */
export function createEnqueue(sqs: Pick<SQSClient, 'send'>, queueUrl: string, environment: string): Enqueue {
  return async (notification) => {
    await sqs.send(new SendMessageCommand(sendMessageInput(notification, queueUrl, environment)));
  };
}

/**
 * Returns the SQS message of a notification, as the queue's contract says: body, attributes, group and deduplication
 * id.
 */
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

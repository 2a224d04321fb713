import { SendMessageCommand, type SendMessageCommandInput, type SQSClient } from '@aws-sdk/client-sqs';
import { ATTRIBUTES, deduplicationId, messageGroupId, type Notification } from '../queue/queue-message.ts';
import type { EventRef } from './event-ref.ts';
import type { Logger } from './logger.ts';

/**
 * Puts one notification of an event on the queue and logs it. Throws when the queue refuses the message, so that Lambda
 * tries the event again.
 */
export type Enqueue = (notification: Notification, event: EventRef, log: Logger) => Promise<void>;

/** Returns the function with which a handler puts its notifications on the queue. */
export function createEnqueue(sqs: Pick<SQSClient, 'send'>, queueUrl: string, environment: string): Enqueue {
  return async (notification, event, log) => {
    const { destination } = notification;
    try {
      const input = sendMessageInput(notification, event, queueUrl, environment);
      const sent = await sqs.send(new SendMessageCommand(input));
      log.info('Put on the queue', { destination, messageId: sent?.MessageId });
    } catch (error) {
      log.error('Not put on the queue', { destination, error });
      throw error;
    }
  };
}

/**
 * Returns the SQS message of a notification, as the queue's contract says: body, attributes, group and deduplication
 * id.
 */
export function sendMessageInput(
  { message, destination, identity }: Notification,
  { correlationId, time }: EventRef,
  queueUrl: string,
  environment: string,
): SendMessageCommandInput {
  return {
    QueueUrl: queueUrl,
    MessageBody: JSON.stringify(message),
    MessageAttributes: {
      [ATTRIBUTES.environment]: { DataType: 'String', StringValue: environment },
      [ATTRIBUTES.destination]: { DataType: 'String', StringValue: destination },
      [ATTRIBUTES.correlationId]: { DataType: 'String', StringValue: correlationId },
      ...(time !== undefined && { [ATTRIBUTES.eventTime]: { DataType: 'String', StringValue: time } }),
    },
    MessageGroupId: messageGroupId(environment, destination),
    MessageDeduplicationId: deduplicationId(identity),
  };
}

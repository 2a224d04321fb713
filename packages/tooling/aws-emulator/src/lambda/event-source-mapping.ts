import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import {
  DeleteMessageBatchCommand,
  type DeleteMessageBatchRequestEntry,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { retryUntilClosing } from '../closing.ts';
import type { LambdaFunction } from './function.ts';
import { doneRecords, sqsEvent } from './sqs-batch.ts';

interface MappingOptions {
  readonly mapping: EventSourceMappingConfiguration;
  readonly lambda: LambdaFunction;
  readonly sqs: SQSClient;
  /** How many seconds one second of visibility timeout lasts here. */
  readonly timeScale: number;
  readonly closing: AbortSignal;
}

/** How many pollers Lambda begins with: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const POLLERS = 5;

/**
 * Receives batches from a queue and invokes the function with them, until the cloud closes. The function has at most one
 * batch of a message group at a time, because the queue locks the group.
 */
export async function runMapping({ mapping, lambda, sqs, timeScale, closing }: MappingOptions): Promise<void> {
  const queueArn = mapping.EventSourceArn ?? '';
  const QueueUrl = await queueUrl(sqs, queueArn);
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  const receive = new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: Math.min(mapping.BatchSize ?? 10, 10),
    WaitTimeSeconds: 20,
    // The function's timeout is not scaled, and SQS must not deliver a batch again while the function may still run.
    VisibilityTimeout: Math.max(Number(Attributes?.VisibilityTimeout) * timeScale, lambda.timeout + 1),
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['All'],
  });
  const reportsItems = mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false;

  /** Deletes messages. SQS delivers those that it does not delete again when their visibility timeout ends. */
  const remove = async (Entries: DeleteMessageBatchRequestEntry[]) => {
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })).catch(() => {});
  };
  const poll = async () => {
    while (!closing.aborted) {
      const { Messages = [] } = await retryUntilClosing(closing, () => sqs.send(receive, { abortSignal: closing }));
      if (Messages.length === 0) continue;
      const event = sqsEvent(Messages, queueArn);
      const done = doneRecords(event.Records, await lambda.invoke(event), reportsItems);
      const Entries = done.map(({ messageId, receiptHandle }) => ({ Id: messageId, ReceiptHandle: receiptHandle }));
      if (Entries.length > 0) await remove(Entries);
    }
  };
  const pollers = Math.min(mapping.ScalingConfig?.MaximumConcurrency ?? POLLERS, POLLERS);
  await Promise.all(Array.from({ length: pollers }, poll));
}

/** Returns the URL of the queue with this ARN. */
export async function queueUrl(sqs: SQSClient, arn: string): Promise<string> {
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  return QueueUrl;
}

import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSMessageAttribute, SQSRecord } from 'aws-lambda';
import type { Reply } from './invocation.ts';

/** Returns the event with which Lambda invokes a function for received messages: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function sqsEvent(messages: Message[], queueArn: string): SQSEvent {
  return { Records: messages.map((message) => toRecord(message, queueArn)) };
}

function toRecord(message: Message, queueArn: string): SQSRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {});
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: Object.fromEntries(attributes.map(([name, value]) => [name, toAttribute(value)])),
    md5OfBody: message.MD5OfBody ?? '',
    ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3] ?? '',
  };
}

function toAttribute({ DataType = '', StringValue, BinaryValue }: MessageAttributeValue): SQSMessageAttribute {
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType as SQSMessageAttribute['dataType'],
  };
}

/**
 * Returns the records of a batch that are done and may be deleted. SQS delivers the others again when their visibility
 * timeout ends.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 *
 * @param reportsItems whether the event source mapping has `ReportBatchItemFailures`
 */
export function doneRecords(records: SQSRecord[], reply: Reply, reportsItems: boolean): SQSRecord[] {
  if ('error' in reply) return [];
  if (!reportsItems) return records;
  const failures = failedIds(reply.result);
  const known = new Set(records.map(({ messageId }) => messageId));
  const isValid = failures?.every((id) => typeof id === 'string' && known.has(id));
  if (!failures || !isValid) return [];
  return records.filter(({ messageId }) => !failures.includes(messageId));
}

/** Returns the ids in a partial batch response, none when it names no failure. Returns undefined when it is no such response. */
function failedIds(result: unknown): unknown[] | undefined {
  if (result === null) return [];
  if (typeof result !== 'object') return undefined;
  const { batchItemFailures } = result as { batchItemFailures?: unknown };
  if (batchItemFailures === undefined || batchItemFailures === null) return [];
  if (!Array.isArray(batchItemFailures)) return undefined;
  return batchItemFailures.map((failure) => failure?.itemIdentifier);
}

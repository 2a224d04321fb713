import type { Message } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

export const QUEUE = 'shipbell-dev-slack.fifo';
export const QUEUE_URL = `https://sqs.eu-west-1.amazonaws.com/123456789012/${QUEUE}`;
export const DEAD_LETTER_QUEUE = 'shipbell-dev-slack-dlq.fifo';
export const DEAD_LETTER_QUEUE_URL = `https://sqs.eu-west-1.amazonaws.com/123456789012/${DEAD_LETTER_QUEUE}`;

interface Changes {
  readonly id?: string;
  readonly body?: string;
  readonly group?: string;
  readonly receives?: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Returns a record of the queue as Lambda passes it to the function. */
export function queueRecord({
  id = 'm-1',
  body = '{"text":"hello"}',
  group = 'dev/default',
  receives = 1,
  attributes = { ENV: 'dev', DESTINATION: 'default' },
}: Changes = {}): SQSRecord {
  return {
    messageId: id,
    receiptHandle: `receipt-${id}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: '1730441673000',
      SenderId: 'AIDAEXAMPLE',
      ApproximateFirstReceiveTimestamp: '1730441673001',
      SequenceNumber: '18882134567890123456',
      MessageGroupId: group,
      MessageDeduplicationId: id,
    },
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, stringValue]) => [
        name,
        { stringValue, dataType: 'String', stringListValues: [], binaryListValues: [] },
      ]),
    ),
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:eu-west-1:123456789012:${QUEUE}`,
    awsRegion: 'eu-west-1',
  };
}

/** Returns the record that Lambda makes of a message that it received. */
export function recordOf({
  MessageId = '',
  ReceiptHandle = '',
  Body = '',
  Attributes = {},
  MessageAttributes = {},
}: Message): SQSRecord {
  const values = Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]);
  const record = queueRecord({ id: MessageId, body: Body, attributes: Object.fromEntries(values) });
  return { ...record, receiptHandle: ReceiptHandle, attributes: { ...record.attributes, ...Attributes } };
}

import type { SQSRecord } from 'aws-lambda';

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
    eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:shipbell-dev-slack.fifo',
    awsRegion: 'eu-west-1',
  };
}

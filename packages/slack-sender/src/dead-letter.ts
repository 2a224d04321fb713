import { type MessageAttributeValue, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { ATTRIBUTES, cleanText, cut } from '@shipbell/core';
import type { SQSRecord } from 'aws-lambda';
import { LONGEST_MS } from './time-left.ts';
import { within } from './within.ts';

/** Keeps a record that can never be delivered, with the reason beside it. Throws when SQS refuses it. */
export type DeadLetter = (record: SQSRecord, reason: string, detail: string) => Promise<void>;

/** SQS takes ten attributes; two are ours. */
const MAX_KEPT_ATTRIBUTES = 8;
/** Without these the message could not be put back. */
const NEEDED: readonly string[] = [ATTRIBUTES.environment, ATTRIBUTES.destination];

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export function createDeadLetter(sqs: Pick<SQSClient, 'send'>, queueUrl: string): DeadLetter {
  return async (record, reason, detail) => {
    const command = new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: record.body,
      MessageAttributes: {
        ...keptAttributes(record),
        [ATTRIBUTES.reason]: { DataType: 'String', StringValue: reason },
        [ATTRIBUTES.detail]: { DataType: 'String', StringValue: cut(cleanText(detail), 256) },
      },
      // Of its own: SQS shows at most ten of a group until they are deleted, and would hide the others from who reads them.
      MessageGroupId: record.messageId,
      // Of this delivery: the record's first id would be dropped as a duplicate when it comes back within five minutes.
      MessageDeduplicationId: `${record.messageId}-${reason}`,
    });
    await within(LONGEST_MS.deadLetter, (abortSignal) => sqs.send(command, { abortSignal }));
  };
}

function keptAttributes({ messageAttributes }: SQSRecord): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(messageAttributes)
      .filter(([name, { stringValue }]) => stringValue && name !== ATTRIBUTES.reason && name !== ATTRIBUTES.detail)
      .toSorted(([one], [other]) => Number(NEEDED.includes(other)) - Number(NEEDED.includes(one)))
      .slice(0, MAX_KEPT_ATTRIBUTES)
      .map(([name, { dataType, stringValue = '' }]) => [name, { DataType: dataType, StringValue: stringValue }]),
  );
}

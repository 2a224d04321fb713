import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { LONGEST_MS } from './time-left.ts';
import { within } from './within.ts';

/** Makes records visible again in `seconds`, all at once, so that none of a group overtakes another. */
export type DelayGroup = (records: readonly SQSRecord[], seconds: number) => Promise<void>;

/**
 * Twelve hours less five minutes: SQS counts its twelve from when the record was received and refuses what goes beyond.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
const MAX_SECONDS = 43_200 - 300;
/** As many entries as one call takes. */
const BATCH = 10;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export function createDelayGroup(sqs: Pick<SQSClient, 'send'>, deadLetterQueueUrl: string): DelayGroup {
  return async (records, seconds) => {
    for (let start = 0; start < records.length; start += BATCH) {
      const batch = records.slice(start, start + BATCH);
      const command = new ChangeMessageVisibilityBatchCommand({
        QueueUrl: siblingUrl(deadLetterQueueUrl, batch[0]?.eventSourceARN ?? ''),
        Entries: batch.map(({ receiptHandle }, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: Math.min(seconds, MAX_SECONDS),
        })),
      });
      const { Failed = [] } = await within(LONGEST_MS.handBack, (abortSignal) => sqs.send(command, { abortSignal }));
      if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} of ${batch.length}: ${Failed[0]?.Code}`);
    }
  };
}

/** A record names its queue by ARN; the queue's URL differs from that of its dead-letter queue in the name alone. */
function siblingUrl(queueUrl: string, queueArn: string): string {
  return queueUrl.slice(0, queueUrl.lastIndexOf('/') + 1) + queueArn.slice(queueArn.lastIndexOf(':') + 1);
}

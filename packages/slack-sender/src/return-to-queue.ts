import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Logger } from '@shipbell/core/runtime';
import type { SQSBatchItemFailure, SQSRecord } from 'aws-lambda';
import { idsOfAll } from './correlation.ts';
import { STEP_TIMEOUT_MS, within } from './time-left.ts';

/**
 * Makes records visible again in `seconds`, all at once, so that none of a group overtakes another. Throws what SQS
 * throws.
 */
export type SetVisibilityTimeout = (records: readonly SQSRecord[], seconds: number) => Promise<void>;

/** What returning records to the queue needs. */
export interface ReturnDependencies {
  readonly log: Logger;
  readonly setVisibilityTimeout: SetVisibilityTimeout;
}

/**
 * Returns records to their queue, where they stay hidden for `delaySeconds`, and resolves with the items that Lambda
 * must not delete. Never throws.
 */
export async function returnToQueue(
  records: readonly SQSRecord[],
  delaySeconds: number,
  { setVisibilityTimeout, log }: ReturnDependencies,
): Promise<SQSBatchItemFailure[]> {
  const ids = idsOfAll(records);
  log.warn('Returned to the queue', { ...ids, delaySeconds });
  try {
    await setVisibilityTimeout(records, delaySeconds);
  } catch (error) {
    log.error('The visibility timeout could not be set: the records come back after the queue’s own', {
      ...ids,
      error,
    });
  }
  return records.map(({ messageId }) => ({ itemIdentifier: messageId }));
}

const FIRST_BACK_OFF_SECONDS = 10;
const LONGEST_BACK_OFF_SECONDS = 300;
/**
 * The longest wait for a destination that is unavailable: Lambda may end a container that is idle for longer, and with it
 * what it knows of the destination.
 */
const LONGEST_UNAVAILABLE_SECONDS = 200;
/** How much is added at most, as a part of the wait, so that groups that failed together come back apart. */
const JITTER = 0.25;

/** How a record must wait, as far as the back-off is concerned. */
export interface BackOff {
  readonly atLeastSeconds: number;
  readonly isUnavailable: boolean;
}

/**
 * Returns the whole seconds until the next try: ten, doubled with every receive up to five minutes, never less than
 * `atLeastSeconds`, and some more by chance. Nothing resets a receive count, so the queue's fifty receives last 13,510 s
 * (three hours and three quarters) at the least, also where Slack names a shorter wait again and again.
 */
export function backOffSeconds(
  record: Parameters<typeof receivesOf>[0],
  { atLeastSeconds, isUnavailable }: BackOff,
  random: () => number,
): number {
  const seconds = afterReceive(
    receivesOf(record),
    isUnavailable ? LONGEST_UNAVAILABLE_SECONDS : LONGEST_BACK_OFF_SECONDS,
  );
  return Math.ceil(Math.max(seconds, atLeastSeconds) * (1 + JITTER * random()));
}

/** Returns how often a record was received, from 1. */
export function receivesOf({ attributes }: Pick<SQSRecord, 'attributes'>): number {
  return Math.max(1, Number(attributes.ApproximateReceiveCount) || 1);
}

/** Returns how many seconds a record has waited at the least before this receive, whatever it waited for. */
export function leastWaitSeconds(receives: number): number {
  let seconds = 0;
  for (let receive = 1; receive < receives; receive += 1) seconds += afterReceive(receive, LONGEST_UNAVAILABLE_SECONDS);
  return seconds;
}

function afterReceive(receive: number, longestSeconds: number): number {
  return Math.min(longestSeconds, FIRST_BACK_OFF_SECONDS * 2 ** Math.min(receive - 1, 10));
}

/**
 * Twelve hours less five minutes: SQS counts twelve hours from when the record was received and refuses a longer
 * timeout.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
const MAX_VISIBILITY_SECONDS = 43_200 - 300;
/** How many entries one call takes. */
const BATCH = 10;

/**
 * Returns the function that sets it:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
 */
export function createSetVisibilityTimeout(
  sqs: Pick<SQSClient, 'send'>,
  deadLetterQueueUrl: string,
): SetVisibilityTimeout {
  return async (records, seconds) => {
    for (let start = 0; start < records.length; start += BATCH) {
      const batch = records.slice(start, start + BATCH);
      const command = new ChangeMessageVisibilityBatchCommand({
        QueueUrl: siblingUrl(deadLetterQueueUrl, batch[0]?.eventSourceARN ?? ''),
        Entries: batch.map(({ receiptHandle }, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: Math.min(seconds, MAX_VISIBILITY_SECONDS),
        })),
      });
      const answer = await within(STEP_TIMEOUT_MS.returnToQueue, (abortSignal) => sqs.send(command, { abortSignal }));
      const { Failed = [] } = answer;
      if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} of ${batch.length}: ${Failed[0]?.Code}`);
    }
  };
}

/**
 * Returns the URL of a record's queue, which the record names by its ARN: it differs from the URL of its dead-letter
 * queue in the name alone.
 */
export function siblingUrl(queueUrl: string, queueArn: string): string {
  return queueUrl.slice(0, queueUrl.lastIndexOf('/') + 1) + queueArn.slice(queueArn.lastIndexOf(':') + 1);
}

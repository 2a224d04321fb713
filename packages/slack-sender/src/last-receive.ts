import type { SQSRecord } from 'aws-lambda';

/**
 * How often the queue lets a message be received, which `infra/modules/slack_queue` sets: a time budget of nearly four
 * hours. The receive after it would make SQS move the message, without a word on why.
 */
export const MAX_RECEIVES = 50;

/** Returns whether the record comes for the last time. */
export function isLastReceive({ attributes }: Pick<SQSRecord, 'attributes'>): boolean {
  return Number(attributes.ApproximateReceiveCount) >= MAX_RECEIVES;
}

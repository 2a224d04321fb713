import type { SQSRecord } from 'aws-lambda';

const FIRST_SECONDS = 10;
const LONGEST_SECONDS = 300;
/** Groups that failed together come back apart: up to a quarter is added. */
const JITTER = 0.25;

/**
 * Whole seconds until the next try: ten, doubled with every receive up to five minutes, never less than `atLeast`, and
 * some more by chance. Nothing resets a receive count, so the queue's fifty receives last 13,510 s (three hours and three
 * quarters) at the least, also where Slack names a shorter wait again and again.
 */
export function backOffSeconds(
  { attributes }: Pick<SQSRecord, 'attributes'>,
  atLeast = 0,
  random: () => number = Math.random,
): number {
  const receives = Math.max(1, Number(attributes.ApproximateReceiveCount) || 1);
  const seconds = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(receives - 1, 10));
  return Math.ceil(Math.max(seconds, atLeast) * (1 + JITTER * random()));
}

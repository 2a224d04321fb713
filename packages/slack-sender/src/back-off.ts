import type { SQSRecord } from 'aws-lambda';

/** Ten seconds, doubled with every receive up to five minutes. */
export const backOffSeconds = ({ attributes }: Pick<SQSRecord, 'attributes'>): number => {
  const receives = Math.max(1, Number(attributes.ApproximateReceiveCount) || 1);
  return Math.min(300, 10 * 2 ** Math.min(receives - 1, 10));
};

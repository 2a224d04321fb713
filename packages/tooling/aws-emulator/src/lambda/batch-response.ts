import type { SQSRecord } from 'aws-lambda';
import type { Reply } from './invocation.ts';

/**
 * The records of a batch that are done and may be deleted. The others come back when their visibility timeout ends.
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

/** The ids as they stand in the response; empty when it names no failure, undefined when it is no such response. */
function failedIds(result: unknown): unknown[] | undefined {
  if (result === null) return [];
  if (typeof result !== 'object') return undefined;
  const { batchItemFailures } = result as { batchItemFailures?: unknown };
  if (batchItemFailures === undefined || batchItemFailures === null) return [];
  if (!Array.isArray(batchItemFailures)) return undefined;
  return batchItemFailures.map((failure) => failure?.itemIdentifier);
}

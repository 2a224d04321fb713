/**
 * Runs `process` for every record, whatever becomes of the others, then throws what failed. Lambda retries the whole
 * event; records that are on the queue already are dropped there by their deduplication id.
 */
export const eachRecord = async <Record>(
  records: readonly Record[],
  process: (record: Record) => Promise<void>,
): Promise<void> => {
  const results = await Promise.allSettled(records.map(process));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) {
    throw new AggregateError(
      failures,
      `${failures.length} of ${records.length} records failed: ${failures.join('; ')}`,
    );
  }
};

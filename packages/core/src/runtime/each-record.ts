/**
 * Runs `process` for one record after the other, whatever becomes of each, then throws what failed. Lambda retries the
 * whole event; records that are on the queue already are dropped there by their deduplication id.
 */
export const eachRecord = async <Record>(
  records: readonly Record[],
  process: (record: Record) => Promise<void>,
): Promise<void> => {
  const failures: unknown[] = [];
  for (const record of records) {
    await process(record).catch((error: unknown) => failures.push(error));
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) {
    throw new AggregateError(
      failures,
      `${failures.length} of ${records.length} records failed: ${failures.join('; ')}`,
    );
  }
};

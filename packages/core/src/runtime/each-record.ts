/**
 * Processes one record after the other, also after one has failed, and throws at the end if any has: the error itself for
 * an event with one record, else an `AggregateError` that says which records failed and why. Lambda then retries the whole
 * event, and SQS drops the messages that are on the queue already by their deduplication ids.
 */
export async function eachRecord<Record>(
  records: readonly Record[],
  process: (record: Record) => Promise<void>,
): Promise<void> {
  const failures: { readonly number: number; readonly error: unknown }[] = [];
  for (const [index, record] of records.entries()) {
    await process(record).catch((error: unknown) => failures.push({ number: index + 1, error }));
  }
  if (failures.length === 0) return;
  if (records.length === 1) throw failures[0]?.error;
  const reasons = failures.map(({ number, error }) => `record ${number}: ${error}`);
  throw new AggregateError(
    failures.map(({ error }) => error),
    `${failures.length} of ${records.length} records failed: ${reasons.join('; ')}`,
  );
}

/**
 * Thrown where the function is invoked with an event that it does not take. Its message says what is wrong in the
 * event, where, and what belongs there.
 */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
}

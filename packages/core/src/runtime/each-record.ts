/**
 * Runs `process` for one record after the other, whatever becomes of each, then throws what failed: of an event with one
 * record its error, of any other an `AggregateError` that says which records and why. Lambda retries the whole event;
 * records that are on the queue already are dropped there by their deduplication id.
 */
export async function eachRecord<Record>(
  records: readonly Record[],
  process: (record: Record) => Promise<void>,
): Promise<void> {
  const failures: { readonly place: number; readonly error: unknown }[] = [];
  for (const [index, record] of records.entries()) {
    await process(record).catch((error: unknown) => failures.push({ place: index + 1, error }));
  }
  if (failures.length === 0) return;
  if (records.length === 1) throw failures[0]?.error;
  const reasons = failures.map(({ place, error }) => `record ${place}: ${error}`);
  throw new AggregateError(
    failures.map(({ error }) => error),
    `${failures.length} of ${records.length} records failed: ${reasons.join('; ')}`,
  );
}

/** What arrived is no event of ours: says what was wrong, where, and what belongs there. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
}

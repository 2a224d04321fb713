/** Says what was wrong and what to do; shown as it is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

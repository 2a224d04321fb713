/** An error that says what is wrong and what to do; its message is shown as it is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

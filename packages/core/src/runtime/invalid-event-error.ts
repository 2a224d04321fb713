/** What arrived is no event of ours: says what was wrong, where, and what belongs there. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
}

/** What an event tells of is in an account that this function's role has no say in. */
export class ForeignAccountError extends Error {
  override readonly name = 'ForeignAccountError';
  readonly account: string;

  constructor(account: string) {
    super(`The event is of account ${account}, which this function does not read`);
    this.account = account;
  }
}

/** AWS's answer to a read, or why there is none. */
export type Reading<Value> =
  | { readonly value: Value; readonly failure: undefined }
  | { readonly value: undefined; readonly failure: ReadFailure };

/** What a read reads, and the permission that it needs. */
export interface ReadSubject {
  /** The IAM action that it needs, or several of them joined with "or". */
  readonly action: string;
  /** What is read, as a sentence begins with it: `pipeline shop`, `the history`. */
  readonly resource: string;
}

/** Why a read failed. */
export interface ReadFailure extends ReadSubject {
  /**
   * Why it failed, as a sentence without its full stop, for a message or the log. It holds the error's name and never
   * its text, which may name things.
   */
  readonly reason: string;
  /**
   * Whether AWS has answered for good, so that another try would fail alike: the read is denied, or its subject does
   * not exist or is in another account.
   */
  readonly isFinal: boolean;
  readonly error: unknown;
}

/** Thrown where the subject of an event is in another account, which this function's role cannot read. */
export class ForeignAccountError extends Error {
  override readonly name = 'ForeignAccountError';
  readonly account: string;

  constructor(account: string) {
    super(`The event is of account ${account}, which this function does not read`);
    this.account = account;
  }
}

/** Thrown where nothing is asked for some seconds, because AWS has throttled the action. */
export class ThrottledError extends Error {
  override readonly name = 'ThrottledError';

  constructor(options?: ErrorOptions) {
    super('AWS has throttled this action', options);
  }
}

/**
 * Makes the call and returns AWS's answer, or why there is none. Never throws: a read that fails costs a line of the
 * message, not the message.
 */
export async function read<Value>(subject: ReadSubject, call: () => Promise<Value>): Promise<Reading<Value>> {
  try {
    return { value: await call(), failure: undefined };
  } catch (error) {
    return { value: undefined, failure: readFailure(error, subject) };
  }
}

/** Returns the failure of a read that threw the error. */
export function readFailure(error: unknown, subject: ReadSubject): ReadFailure {
  return { ...subject, reason: reasonOf(error, subject), isFinal: isFinal(error), error };
}

/** Returns whether the read failed because its subject does not exist. */
export function isAbsent(failure: ReadFailure | undefined): boolean {
  return failure !== undefined && ABSENT.has(nameOf(failure.error));
}

/** Returns whether AWS refused because too much is asked at the same time. */
export function isThrottled(error: unknown): boolean {
  return error instanceof Error && THROTTLED.test(error.name);
}

function reasonOf(error: unknown, { resource, action }: ReadSubject): string {
  const name = nameOf(error);
  if (error instanceof ForeignAccountError) {
    return `${resource} is in account ${error.account}, which this function does not read`;
  }
  if (name === 'ExecutionDoesNotExist') {
    return `Step Functions does not know this execution (${name}); histories are kept for 90 days`;
  }
  if (ABSENT.has(name)) return `${resource} does not exist in this account and region`;
  if (name.startsWith('AccessDenied')) return `${resource} may not be read: ${action} was denied`;
  if (isThrottled(error)) {
    const rest = error instanceof ThrottledError ? '; nothing more was asked' : '';
    return `${resource} could not be read: AWS throttled ${action}${rest}`;
  }
  if (name === 'KmsInvalidStateException') return `the key that encrypts ${resource} is disabled or deleted (${name})`;
  if (name.startsWith('Kms')) {
    return `the key that encrypts ${resource} may not be used (${name}); allow kms:Decrypt on it to the function's role`;
  }
  if (name === 'AbortError' || name === 'TimeoutError') return `${resource} did not answer in time`;
  return `${resource} could not be read: ${name}`;
}

function isFinal(error: unknown): boolean {
  const name = nameOf(error);
  return name.startsWith('AccessDenied') || ABSENT.has(name) || FINAL.has(name);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'an unknown error';
}

const THROTTLED = /Throttl|^TooManyRequests|^RequestLimitExceeded/;

const ABSENT: ReadonlySet<string> = new Set([
  'PipelineNotFoundException',
  'PipelineExecutionNotFoundException',
  'DeploymentDoesNotExistException',
  'DeploymentGroupDoesNotExistException',
  'ApplicationDoesNotExistException',
  'ExecutionDoesNotExist',
]);

const FINAL: ReadonlySet<string> = new Set(['ForeignAccountError', 'ValidationException']);

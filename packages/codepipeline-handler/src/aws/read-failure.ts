/** What AWS answered, or the sentence that says why it did not. */
export type Reading<Value> =
  | { readonly value: Value; readonly failure: undefined }
  | { readonly value: undefined; readonly failure: string };

/** Turns an error into the sentence that the message will carry: a read that fails costs a line, not the message. */
export async function tryRead<Value>(read: Promise<Value>, what: string, action: string): Promise<Reading<Value>> {
  try {
    return { value: await read, failure: undefined };
  } catch (error) {
    return { value: undefined, failure: readFailure(error, what, action) };
  }
}

/** Why something could not be read, and the permission to give where it was denied. `what` begins the sentence. */
export function readFailure(error: unknown, what: string, action: string): string {
  const name = nameOf(error);
  if (name === 'ForeignAccountError') {
    return `${what} is in account ${(error as { account?: string }).account}, which this function does not read`;
  }
  if (ABSENT.has(name)) return `${what} does not exist in this account and region`;
  if (name.startsWith('AccessDenied')) return `${what} may not be read: ${action} was denied`;
  if (name === 'AbortError' || name === 'TimeoutError') return `${what} did not answer in time`;
  if (/Throttl|TooManyRequests/.test(name)) return `${what} could not be read: AWS throttled ${action}`;
  return `${what} could not be read: ${name}`;
}

const ABSENT: ReadonlySet<string> = new Set([
  'PipelineNotFoundException',
  'PipelineExecutionNotFoundException',
  'DeploymentDoesNotExistException',
  'DeploymentGroupDoesNotExistException',
  'ApplicationDoesNotExistException',
]);

/** Whether AWS has answered, so that asking again is of no use: not allowed, not there, not a thing of this account's. */
export function isFinal(error: unknown): boolean {
  const name = nameOf(error);
  return name.startsWith('AccessDenied') || ABSENT.has(name) || FINAL.has(name);
}

const FINAL: ReadonlySet<string> = new Set(['ForeignAccountError', 'ValidationException']);

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'an unknown error';
}

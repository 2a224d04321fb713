/** Why a history could not be read, and what to do about it; of the error only its name, for its text may name things. */
export const historyFailure = (error: unknown): string => {
  const name = error instanceof Error ? error.name : 'an unknown error';
  if (name.startsWith('AccessDenied')) {
    return `the history may not be read (${name}); allow states:GetExecutionHistory on this execution to the function's role`;
  }
  if (name === 'ExecutionDoesNotExist') {
    return `Step Functions does not know this execution (${name}); histories are kept for 90 days`;
  }
  if (name.startsWith('Throttl')) return `Step Functions throttled the reading of the history (${name})`;
  if (name === 'TimeoutError' || name === 'AbortError') return `reading the history took too long (${name})`;
  return `the history could not be read (${name})`;
};

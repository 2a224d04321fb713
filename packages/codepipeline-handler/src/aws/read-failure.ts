/** Why something could not be read, and the permission to give where it was denied. `what` begins the sentence. */
export const readFailure = (error: unknown, what: string, action: string): string => {
  const name = error instanceof Error ? error.name : 'an unknown error';
  if (name === 'PipelineNotFoundException') return `${what} does not exist in this account and region`;
  if (name.startsWith('AccessDenied')) return `${what} may not be read: ${action} was denied`;
  if (name === 'AbortError' || name === 'TimeoutError') return `${what} did not answer in time`;
  return `${what} could not be read: ${name}`;
};

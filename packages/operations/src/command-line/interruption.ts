/** The exit status of a shell command that Ctrl-C ended. */
export const INTERRUPTED = 130;

/**
 * Returns a signal that aborts when somebody wants this process to end: by Ctrl-C, by `kill`, or by closing its
 * terminal or the pipe that it writes to, where writing the next line would end it in the middle of its work.
 */
export function interruption(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  for (const output of [process.stdout, process.stderr]) output.on('error', () => stopping.abort());
  return stopping.signal;
}

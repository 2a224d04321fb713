/** The status of a shell command that Ctrl-C ended. */
export const INTERRUPTED = 130;

/** Aborted when somebody wants this process to end: by Ctrl-C, by `kill`, or by closing the terminal. */
export function interruption(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  return stopping.signal;
}

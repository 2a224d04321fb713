import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_PAUSE_MS = 200;

/** Awaits work in the background. An error that comes after the cloud has begun to close does not count. */
export async function untilClosing(closing: AbortSignal, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!closing.aborted) throw error;
  }
}

/**
 * Returns what the call returns, and repeats it until it succeeds or the cloud closes: on AWS, a service does not give up
 * when another one fails.
 */
export async function retryUntilClosing<Result>(closing: AbortSignal, call: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch {
      await sleep(RETRY_PAUSE_MS, undefined, { signal: closing });
    }
  }
}

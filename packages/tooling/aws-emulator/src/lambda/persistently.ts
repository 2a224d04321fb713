import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 200;

/** Makes a call of AWS's own, which does not give up when another of its services fails, until it succeeds or the cloud closes. */
export async function persistently<Result>(closing: AbortSignal, call: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch {
      await sleep(PAUSE_MS, undefined, { signal: closing });
    }
  }
}

import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds before each further try, the SDK's own three retries not counted. */
export const PAUSES: readonly number[] = [1_000, 2_000, 4_000, 8_000];

const THROTTLED = /Throttl|^TooManyRequests|^RequestLimitExceeded/;

/** Whether AWS asks to come back later. */
export function isThrottled(error: unknown): boolean {
  return error instanceof Error && THROTTLED.test(error.name);
}

/** Does it again after each of the pauses as long as AWS throttles it, until the signal says that the time is over. */
export async function patiently<Result>(
  attempt: () => Promise<Result>,
  signal: AbortSignal,
  [pause, ...later]: readonly number[],
): Promise<Result> {
  try {
    return await attempt();
  } catch (error) {
    if (pause === undefined || !isThrottled(error)) throw error;
    await sleep(pause, undefined, { signal }).catch(() => {
      throw error;
    });
    return patiently(attempt, signal, later);
  }
}

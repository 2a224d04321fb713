import type { Notification } from '@shipbell/core';

/** The notifications that this container has lately enqueued, by their identities. */
export interface Enqueued {
  has(identity: Notification['identity']): boolean;
  add(identity: Notification['identity']): void;
}

/**
 * How long an identity is remembered. SQS drops a message of the same identity for five minutes after the first one; the
 * last minute is left to the searches and the queue, as it is where a pipeline's event reports a deployment.
 */
const KEEP_MS = 4 * 60_000;

/** Returns a memory of what was enqueued, which is empty at first. */
export function createEnqueued(now: () => number): Enqueued {
  const times = new Map<string, number>();
  const forgetOld = () => {
    for (const [key, at] of times) if (now() - at >= KEEP_MS) times.delete(key);
  };
  return {
    has(identity) {
      forgetOld();
      return times.has(JSON.stringify(identity));
    },
    add(identity) {
      forgetOld();
      const key = JSON.stringify(identity);
      // The time is that of the first: SQS goes by that.
      if (!times.has(key)) times.set(key, now());
    },
  };
}

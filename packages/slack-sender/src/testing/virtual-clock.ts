/**
 * A clock whose time passes only while everybody sleeps, so that hours take milliseconds and every test is the same
 * each time.
 */
export interface VirtualClock {
  /** Milliseconds since the clock was made. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Wakes one sleeper after the other until nobody sleeps any more. */
  readonly run: () => Promise<void>;
}

/** Returns a clock that stands at 0. */
export function createVirtualClock(): VirtualClock {
  let now = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (milliseconds) => new Promise((wake) => sleepers.push({ at: now + milliseconds, wake })),
    async run() {
      for (;;) {
        // All that is awake goes on until it sleeps.
        await new Promise((resolve) => setImmediate(resolve));
        const at = Math.min(...sleepers.map((sleeper) => sleeper.at));
        const [next] = sleepers.splice(
          sleepers.findIndex((sleeper) => sleeper.at === at),
          1,
        );
        if (next === undefined) return;
        now = Math.max(now, next.at);
        next.wake();
      }
    },
  };
}

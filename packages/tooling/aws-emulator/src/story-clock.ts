/** A clock that stands still until it is moved, so that what happens in AWS has the same times at every run. */
export interface StoryClock {
  now(): Date;
  /** Moves the clock on. */
  pass(seconds: number): void;
  /** Sets the clock, to an ISO 8601 time with its zone. */
  set(time: string): void;
}

/** @param time ISO 8601, with its zone */
export function storyClock(time: string): StoryClock {
  let now = Date.parse(time);
  return {
    now: () => new Date(now),
    pass: (seconds) => {
      now += seconds * 1000;
    },
    set: (other) => {
      now = Date.parse(other);
    },
  };
}

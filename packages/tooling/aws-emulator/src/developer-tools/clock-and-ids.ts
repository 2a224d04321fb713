import { createHash } from 'node:crypto';

// Times and ids of AWS that are the same at every run.

/** A clock that stands still until it is moved. */
export interface Clock {
  now(): Date;
  /** Moves the clock forward. */
  pass(seconds: number): void;
  /** Sets the clock to an ISO 8601 time with its zone. */
  set(time: string): void;
}

/** Returns a clock that stands at this ISO 8601 time with its zone. */
export function createClock(time: string): Clock {
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

/** Returns an id like that of an execution, a connection or an approval: `5f3a9c1e-0b7d-4e21-8a36-c94d2f70e1b8`. */
export function uuidFor(seed: string): string {
  const hex = sha256(seed).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Returns an id like that of a deployment or an artifact: upper-case characters and digits. */
export function codeFor(seed: string, length: number): string {
  return BigInt(`0x${sha256(seed).toString('hex')}`)
    .toString(36)
    .toUpperCase()
    .slice(-length);
}

function sha256(seed: string): Buffer {
  return createHash('sha256').update(seed).digest();
}

import type { DeadLetterReason } from './dead-letter-queue.ts';

/**
 * Says that nothing can be posted to a destination for now: its webhook cannot be had, or what answers is not Slack.
 * Somebody may be changing a permission, a parameter or a proxy at this moment, so that it is worth more than one try.
 */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly destination: string;
  readonly reason: DeadLetterReason;
  readonly detail: string;
}

/** How long a destination is tried while it is unavailable: half an hour, whatever number of messages wait for it. */
export const PATIENCE_SECONDS = 1_800;

/** What this container has seen of the destinations that are unavailable. */
export interface Patience {
  /**
   * Notes that a destination is unavailable, and returns whether it has been so for half an hour. From then on it is so
   * at once for every message behind the first, as long as the answer stays the same.
   */
  isOver(why: Unavailable): boolean;
  /** Notes how long a message waits because its destination is unavailable. */
  waits(destination: string, seconds: number): void;
  /** Notes that the destination is available, or that something else is wrong with it. */
  end(destination: string): void;
}

interface State {
  readonly detail: string;
  readonly waitedSeconds: number;
  readonly isOver: boolean;
  /** When it was unavailable last. */
  readonly seenAtMs: number;
}

/**
 * Returns the patience of a container. It adds up the waits for which it returns messages to the queue: a wait may be
 * longer than that, and a new container begins at 0, so that nothing is given up too early. For the same reason it forgets
 * waits of which it has seen nothing for half an hour: other containers may have delivered since. The clock is one that
 * never jumps.
 */
export function createPatience(now: () => number = () => performance.now()): Patience {
  const states = new Map<string, State>();
  return {
    isOver({ destination, detail }) {
      const before = states.get(destination);
      const seenAtMs = now();
      const isNew =
        before === undefined ||
        (before.isOver ? before.detail !== detail : seenAtMs - before.seenAtMs > PATIENCE_SECONDS * 1_000);
      const waitedSeconds = isNew ? 0 : before.waitedSeconds;
      const isOver = waitedSeconds >= PATIENCE_SECONDS;
      states.set(destination, { detail, waitedSeconds, isOver, seenAtMs });
      return isOver;
    },
    waits(destination, seconds) {
      const state = states.get(destination);
      if (state) states.set(destination, { ...state, waitedSeconds: state.waitedSeconds + seconds });
    },
    end(destination) {
      states.delete(destination);
    },
  };
}

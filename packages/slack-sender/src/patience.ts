import type { DeadLetterReason } from './dead-letter-queue.ts';
import { leastWaitSeconds, receivesOf } from './return-to-queue.ts';

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
   * Notes that a record met an unavailable destination, and returns whether that has been so for half an hour. From then
   * on it is so at once for every message behind the first, as long as the answer stays the same.
   */
  isOver(why: Unavailable, record: Parameters<typeof receivesOf>[0] & { readonly messageId: string }): boolean;
  /** Notes that the destination is available, or that something else is wrong with it. */
  end(destination: string): void;
}

interface State {
  /** The number of receives at which this container first saw a record wait for the destination, by its message id. */
  readonly waiting: Map<string, number>;
  /** The last answer, and when it came, once half an hour of them is over. */
  readonly over: { readonly detail: string; readonly seenAtMs: number } | undefined;
}

/**
 * Returns the patience of a container. It measures by the receives of one record, which stays the first of its group and
 * waits between two of them, whichever container has it: so nothing was delivered in between, and no clock can be wrong. A
 * new container begins anew, and what was over is forgotten after half an hour without a try, for other containers may
 * have delivered since. The clock is one that never jumps.
 */
export function createPatience(now: () => number = () => performance.now()): Patience {
  const states = new Map<string, State>();
  return {
    isOver({ destination, detail }, record) {
      const state = states.get(destination);
      const seenAtMs = now();
      const isStillOver = state?.over?.detail === detail && seenAtMs - state.over.seenAtMs < PATIENCE_SECONDS * 1_000;
      const waiting = (state?.over === undefined && state?.waiting) || new Map<string, number>();
      const [receives, first = receives] = [receivesOf(record), waiting.get(record.messageId)];
      const waitedSeconds = leastWaitSeconds(receives) - leastWaitSeconds(first);
      const isOver = isStillOver || waitedSeconds >= PATIENCE_SECONDS;
      waiting.set(record.messageId, first);
      states.set(destination, { waiting, over: isOver ? { detail, seenAtMs } : undefined });
      return isOver;
    },
    end(destination) {
      states.delete(destination);
    },
  };
}

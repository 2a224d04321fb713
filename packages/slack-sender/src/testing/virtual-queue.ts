import type { SQSRecord } from 'aws-lambda';
import { queueRecord } from './queue-record.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface Sent {
  readonly id: string;
  readonly destination: string;
  readonly body: string;
  /** Milliseconds on the clock. */
  readonly sentAt: number;
}

/** What `infra/modules/slack_queue` sets. */
const MAX_RECEIVE_COUNT = 50;
const VISIBILITY_MS = 360_000;
const BATCH = 10;

/**
 * A FIFO queue as SQS keeps it: a group is locked while one of its messages is in flight, a receive takes as many of a
 * group as there are up to ten in all, counts every receive and moves away what was received fifty times. Source:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export function createVirtualQueue(clock: VirtualClock, sent: readonly Sent[]) {
  let messages = sent
    .toSorted((one, other) => one.sentAt - other.sentAt)
    .map((message) => ({ ...message, receives: 0, hiddenUntil: 0 }));
  const movedAway: string[] = [];
  const remove = (ids: readonly string[]) => {
    messages = messages.filter(({ id }) => !ids.includes(id));
  };
  const locks = () => {
    const until = new Map<string, number>();
    for (const { destination, hiddenUntil } of messages)
      until.set(destination, Math.max(until.get(destination) ?? 0, hiddenUntil));
    return (destination: string) => until.get(destination) ?? 0;
  };

  const receive = (): SQSRecord[] => {
    const lockedUntil = locks();
    const free = messages.filter(
      ({ sentAt, destination }) => sentAt <= clock.now() && lockedUntil(destination) <= clock.now(),
    );
    const worn = free.filter(({ receives }) => receives >= MAX_RECEIVE_COUNT).map(({ id }) => id);
    movedAway.push(...worn);
    remove(worn);
    const groups = Map.groupBy(
      free.filter(({ id }) => !worn.includes(id)),
      ({ destination }) => destination,
    );
    const batch = [...groups.values()].flat().slice(0, BATCH);
    for (const message of batch) {
      message.receives += 1;
      message.hiddenUntil = clock.now() + VISIBILITY_MS;
    }
    return batch.map(({ id, destination, body, receives }) =>
      queueRecord({
        id,
        body,
        receives,
        group: `dev/${destination}`,
        attributes: { ENV: 'dev', DESTINATION: destination },
      }),
    );
  };

  return {
    receive,
    remove,
    movedAway,
    setVisibility(ids: readonly string[], seconds: number) {
      for (const message of messages.filter(({ id }) => ids.includes(id)))
        message.hiddenUntil = clock.now() + seconds * 1_000;
    },
    /** When there may be something to receive again; undefined when there never will be. */
    nextChange: () => {
      const lockedUntil = locks();
      const times = messages.map(({ sentAt, destination }) => Math.max(sentAt, lockedUntil(destination), clock.now()));
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}

export type VirtualQueue = ReturnType<typeof createVirtualQueue>;

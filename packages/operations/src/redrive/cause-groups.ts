import { byAge, type DeadLetteredMessage } from './dead-lettered-message.ts';
import { REASONS, type Reason, reasonOf } from './reason.ts';
import { destinationOf } from './replay.ts';

/** Messages that were dead-lettered for the same cause; they are chosen together. */
export interface CauseGroup {
  readonly key: string;
  /** The number by which it is chosen, from 1; undefined where its messages cannot be redriven. */
  readonly number: number | undefined;
  readonly reason: Reason;
  /** The channel, for messages for Slack that name one; undefined otherwise. */
  readonly destination: string | undefined;
  /** At least one, the oldest first. */
  readonly messages: readonly [DeadLetteredMessage, ...DeadLetteredMessage[]];
}

/** Returns the key of the message's group, which is the same whenever the message is received. */
export function groupKey(message: DeadLetteredMessage, environment: string): string {
  return JSON.stringify([message.queue.name, reasonOf(message, environment).code, channelOf(message)]);
}

function channelOf(message: DeadLetteredMessage): string | undefined {
  return message.queue.content === 'messages' ? destinationOf(message) : undefined;
}

/**
 * Returns the messages by queue, reason and channel, in the order in which they are given, with numbers that go through
 * all queues.
 */
export function groupByCause(messages: readonly DeadLetteredMessage[], environment: string): readonly CauseGroup[] {
  const groups = Map.groupBy(messages, (message) => groupKey(message, environment));
  let last = 0;
  return [...groups].flatMap(([key, members]) => {
    const [oldest, ...younger] = members.toSorted(byAge);
    if (!oldest) return [];
    // The newest says how things are now.
    const reason = reasonOf(younger.at(-1) ?? oldest, environment);
    if (reason.code !== REASONS.unreadable) last += 1;
    const number = reason.code === REASONS.unreadable ? undefined : last;
    return { key, number, reason, destination: channelOf(oldest), messages: [oldest, ...younger] };
  });
}

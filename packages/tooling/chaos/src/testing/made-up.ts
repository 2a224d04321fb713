import type { Fact, Post } from '../fact-log.ts';
import type { Notification } from '../notification.ts';
import { judge } from '../verdict.ts';

/** Three notifications of one channel, in the order in which the queue took them. */
export const [FIRST, SECOND, THIRD] = ['d03-n000001', 'd03-n000002', 'd03-n000003'] as const;

export const ALL = [FIRST, SECOND, THIRD];

/** Returns a notification that nothing is wrong with. */
export function notification(id: string, more: Partial<Notification> = {}): Notification {
  const destination = id.startsWith('d00') ? 'default' : id.slice(0, 3);
  return { id, destination, route: 'topic', poison: undefined, foldable: true, twice: false, ...more };
}

/** Returns the facts that these were published and are on the queue, each with its own number as sequence number. */
export function sent(...ids: string[]): Fact[] {
  return ids.flatMap((id): Fact[] => [
    { kind: 'published', id },
    { kind: 'enqueued', id, group: `dev/${id.slice(0, 3)}`, sequence: id.slice(-6).padStart(20, '0') },
  ]);
}

/** Returns the fact that the sender was invoked with these. */
export function began(invocation: number, ...ids: string[]): Fact {
  return { kind: 'began', invocation, ids };
}

/** Returns the fact that the invocation ended, with this outcome for these. */
export function ended(invocation: number, outcome: string, ...ids: string[]): Fact {
  return { kind: 'ended', invocation, ids, outcome };
}

/** Returns the fact that the process of the invocation was killed. */
export function killed(invocation: number, ...ids: string[]): Fact {
  return { kind: 'killed', invocation, ids };
}

/** Returns the fact of a post that went well. */
export function posted(invocation: number, ids: string | readonly string[], more: Partial<Post> = {}): Fact {
  const list = typeof ids === 'string' ? [ids] : ids;
  const channel = list[0]?.slice(0, 3) ?? '';
  return { kind: 'posted', invocation, ids: list, channel, isDelivered: true, isAnswered: true, answer: 'ok', ...more };
}

/** Returns the fact of a post that Slack did not take. */
export function refused(invocation: number, ids: string | readonly string[], answer = 'server_error'): Fact {
  return posted(invocation, ids, { isDelivered: false, answer });
}

/** Returns the facts of a message that this invocation dead-lettered, and that was found at the end. */
export function deadLettered(id: string, reason: string, invocation?: number, queue = 'undelivered_messages'): Fact[] {
  return [
    { kind: 'dead_lettered', id, invocation, reason },
    { kind: 'found_dead_lettered', id, queue, reason },
  ];
}

/** Returns the broken promises of a run in which this was seen. */
export function broken(facts: Fact[], notifications: Notification[] = ALL.map((id) => notification(id))) {
  return judge({ facts, played: new Map() }, notifications).violations.map(({ kind, id }) => `${kind}: ${id}`);
}

/** Returns the facts of a run in which these three were sent and everything went well. */
export function well() {
  return [...sent(...ALL), began(1, ...ALL), ...ALL.map((id) => posted(1, id))];
}

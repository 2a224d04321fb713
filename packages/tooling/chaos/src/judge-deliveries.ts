import { type Fact, type FactLog, factsById, type Post } from './fact-log.ts';
import { isChannelOf, type Notification, type Poison } from './notification.ts';

/** A notification of which something is lost, and a note of what. */
export interface Loss {
  readonly id: string;
  readonly note: string;
}

/**
 * Returns the notifications that are in no channel and in no dead-letter queue, or not in all of those in which they
 * should be.
 */
export function judgeLoss({ facts }: Pick<FactLog, 'facts'>, notifications: readonly Notification[]): Loss[] {
  const byId = factsById(facts);
  return notifications.flatMap(({ id }) => {
    const note = lossOf(byId.get(id) ?? []);
    return note === undefined ? [] : [{ id, note }];
  });
}

/** Returns a note of what of a notification is lost, by all that was seen of it. */
function lossOf(own: readonly Fact[]): string | undefined {
  if (!own.some(({ kind }) => kind === 'published')) return undefined;
  const posts = own.filter((fact) => fact.kind === 'posted');
  const isDelivered = posts.some((post) => post.isDelivered);
  const reasons = own.filter((fact) => fact.kind === 'found_dead_lettered').map(({ reason }) => reason);
  const gone = own.filter((fact) => fact.kind === 'dead_lettered').find(({ reason }) => !reasons.includes(reason));
  if (gone) return `it was dead-lettered and is gone: ${gone.reason}`;
  // What Slack refuses in its rich form is kept in it, and delivered as plain text.
  if (!isDelivered && !reasons.some((reason) => reason !== 'payload_refused'))
    return 'neither delivered nor dead-lettered';
  const isKept = reasons.includes('payload_refused') || own.some(({ kind }) => kind === 'dead_lettering_denied');
  return isDelivered && isDegraded(posts) && !isKept ? 'Slack refused its rich form, which is not kept' : undefined;
}

/**
 * Returns whether the plain text was delivered: Slack never takes the form, or refused it from the invocation that
 * delivered.
 */
function isDegraded(posts: readonly Post[]): boolean {
  const alone = posts.filter(({ ids }) => ids.length === 1);
  const refusers = alone.filter(({ answer }) => answer === 'payload_refused').map(({ invocation }) => invocation);
  return (
    alone.some(({ answer }) => answer.startsWith('refused')) ||
    alone.some(({ isDelivered, invocation }) => isDelivered && refusers.includes(invocation))
  );
}

/** A delivery of a notification that had been delivered before. */
export interface Duplicate {
  readonly id: string;
  /** Why the sender could not know of the first one; undefined where it could. */
  readonly cause: string | undefined;
}

/**
 * Returns every delivery after a notification's first, in another post or in the same one. It is explained only by what had become
 * of the post before it: its answer was lost, its invocation was killed, or the queue was asked to delete the message and
 * did not.
 */
export function judgeDuplicates({ facts }: Pick<FactLog, 'facts'>): Duplicate[] {
  /** Why the queue did not delete a message that was done, by invocation and id. */
  const lost = new Map<string, string>();
  const last = new Map<string, Post>();
  const duplicates: Duplicate[] = [];
  for (const fact of facts) {
    if (fact.kind === 'killed' || fact.kind === 'delete_denied')
      for (const id of fact.ids) lost.set(`${fact.invocation} ${id}`, fact.kind);
    if (fact.kind !== 'posted' || !fact.isDelivered) continue;
    for (const id of fact.ids) {
      const before = last.get(id);
      if (before === fact) duplicates.push({ id, cause: undefined });
      else if (before) duplicates.push({ id, cause: causeOf(before, lost.get(`${before.invocation} ${id}`)) });
      last.set(id, fact);
    }
  }
  return duplicates;
}

function causeOf(before: Post, lostAcknowledgement: string | undefined): string | undefined {
  return before.isAnswered ? lostAcknowledgement : before.answer;
}

/** What stands in a channel and does not belong there; the id `nobody` is for a post that reports no notification. */
export interface Stray {
  readonly id: string;
  readonly channel: string;
}

/** Poison that nobody may see in a channel. */
const UNDELIVERABLE: ReadonlySet<Poison | undefined> = new Set<Poison>([
  'no_json',
  'wrong_environment',
  'bad_destination',
  'no_webhook',
]);

/** Returns what was delivered into another channel than its own, or should have been delivered nowhere. */
export function judgeChannels({ facts }: Pick<FactLog, 'facts'>, notifications: readonly Notification[]): Stray[] {
  const known = new Map(notifications.map((notification) => [notification.id, notification]));
  return facts.flatMap((fact) => {
    if (fact.kind !== 'posted' || !fact.isDelivered) return [];
    const { channel, ids } = fact;
    if (ids.length === 0) return [{ id: 'nobody', channel }];
    return ids.flatMap((id) => {
      const { destination, poison } = known.get(id) ?? {};
      const isWelcome = destination && isChannelOf(destination, channel) && !UNDELIVERABLE.has(poison);
      return isWelcome ? [] : [{ id, channel }];
    });
  });
}

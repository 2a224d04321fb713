import { type Fact, type FactLog, factsById, type Post } from './fact-log.ts';
import { isChannelOf, NOWHERE, type Notification, type Poison, reportedDestination } from './notification.ts';

/** A notification of which something is lost, and a note of what. */
export interface Loss {
  readonly id: string;
  readonly note: string;
}

/**
 * Returns the notifications that are in no channel and in no dead-letter queue, or not in all of those in which they
 * should be, and likewise the reports that Shipbell put on the queue by itself.
 */
export function judgeLoss({ facts }: Pick<FactLog, 'facts'>, notifications: readonly Notification[]): Loss[] {
  const byId = factsById(facts);
  const reports = [...byId.keys()].filter((id) => reportedDestination(id) !== undefined);
  return [...notifications.map(({ id }) => id), ...reports].flatMap((id) => {
    const note = lossOf(byId.get(id) ?? []);
    return note === undefined ? [] : [{ id, note }];
  });
}

/** Returns a note of what of a notification is lost, by all that was seen of it. */
function lossOf(own: readonly Fact[]): string | undefined {
  if (!own.some(({ kind }) => kind === 'published' || kind === 'enqueued')) return undefined;
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
 * Returns whether the plain text was delivered, and the sender knows it: Slack never takes the form, or refused it from the
 * invocation that delivered. Without an answer the message is tried again, in its rich form first.
 */
function isDegraded(posts: readonly Post[]): boolean {
  const alone = posts.filter(({ ids }) => ids.length === 1);
  const refusers = alone.filter(({ answer }) => answer === 'payload_refused').map(({ invocation }) => invocation);
  return (
    alone.some(({ answer }) => answer.startsWith('refused')) ||
    alone.some(({ isDelivered, isAnswered, invocation }) => isDelivered && isAnswered && refusers.includes(invocation))
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
 * did not. A report
 * by Shipbell itself may be on the queue again, from another container, and is delivered again then.
 */
export function judgeDuplicates({ facts }: Pick<FactLog, 'facts'>): Duplicate[] {
  /** Why the queue did not delete a message that was done, by invocation and id. */
  const lost = new Map<string, string>();
  const last = new Map<string, Post>();
  const duplicates: Duplicate[] = [];
  const repeats = createRepeats();
  for (const fact of facts) {
    repeats.note(fact);
    if (fact.kind === 'killed' || fact.kind === 'delete_denied')
      for (const id of fact.ids) lost.set(`${fact.invocation} ${id}`, fact.kind);
    if (fact.kind !== 'posted' || !fact.isDelivered) continue;
    for (const id of fact.ids) {
      const before = last.get(id);
      if (before === fact) duplicates.push({ id, cause: undefined });
      else if (before && !repeats.has(id))
        duplicates.push({ id, cause: causeOf(before, lost.get(`${before.invocation} ${id}`)) });
      last.set(id, fact);
    }
  }
  return duplicates;
}

/** Follows Shipbell's own reports: how many messages of each are on the queue beyond those that were delivered. */
function createRepeats() {
  const sequences = new Map<string, Set<string>>();
  const delivered = new Map<string, number>();
  return {
    note(fact: Fact): void {
      if (fact.kind === 'enqueued' && reportedDestination(fact.id) !== undefined)
        sequences.set(fact.id, (sequences.get(fact.id) ?? new Set()).add(fact.sequence));
    },
    /** Returns whether another message of this report is there to be delivered; it is called at each delivery. */
    has(id: string): boolean {
      const deliveries = (delivered.get(id) ?? 1) + 1;
      delivered.set(id, deliveries);
      return deliveries <= (sequences.get(id)?.size ?? 0);
    },
  };
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

/** Why a message is dead-lettered because of its destination, which Shipbell reports to the default one. */
const DESTINATION_REASONS: ReadonlySet<string> = new Set([
  'webhook_missing',
  'webhook_placeholder',
  'webhook_denied',
  'destination_refused',
  'not_slack',
]);

function namedBy(notification: Notification | undefined): string {
  return notification?.poison === 'no_webhook' ? NOWHERE : (notification?.destination ?? '');
}

/**
 * Returns what was delivered into another channel than its own, or should have been delivered nowhere. Shipbell's own report
 * on a destination belongs into the default channel, once a message was dead-lettered because of that destination.
 */
export function judgeChannels({ facts }: Pick<FactLog, 'facts'>, notifications: readonly Notification[]): Stray[] {
  const known = new Map(notifications.map((notification) => [notification.id, notification]));
  const failed = new Set<string>();
  return facts.flatMap((fact) => {
    if (fact.kind === 'dead_lettered' && DESTINATION_REASONS.has(fact.reason)) failed.add(namedBy(known.get(fact.id)));
    if (fact.kind !== 'posted' || !fact.isDelivered) return [];
    const { channel, ids } = fact;
    if (ids.length === 0) return [{ id: 'nobody', channel }];
    return ids.flatMap((id) => {
      const reported = reportedDestination(id);
      if (reported !== undefined) return channel === 'default' && failed.has(reported) ? [] : [{ id, channel }];
      const { destination, poison } = known.get(id) ?? {};
      const isWelcome = destination && isChannelOf(destination, channel) && !UNDELIVERABLE.has(poison);
      return isWelcome ? [] : [{ id, channel }];
    });
  });
}

import { type Fact, factsById, type Ledger, type Post } from './ledger.ts';
import type { Notification } from './notification.ts';

/** A notification of which something is lost, and what. */
export interface Loss {
  readonly id: string;
  readonly note: string;
}

/** Notifications of which nothing is left, in no channel and in no dead-letter queue, or not all that should be. */
export function judgeLoss({ facts }: Pick<Ledger, 'facts'>, notifications: readonly Notification[]): Loss[] {
  const byId = factsById(facts);
  return notifications.flatMap(({ id }) => {
    const note = lossOf(byId.get(id) ?? []);
    return note === undefined ? [] : [{ id, note }];
  });
}

/** What of a notification is lost, by all that was seen of it. */
function lossOf(own: readonly Fact[]): string | undefined {
  if (!own.some(({ kind }) => kind === 'told')) return undefined;
  const posts = own.filter((fact) => fact.kind === 'posted');
  const isDelivered = posts.some((post) => post.isDelivered);
  const letters = own.filter((fact) => fact.kind === 'letter').map(({ reason }) => reason);
  const gone = own.filter((fact) => fact.kind === 'dead_lettered').find(({ reason }) => !letters.includes(reason));
  if (gone) return `its dead letter is gone: ${gone.reason}`;
  // What Slack refuses in its rich form is kept in it, and delivered as plain text.
  if (!isDelivered && !letters.some((reason) => reason !== 'payload_refused'))
    return 'neither delivered nor dead-lettered';
  const isKept = letters.includes('payload_refused') || own.some(({ kind }) => kind === 'letter_denied');
  return isDelivered && isDegraded(posts) && !isKept ? 'Slack refused its rich form, which is not kept' : undefined;
}

/** Whether what was delivered is its plain text: Slack never takes the form, or did not from the one who delivered it. */
function isDegraded(posts: readonly Post[]): boolean {
  const alone = posts.filter(({ ids }) => ids.length === 1);
  const refusers = alone.filter(({ answer }) => answer === 'payload_refused').map(({ invocation }) => invocation);
  return (
    alone.some(({ answer }) => answer.startsWith('refused')) ||
    alone.some(({ isDelivered, invocation }) => isDelivered && refusers.includes(invocation))
  );
}

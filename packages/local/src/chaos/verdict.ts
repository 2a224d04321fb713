import { ALL_FAULTS, type FaultKind } from './fault-kinds.ts';
import { judgeDuplicates } from './judge-duplicates.ts';
import { factsById, judgeLetters } from './judge-letters.ts';
import { judgeOrder } from './judge-order.ts';
import type { Fact, Ledger } from './ledger.ts';
import { isChannelOf, type Notification, type Poison } from './notification.ts';

/** A broken promise about one notification. */
export interface Violation {
  kind: ViolationKind;
  id: string;
  note: string;
}

export const VIOLATIONS = [
  'lost',
  'unexplained duplicate',
  'out of order',
  'dead letter without a cause',
  'in the wrong place',
] as const;

export type ViolationKind = (typeof VIOLATIONS)[number];

/** What became of a run. */
export interface Verdict {
  sent: number;
  /** Of the sent ones: those that AWS delivered a second time. */
  sentTwice: number;
  delivered: number;
  posts: number;
  digests: number;
  /** How many by cause. */
  duplicates: ReadonlyMap<string, number>;
  /** How many by queue and reason. */
  letters: ReadonlyMap<string, number>;
  played: ReadonlyMap<FaultKind, number>;
  neverPlayed: readonly FaultKind[];
  violations: readonly Violation[];
}

/** Poison that nobody may see in a channel. */
const UNDELIVERABLE: ReadonlySet<Poison | undefined> = new Set<Poison>([
  'no_json',
  'wrong_environment',
  'bad_destination',
  'no_webhook',
]);

/** What the ledger says about all that was sent. */
export function judge(ledger: Ledger, notifications: readonly Notification[]): Verdict {
  const { facts, played } = ledger;
  const duplicates = judgeDuplicates(ledger);
  const posts = facts.filter((fact) => fact.kind === 'posted').filter(({ isDelivered }) => isDelivered);
  const told = Map.groupBy(
    facts.filter((fact) => fact.kind === 'told'),
    ({ id }) => id,
  );
  const violations: Violation[] = [
    ...judgeLoss(facts, notifications),
    ...duplicates
      .filter(({ cause }) => cause === undefined)
      .map(({ id }) => violation('unexplained duplicate', id, 'delivered again, though the sender could know')),
    ...judgeOrder(ledger).map(({ id, overtaken }) => violation('out of order', id, `posted before ${overtaken}`)),
    ...judgeLetters(ledger, notifications).map(({ id, queue, reason }) =>
      violation('dead letter without a cause', id, `${reason} in ${queue}`),
    ),
    ...judgePlaces(facts, notifications),
  ];
  return {
    sent: told.size,
    sentTwice: [...told.values()].filter(({ length }) => length > 1).length,
    delivered: new Set(posts.flatMap(({ ids }) => ids)).size,
    posts: posts.length,
    digests: posts.filter(({ ids }) => ids.length > 1).length,
    duplicates: countBy(duplicates.flatMap(({ cause }) => cause ?? [])),
    letters: countBy(facts.filter((fact) => fact.kind === 'letter').map(({ queue, reason }) => `${queue}: ${reason}`)),
    played,
    neverPlayed: ALL_FAULTS.filter((fault) => !played.has(fault)),
    violations,
  };
}

/** Notifications of which nothing is left, in no channel and in no dead-letter queue, or not all that should be. */
function judgeLoss(facts: readonly Fact[], notifications: readonly Notification[]): Violation[] {
  const byId = factsById(facts);
  return notifications.flatMap(({ id }) => {
    const note = lossOf(byId.get(id) ?? []);
    return note === undefined ? [] : [violation('lost', id, note)];
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
  const isRefused = posts.some(({ ids, answer }) => ids.length === 1 && answer.startsWith('refused'));
  const isKept = letters.includes('payload_refused') || own.some(({ kind }) => kind === 'letter_denied');
  return isRefused && isDelivered && !isKept ? 'Slack refused its rich form, which is not kept' : undefined;
}

/** What was delivered into another channel than its own, or should have been delivered nowhere. */
function judgePlaces(facts: readonly Fact[], notifications: readonly Notification[]): Violation[] {
  const known = new Map(notifications.map((notification) => [notification.id, notification]));
  return facts.flatMap((fact) => {
    if (fact.kind !== 'posted' || !fact.isDelivered) return [];
    const { channel, ids } = fact;
    if (ids.length === 0) return [violation('in the wrong place', channel, 'a post that tells of no notification')];
    return ids.flatMap((id) => {
      const { destination, poison } = known.get(id) ?? {};
      const isWelcome = destination && isChannelOf(destination, channel) && !UNDELIVERABLE.has(poison);
      return isWelcome ? [] : [violation('in the wrong place', id, `delivered to ${channel}`)];
    });
  });
}

const violation = (kind: ViolationKind, id: string, note: string): Violation => ({ kind, id, note });

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

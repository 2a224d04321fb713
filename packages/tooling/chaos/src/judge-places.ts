import type { Ledger } from './ledger.ts';
import { isChannelOf, type Notification, type Poison } from './notification.ts';

/** What stands in a channel and does not belong there; `nobody` is a post that tells of no notification. */
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

/** What was delivered into another channel than its own, or should have been delivered nowhere. */
export function judgePlaces({ facts }: Pick<Ledger, 'facts'>, notifications: readonly Notification[]): Stray[] {
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

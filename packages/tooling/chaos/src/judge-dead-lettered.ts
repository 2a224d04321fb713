import { DONE, type Fact, type FactLog, factsById } from './fact-log.ts';
import type { Outage } from './fault-kinds.ts';
import { type Notification, UNREACHABLE } from './notification.ts';

/** How often Lambda invokes a function with one event: once, and twice more when that fails. */
const ATTEMPTS = 3;

/** A state of a webhook that an operator ends by storing another webhook. */
type Repaired = 'placeholder' | 'revoked';

/** What a dead-lettered message is judged by: its notification, and what was seen of that and of its channel. */
interface Case {
  readonly notification: Notification;
  /** Facts about the notification. */
  readonly own: readonly Fact[];
  /** The number of this message among those of its notification with this reason in this queue, from 1. */
  readonly nth: number;
  /** Facts of the whole run. */
  readonly facts: readonly Fact[];
  /** Whether an invocation dead-lettered it that could still find the webhook in this state. */
  met(state: Repaired): boolean;
}

/** Whether there was cause to dead-letter a message, by the reason that it was given. */
const CAUSES: Record<string, (of: Case) => boolean> = {
  malformed_message: ({ notification: { poison } }) => poison === 'no_json' || poison === 'bad_destination',
  wrong_environment: ({ notification: { poison } }) => poison === 'wrong_environment',
  webhook_missing: ({ notification: { poison } }) => poison === 'no_webhook',
  webhook_placeholder: ({ met }) => met('placeholder'),
  // Ten minutes are no half hour: only where there was no webhook before may the last answer be the denial.
  webhook_denied: ({ met, facts }) => met('placeholder') && hasBegun('webhook_reads_denied', facts),
  // At the last receive a message has the reason of the one before it.
  not_slack: ({ notification: { destination }, own, facts }) =>
    destination === UNREACHABLE &&
    wasTriedForHalfAnHour(facts) &&
    (answers(own).includes('edge_html_long') || receives(own) >= MAX_RECEIVES),
  destination_refused: ({ own, met }) => met('revoked') && answers(own).includes('webhook_revoked'),
  payload_refused: ({ notification: { poison }, own }) =>
    poison === 'refused_block' || poison === 'unanswered_block' || refusals(own) > 0,
  plain_text_refused: ({ own }) => answersAlone(own).includes('payload_refused') && refusals(own) > 1,
  // SQS moved it: the sender had dead-lettered it at the last receive and did not hear of it, or the queue did not delete it.
  none: ({ own }) =>
    receives(own) >= MAX_RECEIVES &&
    !isDeleted(own) &&
    own.some((fact) => fact.kind === 'dead_lettered' && fact.reason !== 'none'),
  RetriesExhausted: ({ own, nth }) =>
    own.filter((fact) => fact.kind === 'handler_failed' && fact.fault !== undefined).length >= ATTEMPTS * nth,
};

/** A dead-lettered message that nothing explains, or the second one for the same reason. */
export interface Unexplained {
  readonly id: string;
  readonly queue: string;
  readonly reason: string;
}

/**
 * Returns the messages found in dead-letter queues at the end that should not be there. Only Lambda may dead-letter the same
 * event again, for it may have been delivered again.
 */
export function judgeDeadLettered(
  { facts }: Pick<FactLog, 'facts'>,
  notifications: readonly Notification[],
): Unexplained[] {
  const known = new Map(notifications.map((notification) => [notification.id, notification]));
  const ownFacts = factsById(facts);
  const counts = new Map<string, number>();
  return facts.flatMap((fact) => {
    if (fact.kind !== 'found_dead_lettered') return [];
    const { id, queue, reason } = fact;
    const key = `${id} ${queue} ${reason}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    const notification = known.get(id);
    if (notification && (nth === 1 || reason === 'RetriesExhausted')) {
      const own = ownFacts.get(id) ?? [];
      const met = (state: Repaired) => metWebhook(state, notification, writerOf(own, reason), facts);
      if (CAUSES[reason]?.({ notification, own, nth, facts, met })) return [];
    }
    return [{ id, queue, reason }];
  });
}

/** How often the queue lets a message be received, as `infra/modules/slack_queue` sets it. */
const MAX_RECEIVES = 50;

function receives(own: readonly Fact[]): number {
  return own.filter(({ kind }) => kind === 'began').length;
}

/** Returns whether the queue deleted the message after its last receive. */
function isDeleted(own: readonly Fact[]): boolean {
  const last = own.filter(({ kind }) => kind === 'ended' || kind === 'delete_denied').at(-1);
  return last?.kind === 'ended' && last.outcome === DONE;
}

function hasBegun(outage: Outage, facts: readonly Fact[]): boolean {
  return facts.some((fact) => fact.kind === 'outage' && fact.outage === outage);
}

/** How often a channel is tried at least in half an hour: no try counts for more than 200 s. */
const FEWEST_TRIES = 10;

/** Returns whether a page of HTML answered for half an hour before a message was dead-lettered because of it. */
function wasTriedForHalfAnHour(facts: readonly Fact[]): boolean {
  const first = facts.findIndex((fact) => fact.kind === 'dead_lettered' && fact.reason === 'not_slack');
  const before = facts.slice(0, first).filter((fact) => fact.kind === 'posted' && fact.answer === 'edge_html_long');
  return before.length >= FEWEST_TRIES;
}

/** Returns the invocation that dead-lettered the message. */
function writerOf(own: readonly Fact[], reason: string): number | undefined {
  return own.filter((fact) => fact.kind === 'dead_lettered').find((fact) => fact.reason === reason)?.invocation;
}

/** Returns whether the invocation began before the webhook that was in this state was repaired. */
function metWebhook(
  state: Repaired,
  { destination }: Notification,
  invocation: number | undefined,
  facts: readonly Fact[],
): boolean {
  const began = facts.findIndex((fact) => fact.kind === 'began' && fact.invocation === invocation);
  const isOf = (fact: Fact, wanted: string) =>
    fact.kind === 'webhook' && fact.destination === destination && fact.state === wanted;
  const begin = facts.findIndex((fact) => isOf(fact, state));
  const end = facts.findIndex((fact, index) => index > begin && isOf(fact, 'stored'));
  return began >= 0 && begin >= 0 && (end < 0 || began < end);
}

/** Returns how often Slack refused the form of a good message: at once, or by answering a second time with an empty 500. */
function refusals(own: readonly Fact[]): number {
  const alone = answersAlone(own);
  return count(alone, 'payload_refused') + Math.floor(count(alone, 'empty_500') / 2);
}

/** Returns the answers to posts that held nothing but the notification: a digest's answer says nothing about its form. */
function answersAlone(own: readonly Fact[]): string[] {
  return own.flatMap((fact) => (fact.kind === 'posted' && fact.ids.length === 1 ? [fact.answer] : []));
}

function answers(own: readonly Fact[]): string[] {
  return own.flatMap((fact) => (fact.kind === 'posted' ? [fact.answer] : []));
}

function count(all: readonly string[], wanted: string): number {
  return all.filter((answer) => answer === wanted).length;
}

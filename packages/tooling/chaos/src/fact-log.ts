import type { FaultKind, LostEvent, Outage } from './fault-kinds.ts';

/** One thing that was seen from outside, between AWS, the functions and Slack. Its `id` or `ids` name notifications. */
export type Fact =
  /** It was published, by AWS or by whoever sends to the queue; twice where an event is delivered twice. */
  | { readonly kind: 'published'; readonly id: string }
  /** AWS lost one of its two events, and delivers the other one. */
  | { readonly kind: 'event_lost'; readonly id: string; readonly event: LostEvent }
  /** SQS took it. The same message again has the same sequence number. */
  | { readonly kind: 'enqueued'; readonly id: string; readonly group: string; readonly sequence: string }
  /** An invocation of a handler failed with it; `fault` is the last one that was played on it. */
  | { readonly kind: 'handler_failed'; readonly id: string; readonly fault: FaultKind | undefined }
  /** The sender was invoked with these messages. */
  | { readonly kind: 'began'; readonly invocation: number; readonly ids: readonly string[] }
  /** The invocation ended; `outcome` is what it reported of these messages, or its error. */
  | { readonly kind: 'ended'; readonly invocation: number; readonly ids: readonly string[]; readonly outcome: string }
  /** Chaos killed the process of the invocation. */
  | { readonly kind: 'killed'; readonly invocation: number; readonly ids: readonly string[] }
  | Post
  /** The sender reported these as done, and the queue did not delete them. */
  | { readonly kind: 'delete_denied'; readonly invocation: number; readonly ids: readonly string[] }
  /** A dead-letter queue took it. */
  | {
      readonly kind: 'dead_lettered';
      readonly id: string;
      readonly invocation: number | undefined;
      readonly reason: string;
    }
  | { readonly kind: 'dead_lettering_denied'; readonly id: string }
  | { readonly kind: 'webhook'; readonly destination: string; readonly state: 'placeholder' | 'revoked' | 'stored' }
  | { readonly kind: 'outage'; readonly outage: Outage; readonly state: 'began' | 'over' }
  /** It was in a dead-letter queue at the end. */
  | { readonly kind: 'found_dead_lettered'; readonly id: string; readonly queue: string; readonly reason: string };

/** What an invocation reports of a message. */
export const DONE = 'done';
export const TO_RETRY = 'to be tried again';

/** A post to Slack as Slack saw it. */
export interface Post {
  readonly kind: 'posted';
  /** The sender's invocation that it came from. */
  readonly invocation: number | undefined;
  /** The notifications in it, in their order: several in a digest. */
  readonly ids: readonly string[];
  readonly channel: string;
  /** Whether it stands in the channel. */
  readonly isDelivered: boolean;
  /** Whether the sender got an answer. */
  readonly isAnswered: boolean;
  /** `ok`, the fault, or what Slack did not like. */
  readonly answer: string;
}

/** All facts in the order in which they were seen, and how often each fault was played. */
export interface FactLog {
  readonly facts: readonly Fact[];
  readonly played: ReadonlyMap<FaultKind, number>;
}

/** A log that is being written. */
export interface FactLogWriter extends FactLog {
  record(fact: Fact): void;
  play(fault: FaultKind): void;
  /** Returns how many notifications were published and have neither been delivered nor dead-lettered. */
  waiting(): number;
}

/** Opens an empty log. */
export function openFactLog(): FactLogWriter {
  const facts: Fact[] = [];
  const played = new Map<FaultKind, number>();
  const waiting = new Set<string>();
  const finished = new Set<string>();
  const finish = (id: string) => {
    finished.add(id);
    waiting.delete(id);
  };
  const record = (fact: Fact) => {
    facts.push(fact);
    if (fact.kind === 'published' && !finished.has(fact.id)) waiting.add(fact.id);
    if (fact.kind === 'dead_lettered') finish(fact.id);
    if (fact.kind === 'posted' && fact.isDelivered) fact.ids.forEach(finish);
  };
  const play = (fault: FaultKind) => played.set(fault, (played.get(fault) ?? 0) + 1);
  return { facts, played, record, play, waiting: () => waiting.size };
}

/** Returns the ids of the notifications that a fact is about. */
export function idsOf(fact: Fact): readonly string[] {
  if ('ids' in fact) return fact.ids;
  return 'id' in fact ? [fact.id] : [];
}

/** Returns the facts about each notification, in order. */
export function factsById(facts: readonly Fact[]): Map<string, Fact[]> {
  const byId = new Map<string, Fact[]>();
  for (const fact of facts) {
    for (const id of idsOf(fact)) {
      const own = byId.get(id);
      if (own) own.push(fact);
      else byId.set(id, [fact]);
    }
  }
  return byId;
}

import type { FaultKind } from './fault-kinds.ts';

/** One thing that was seen, from outside: between AWS, the functions and Slack. */
export type Fact =
  /** AWS, or somebody else, was told; twice where an event is delivered twice. */
  | { kind: 'told'; id: string }
  /** The queue has it. The same message again has the same sequence number. */
  | { kind: 'enqueued'; id: string; group: string; sequence: string }
  /** A handler's invocation with it failed; `fault` is the last one that was played on it. */
  | { kind: 'handler_failed'; id: string; fault: FaultKind | undefined }
  /** The sender was invoked with these messages. */
  | { kind: 'began'; invocation: number; ids: readonly string[] }
  /** `outcome` is what it reported of them, or its error. */
  | { kind: 'ended'; invocation: number; ids: readonly string[]; outcome: string }
  /** Somebody ended the process of the invocation. */
  | { kind: 'killed'; invocation: number; ids: readonly string[] }
  | Post
  /** They were reported as done, and the queue did not delete them. */
  | { kind: 'delete_denied'; invocation: number; ids: readonly string[] }
  /** A dead-letter queue has it. */
  | { kind: 'dead_lettered'; id: string; invocation: number | undefined; reason: string }
  | { kind: 'letter_denied'; id: string }
  | { kind: 'webhook'; destination: string; state: 'placeholder' | 'revoked' | 'stored' }
  /** It was in a dead-letter queue at the end. */
  | { kind: 'letter'; id: string; queue: string; reason: string };

/** What an invocation reports of a message. */
export const DONE = 'done';
export const RETURNED = 'to be tried again';

/** A post to Slack as Slack saw it. */
export interface Post {
  kind: 'posted';
  /** The sender's invocation that it came from. */
  invocation: number | undefined;
  /** The notifications in it, in their order: several in a digest. */
  ids: readonly string[];
  channel: string;
  /** Whether it stands in the channel. */
  isDelivered: boolean;
  /** Whether the sender got an answer. */
  isAnswered: boolean;
  /** `ok`, the fault, or what Slack did not like. */
  answer: string;
}

/** What was seen in the order in which it was seen, and the faults that were played. */
export interface Ledger {
  facts: readonly Fact[];
  played: ReadonlyMap<FaultKind, number>;
}

/** A ledger while it is written. */
export interface LedgerBook extends Ledger {
  record(fact: Fact): void;
  play(fault: FaultKind): void;
  /** How many notifications were told and have neither been delivered nor dead-lettered. */
  waiting(): number;
}

/** An empty ledger. */
export function openLedger(): LedgerBook {
  const facts: Fact[] = [];
  const played = new Map<FaultKind, number>();
  const waiting = new Set<string>();
  const settled = new Set<string>();
  const settle = (id: string) => {
    settled.add(id);
    waiting.delete(id);
  };
  const record = (fact: Fact) => {
    facts.push(fact);
    if (fact.kind === 'told' && !settled.has(fact.id)) waiting.add(fact.id);
    if (fact.kind === 'dead_lettered') settle(fact.id);
    if (fact.kind === 'posted' && fact.isDelivered) fact.ids.forEach(settle);
  };
  const play = (fault: FaultKind) => played.set(fault, (played.get(fault) ?? 0) + 1);
  return { facts, played, record, play, waiting: () => waiting.size };
}

/** The notifications that a fact is about. */
export function idsOf(fact: Fact): readonly string[] {
  if ('ids' in fact) return fact.ids;
  return 'id' in fact ? [fact.id] : [];
}

/** What was seen of each notification, in order. */
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

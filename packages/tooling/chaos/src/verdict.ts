import { type Batches, countBatches } from './count-batches.ts';
import { ALL_FAULTS, type FaultKind } from './fault-kinds.ts';
import { judgeDuplicates } from './judge-duplicates.ts';
import { judgeLetters } from './judge-letters.ts';
import { judgeLoss } from './judge-loss.ts';
import { judgeOrder } from './judge-order.ts';
import { judgePlaces } from './judge-places.ts';
import { judgeReports } from './judge-reports.ts';
import type { Ledger } from './ledger.ts';
import type { Notification } from './notification.ts';

/** A broken promise about one notification. */
export interface Violation {
  readonly kind: ViolationKind;
  readonly id: string;
  readonly note: string;
  /** The other one that it takes to understand it. */
  readonly other?: string;
}

export const VIOLATIONS = [
  'lost',
  'unexplained duplicate',
  'out of order',
  'reported too early',
  'dead letter without a cause',
  'in the wrong place',
] as const;

export type ViolationKind = (typeof VIOLATIONS)[number];

/** What became of a run. */
export interface Verdict {
  readonly sent: number;
  /** Of the sent ones: those that AWS delivered a second time. */
  readonly sentTwice: number;
  readonly delivered: number;
  readonly posts: number;
  readonly digests: number;
  readonly batches: Batches;
  /** How many by cause. */
  readonly duplicates: ReadonlyMap<string, number>;
  /** How many by queue and reason. */
  readonly letters: ReadonlyMap<string, number>;
  readonly played: ReadonlyMap<FaultKind, number>;
  readonly neverPlayed: readonly FaultKind[];
  readonly violations: readonly Violation[];
}

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
    ...judgeLoss(ledger, notifications).map(({ id, note }) => violation('lost', id, note)),
    ...duplicates
      .filter(({ cause }) => cause === undefined)
      .map(({ id }) => violation('unexplained duplicate', id, 'delivered again, though the sender could know')),
    ...judgeOrder(ledger).map(({ id, overtaken: other }) => ({
      ...violation('out of order', id, `posted before ${other}`),
      other,
    })),
    ...judgeReports(ledger).map(({ id, note }) => violation('reported too early', id, note)),
    ...judgeLetters(ledger, notifications).map(({ id, queue, reason }) =>
      violation('dead letter without a cause', id, `${reason} in ${queue}`),
    ),
    ...judgePlaces(ledger, notifications).map(({ id, channel }) =>
      violation('in the wrong place', id, `delivered to ${channel}`),
    ),
  ];
  return {
    sent: told.size,
    sentTwice: [...told.values()].filter(({ length }) => length > 1).length,
    delivered: new Set(posts.flatMap(({ ids }) => ids)).size,
    posts: posts.length,
    digests: posts.filter(({ ids }) => ids.length > 1).length,
    batches: countBatches(ledger),
    duplicates: countBy(duplicates.flatMap(({ cause }) => cause ?? [])),
    letters: countBy(facts.filter((fact) => fact.kind === 'letter').map(({ queue, reason }) => `${queue}: ${reason}`)),
    played,
    neverPlayed: ALL_FAULTS.filter((fault) => !played.has(fault)),
    violations,
  };
}

function violation(kind: ViolationKind, id: string, note: string): Violation {
  return { kind, id, note };
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

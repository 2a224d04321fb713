import type { FactLog } from './fact-log.ts';
import { ALL_FAULTS, type FaultKind } from './fault-kinds.ts';
import { judgeDeadLettered } from './judge-dead-lettered.ts';
import { judgeChannels, judgeDuplicates, judgeLoss } from './judge-deliveries.ts';
import { judgeOrder, judgeReports } from './judge-order.ts';
import { type Notification, reportedDestination } from './notification.ts';

/** A broken promise about one notification. */
export interface Violation {
  readonly kind: ViolationKind;
  readonly id: string;
  readonly note: string;
  /** The other notification whose history explains it. */
  readonly other?: string;
}

export const VIOLATIONS = [
  'lost',
  'unexplained duplicate',
  'out of order',
  'reported too early',
  'dead-lettered without a cause',
  'in the wrong channel',
] as const;

export type ViolationKind = (typeof VIOLATIONS)[number];

/** What became of a run. */
export interface Verdict {
  readonly sent: number;
  /** How many of those AWS delivered a second time. */
  readonly sentTwice: number;
  readonly delivered: number;
  /** How many destinations Shipbell itself reported, because nothing could be delivered there. */
  readonly destinationsReported: number;
  readonly posts: number;
  readonly digests: number;
  readonly batches: Batches;
  /** How many by cause. */
  readonly duplicates: ReadonlyMap<string, number>;
  /** How many by queue and reason. */
  readonly deadLettered: ReadonlyMap<string, number>;
  readonly played: ReadonlyMap<FaultKind, number>;
  readonly neverPlayed: readonly FaultKind[];
  readonly violations: readonly Violation[];
}

/** Judges a run by its log: what became of all that was published, and which promises were broken. */
export function judge(log: FactLog, notifications: readonly Notification[]): Verdict {
  const { facts, played } = log;
  const duplicates = judgeDuplicates(log);
  const posts = facts.filter((fact) => fact.kind === 'posted').filter(({ isDelivered }) => isDelivered);
  const delivered = [...new Set(posts.flatMap(({ ids }) => ids))];
  const published = Map.groupBy(
    facts.filter((fact) => fact.kind === 'published'),
    ({ id }) => id,
  );
  const violations: Violation[] = [
    ...judgeLoss(log, notifications).map(({ id, note }) => violation('lost', id, note)),
    ...duplicates
      .filter(({ cause }) => cause === undefined)
      .map(({ id }) => violation('unexplained duplicate', id, 'delivered again, though the sender could know')),
    ...judgeOrder(log).map(({ id, overtaken: other }) => ({
      ...violation('out of order', id, `posted before ${other}`),
      other,
    })),
    ...judgeReports(log).map(({ id, note }) => violation('reported too early', id, note)),
    ...judgeDeadLettered(log, notifications).map(({ id, queue, reason }) =>
      violation('dead-lettered without a cause', id, `${reason} in ${queue}`),
    ),
    ...judgeChannels(log, notifications).map(({ id, channel }) =>
      violation('in the wrong channel', id, `delivered to ${channel}`),
    ),
  ];
  return {
    sent: published.size,
    sentTwice: [...published.values()].filter(({ length }) => length > 1).length,
    delivered: delivered.filter((id) => reportedDestination(id) === undefined).length,
    destinationsReported: delivered.filter((id) => reportedDestination(id) !== undefined).length,
    posts: posts.length,
    digests: posts.filter(({ ids }) => ids.length > 1).length,
    batches: countBatches(log),
    duplicates: countBy(duplicates.flatMap(({ cause }) => cause ?? [])),
    deadLettered: countBy(
      facts.filter((fact) => fact.kind === 'found_dead_lettered').map(({ queue, reason }) => `${queue}: ${reason}`),
    ),
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

/** Batches of the sender that held several messages of one group. */
export interface Batches {
  readonly ofSeveral: number;
  /** How many of those were killed in the middle. */
  readonly killed: number;
}

/** Counts the batches in which order was at stake. */
function countBatches({ facts }: Pick<FactLog, 'facts'>): Batches {
  const groups = new Map(facts.flatMap((fact) => (fact.kind === 'enqueued' ? [[fact.id, fact.group]] : [])));
  const isOfSeveral = ({ ids }: { ids: readonly string[] }) => {
    const known = ids.flatMap((id) => groups.get(id) ?? []);
    return new Set(known).size < known.length;
  };
  return {
    ofSeveral: facts.filter((fact) => fact.kind === 'began').filter(isOfSeveral).length,
    killed: facts.filter((fact) => fact.kind === 'killed').filter(isOfSeveral).length,
  };
}

import { type Fact, idsOf, type Ledger } from './ledger.ts';
import { settles } from './settles.ts';

/** A post of a message before one that was sent ahead of it was settled. */
export interface Overtaking {
  readonly id: string;
  /** The one that was overtaken. */
  readonly overtaken: string;
}

/** A message group: its messages in the order in which the queue took them, and how far they are settled. */
interface Group {
  readonly ids: string[];
  /** All before this position are settled. */
  settledTo: number;
}

/**
 * Every post, delivered or not, of a message while another that the queue took before it in its group has neither been
 * answered by Slack with `ok` nor been put on the dead-letter queue: nothing may overtake what the sender cannot know to
 * be done. Within a digest the order is that of its lines. Who has been overtaken tells of it once: one that is lost is
 * overtaken by all that come after it.
 */
export function judgeOrder({ facts }: Pick<Ledger, 'facts'>): Overtaking[] {
  const groups = groupsOf(facts);
  const settled = new Set<string>();
  const overtakings = new Map<string, Overtaking>();
  for (const fact of facts) {
    for (const overtaking of fact.kind === 'posted' ? overtakenBy(fact.ids, groups, settled) : []) {
      if (!overtakings.has(overtaking.overtaken)) overtakings.set(overtaking.overtaken, overtaking);
    }
    for (const id of settles(fact) ? idsOf(fact) : []) settled.add(id);
  }
  return [...overtakings.values()];
}

function groupsOf(facts: readonly Fact[]): Map<string, { group: Group; position: number }> {
  const sequences = new Map<string, { group: string; sequence: string }>();
  for (const fact of facts) if (fact.kind === 'enqueued' && !sequences.has(fact.id)) sequences.set(fact.id, fact);
  const places = new Map<string, { group: Group; position: number }>();
  const byGroup = Map.groupBy(sequences, ([, { group }]) => group);
  for (const messages of byGroup.values()) {
    const ids = messages.toSorted(([, a], [, b]) => Number(BigInt(a.sequence) - BigInt(b.sequence))).map(([id]) => id);
    const group = { ids, settledTo: 0 };
    for (const [position, id] of ids.entries()) places.set(id, { group, position });
  }
  return places;
}

function overtakenBy(
  posted: readonly string[],
  places: ReturnType<typeof groupsOf>,
  settled: ReadonlySet<string>,
): Overtaking[] {
  const before = new Set<string>();
  return posted.flatMap((id) => {
    const place = places.get(id);
    if (place === undefined) return [];
    const { group, position } = place;
    while (settled.has(group.ids[group.settledTo] ?? '')) group.settledTo += 1;
    const ahead = group.ids.slice(group.settledTo, position);
    const overtaken = ahead.find((earlier) => !settled.has(earlier) && !before.has(earlier));
    before.add(id);
    return overtaken === undefined ? [] : [{ id, overtaken }];
  });
}

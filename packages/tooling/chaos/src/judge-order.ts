import { DONE, type Fact, type FactLog, idsOf, TO_RETRY } from './fact-log.ts';

/** A message that was posted before another one, which the queue had taken earlier, was settled. */
export interface Overtaking {
  readonly id: string;
  /** The one that was overtaken. */
  readonly overtaken: string;
}

/** A message group: its messages in the order in which the queue took them, and how far they are settled. */
interface Group {
  readonly ids: string[];
  /** All before this position are settled. */
  // biome-ignore lint/plugin: moves on as messages are settled.
  settledTo: number;
}

/**
 * Returns every post, delivered or not, of a message while another that the queue took before it in its group had neither been
 * answered by Slack with `ok` nor been put on the dead-letter queue: nothing may overtake what the sender cannot know to
 * be done. Within a digest the order is that of its lines. A message counts as overtaken once: one that is lost is
 * overtaken by all that come after it.
 */
export function judgeOrder({ facts }: Pick<FactLog, 'facts'>): Overtaking[] {
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
  const positions = new Map<string, { group: Group; position: number }>();
  const byGroup = Map.groupBy(sequences, ([, { group }]) => group);
  for (const messages of byGroup.values()) {
    const ids = messages.toSorted(([, a], [, b]) => Number(BigInt(a.sequence) - BigInt(b.sequence))).map(([id]) => id);
    const group = { ids, settledTo: 0 };
    for (const [position, id] of ids.entries()) positions.set(id, { group, position });
  }
  return positions;
}

function overtakenBy(
  posted: readonly string[],
  positions: ReturnType<typeof groupsOf>,
  settled: ReadonlySet<string>,
): Overtaking[] {
  const before = new Set<string>();
  return posted.flatMap((id) => {
    const found = positions.get(id);
    if (found === undefined) return [];
    const { group, position } = found;
    while (settled.has(group.ids[group.settledTo] ?? '')) group.settledTo += 1;
    const ahead = group.ids.slice(group.settledTo, position);
    const overtaken = ahead.find((earlier) => !settled.has(earlier) && !before.has(earlier));
    before.add(id);
    return overtaken === undefined ? [] : [{ id, overtaken }];
  });
}

/** A message that an invocation of the sender reported as done when it was not, or posted after its report. */
export interface EarlyReport {
  readonly id: string;
  readonly note: string;
}

/**
 * Returns the messages that were reported as done before the sender could know it, and messages that were posted after they had been
 * reported: Lambda freezes a process that has answered, and the queue delivers what was returned to it to another process, so
 * such a post is wrong even where it did no harm. A killed process has reported nothing, and its last posts may still be on
 * their way.
 */
export function judgeReports({ facts }: Pick<FactLog, 'facts'>): EarlyReport[] {
  const settled = new Set<string>();
  const reported = new Set<string>();
  const early: EarlyReport[] = [];
  for (const fact of facts) {
    const isReport = fact.kind === 'ended' && (fact.outcome === DONE || fact.outcome === TO_RETRY);
    for (const id of idsOf(fact)) {
      if (fact.kind === 'posted' && reported.has(`${fact.invocation} ${id}`))
        early.push({ id, note: 'posted when its invocation had ended' });
      if (isReport && fact.outcome === DONE && !settled.has(id))
        early.push({ id, note: 'reported as done when it was not' });
      if (isReport) reported.add(`${fact.invocation} ${id}`);
      if (settles(fact)) settled.add(id);
    }
  }
  return early;
}

/**
 * Returns whether the sender knows by this fact that a message is done, and may go on to the next one. A payload that was
 * refused is not done: its plain text is still to come.
 */
function settles(fact: Fact): boolean {
  if (fact.kind === 'dead_lettered') return fact.reason !== 'payload_refused';
  return fact.kind === 'posted' && fact.isDelivered && fact.isAnswered;
}

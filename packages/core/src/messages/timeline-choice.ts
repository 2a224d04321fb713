import { STATE_OUTCOMES, type StateLine } from '../reports/state-line.ts';

/**
 * Indexes of the lines that matter, at most `room`: the one that made the execution fail, then the worst outcome first,
 * then the longest, each with the containers that it ran in. A line whose containers do not fit as well is left out, and
 * so are those of an earlier attempt where there are others.
 */
export function chooseLines(
  lines: readonly StateLine[],
  room: number,
  culprit: number | undefined,
): ReadonlySet<number> {
  const chosen = new Set<number>();
  for (const index of byImportance(lines, culprit)) {
    if (chosen.size >= room) break;
    const group = withContainers(lines, index, chosen, room);
    if (chosen.size + group.length > room) continue;
    for (const member of group) chosen.add(member);
  }
  return chosen;
}

function byImportance(lines: readonly StateLine[], culprit: number | undefined): number[] {
  const rank = lines.map(({ outcome }, index) => (index === culprit ? -1 : STATE_OUTCOMES.indexOf(outcome)));
  const busy = lines.map((line) => line.busy ?? 0);
  const allEarlier = lines.every((line) => line.earlier);
  return [...lines.keys()]
    .filter((index) => allEarlier || !lines[index]?.earlier)
    .sort((one, other) => (rank[one] ?? 0) - (rank[other] ?? 0) || (busy[other] ?? 0) - (busy[one] ?? 0));
}

/** The line and those of its containers that are not chosen yet; no more of them than are needed to see that they do not fit. */
function withContainers(
  lines: readonly StateLine[],
  index: number,
  chosen: ReadonlySet<number>,
  room: number,
): number[] {
  const group: number[] = [];
  for (let member: number | undefined = index; member !== undefined && !chosen.has(member); ) {
    group.push(member);
    if (group.length > room) break;
    member = parentOf(lines, member);
  }
  return group;
}

/** The line's container, which comes before it. */
export function parentOf(lines: readonly StateLine[], index: number): number | undefined {
  const parent = lines[index]?.parent;
  return parent !== undefined && parent < index && lines[parent] ? parent : undefined;
}

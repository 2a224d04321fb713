import { type ExecutionReport, STATE_OUTCOMES, type StateLine } from '../../../reports/execution-report.ts';
import { codeBlock, type Mrkdwn } from '../../../slack/text.ts';
import { axisOf, legend } from './timeline-bar.ts';
import { countOutcomes, layOut, lineNotes, type TimelineRow, tally } from './timeline-rows.ts';

/** A phone shows about this many lines without scrolling twice. */
const MAX_LINES = 20;

type Timed = Pick<ExecutionReport, 'lines' | 'startedAt' | 'endedAt' | 'failure'>;

/**
 * Where the time went and where it broke, as a fixed-width block of at most `max` characters: a line for each state with
 * its bar on one common axis, at most twenty that matter most, and then the others summed up. Undefined where there is
 * no line.
 */
export function timeline(report: Timed, max: number): Mrkdwn | undefined {
  if (report.lines.length === 0) return undefined;
  for (let room = MAX_LINES; room > 0; room -= 1) {
    const block = codeBlock(draw(report, room));
    if (block.mrkdwn.length <= max) return block;
  }
  return codeBlock(sumUp(report.lines, new Set()).join('\n'));
}

function draw(report: Timed, room: number): string {
  const { lines, failure } = report;
  const current = lines.filter((line) => !line.earlier).length || lines.length;
  const chosen = chooseLines(lines, current > room ? room - 1 : room, failure?.line);
  const rows = layOut(toRows(lines, chosen), axisOf(report));
  const key = legend(rows.map(({ bar }) => bar));
  return [...rows.map(({ text }) => text), ...sumUp(lines, chosen), ...(key ? [key] : [])].join('\n');
}

/** In the order of the report. From the last to the first, for what a line tells its containers need not. */
function toRows(lines: readonly StateLine[], chosen: ReadonlySet<number>): TimelineRow[] {
  const told = new Set<string>();
  const rows: TimelineRow[] = [];
  for (const index of [...chosen].sort((one, other) => other - one)) {
    const line = lines[index];
    if (line === undefined) continue;
    const error = line.errors.at(-1);
    rows.push({ line, depth: depthOf(lines, index), notes: lineNotes(line, told.has(`${index} ${error}`)) });
    told.add(`${parentOf(lines, index)} ${error}`);
  }
  return rows.reverse();
}

function depthOf(lines: readonly StateLine[], index: number): number {
  const parent = parentOf(lines, index);
  return parent === undefined ? 0 : 1 + depthOf(lines, parent);
}

function sumUp(lines: readonly StateLine[], chosen: ReadonlySet<number>): string[] {
  const left = lines.filter((_line, index) => !chosen.has(index));
  const earlier = left.filter((line) => line.earlier);
  const others = left.filter((line) => !line.earlier);
  const states = others.length === 1 ? 'state' : 'states';
  const count = chosen.size > 0 ? `… and ${others.length} more ${states}` : `${others.length} ${states}`;
  return [
    ...(others.length > 0 ? [`${count}: ${tally(countOutcomes(others))}`] : []),
    ...(earlier.length > 0 ? [`Before the redrive: ${tally(countOutcomes(earlier))}`] : []),
  ];
}

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

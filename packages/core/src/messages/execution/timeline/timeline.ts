import { type ExecutionReport, STATE_OUTCOMES, type StateLine } from '../../../reports/execution-report.ts';
import { codeBlock, type Mrkdwn } from '../../../slack/text.ts';
import { axisOf, legend } from './timeline-bar.ts';
import { countOutcomes, layOut, lineNotes, type TimelineRow, tally } from './timeline-rows.ts';

/** The most lines of a timeline: a phone shows about as many without scrolling twice. */
const MAX_LINES = 20;

type Timed = Pick<ExecutionReport, 'lines' | 'startedAt' | 'endedAt' | 'failure'>;

/**
 * Returns the timeline of an execution as a fixed-width block of at most `max` characters: a line for each state with its
 * bar on one common axis, at most twenty of the most important ones, and then the sums of the others. Undefined where the
 * report has no line.
 */
export function timeline(report: Timed, max: number): Mrkdwn | undefined {
  if (report.lines.length === 0) return undefined;
  for (let maxLines = MAX_LINES; maxLines > 0; maxLines -= 1) {
    const block = codeBlock(draw(report, maxLines));
    if (block.mrkdwn.length <= max) return block;
  }
  return codeBlock(sumUp(report.lines, new Set()).join('\n'));
}

function draw(report: Timed, maxLines: number): string {
  const { lines, failure } = report;
  const current = lines.filter((line) => !line.earlier).length || lines.length;
  const chosen = chooseLines(lines, current > maxLines ? maxLines - 1 : maxLines, failure?.line);
  const rows = layOut(toRows(lines, chosen), axisOf(report));
  const key = legend(rows.map(({ bar }) => bar));
  return [...rows.map(({ text }) => text), ...sumUp(lines, chosen), ...(key ? [key] : [])].join('\n');
}

/**
 * Returns the chosen lines as rows in the order of the report. The states inside a container come after it, so the rows are
 * made from the last to the first: a container does not repeat the error of a state inside it.
 */
function toRows(lines: readonly StateLine[], chosen: ReadonlySet<number>): TimelineRow[] {
  const reported = new Set<string>();
  const rows: TimelineRow[] = [];
  for (const index of [...chosen].sort((one, other) => other - one)) {
    const line = lines[index];
    if (line === undefined) continue;
    const error = line.errors.at(-1);
    const parent = parentOf(lines, index);
    rows.push({
      line,
      depth: depthOf(lines, index),
      container: parent === undefined ? undefined : lines[parent],
      notes: lineNotes(line, reported.has(`${index} ${error}`)),
    });
    reported.add(`${parent} ${error}`);
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
 * Returns the indexes of the most important lines, at most `max`: first the one that made the execution fail, then by the
 * worst outcome, then by the longest time, each with the containers in which it ran. It leaves out a line whose containers
 * do not fit, and the lines of an earlier attempt where there are others.
 */
export function chooseLines(
  lines: readonly StateLine[],
  max: number,
  culprit: number | undefined,
): ReadonlySet<number> {
  const chosen = new Set<number>();
  for (const index of byImportance(lines, culprit)) {
    if (chosen.size >= max) break;
    const group = withContainers(lines, index, chosen, max);
    if (chosen.size + group.length > max) continue;
    for (const member of group) chosen.add(member);
  }
  return chosen;
}

function byImportance(lines: readonly StateLine[], culprit: number | undefined): number[] {
  const rank = lines.map(({ outcome }, index) => (index === culprit ? -1 : STATE_OUTCOMES.indexOf(outcome)));
  const busyMs = lines.map((line) => line.busyMs ?? 0);
  const allEarlier = lines.every((line) => line.earlier);
  return [...lines.keys()]
    .filter((index) => allEarlier || !lines[index]?.earlier)
    .sort((one, other) => (rank[one] ?? 0) - (rank[other] ?? 0) || (busyMs[other] ?? 0) - (busyMs[one] ?? 0));
}

/**
 * Returns the line and those of its containers that are not chosen yet; it stops at `max` + 1, when they cannot fit.
 */
function withContainers(
  lines: readonly StateLine[],
  index: number,
  chosen: ReadonlySet<number>,
  max: number,
): number[] {
  const group: number[] = [];
  for (let member: number | undefined = index; member !== undefined && !chosen.has(member); ) {
    group.push(member);
    if (group.length > max) break;
    member = parentOf(lines, member);
  }
  return group;
}

/** Returns the index of the Parallel or Map in which the state ran, which comes before its own. */
export function parentOf(lines: readonly StateLine[], index: number): number | undefined {
  const parent = lines[index]?.parent;
  return parent !== undefined && parent < index && lines[parent] ? parent : undefined;
}

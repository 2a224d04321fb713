import { type ExecutionStep, STEP_OUTCOMES, type StepOutcome } from '../reports/execution-report.ts';
import { LIMITS } from '../slack/limits.ts';
import { codeBlock, cut, inline, type Mrkdwn } from '../slack/text.ts';
import { formatDuration } from './duration.ts';
import { foldSteps, type StepLine } from './steps-lines.ts';
import { stepNote, tally } from './steps-note.ts';
import { cutToWidth, displayWidth, padEndToWidth } from './steps-width.ts';

/** A phone shows about this many lines without scrolling twice. */
const MAX_LINES = 20;
/** Of a state's name; AWS allows 80 characters, which would wrap beside duration and note. */
const NAME_COLUMNS = 40;
const MAX_INDENTS = 5;

/** Not one of them has an emoji form, which would be wider than a column. */
const MARKS: Record<StepOutcome, string> = {
  succeeded: '✓',
  caught: '↷',
  failed: '✗',
  timed_out: '✗',
  aborted: '■',
  open: '…',
};

/**
 * The steps as a fixed-width block within a section's limit: one line a state in the order they ran, at most twenty,
 * and a last line that sums up the others. Undefined where there are no steps.
 */
export const stepsTable = (steps: readonly ExecutionStep[]): Mrkdwn | undefined => {
  const lines = foldSteps(steps);
  if (lines.length === 0) return undefined;
  for (let room = MAX_LINES; room > 0; room -= 1) {
    const table = codeBlock(draw(lines, room));
    if (table.mrkdwn.length <= LIMITS.section) return table;
  }
  return codeBlock(sumUp(lines, 0));
};

const draw = (lines: readonly StepLine[], room: number): string => {
  if (lines.length <= room) return layOut(lines).join('\n');
  const chosen = choose(lines, room - 1);
  const others = lines.filter((line) => !chosen.has(line));
  return [...layOut(lines.filter((line) => chosen.has(line))), sumUp(others, chosen.size)].join('\n');
};

/** The lines that matter: the worst outcome first, then the longest, each with the containers that it ran in. */
const choose = (lines: readonly StepLine[], room: number): Set<StepLine> => {
  const chosen = new Set<StepLine>();
  for (const line of lines.toSorted(byImportance)) {
    const group = withContainers(line).filter((member) => !chosen.has(member));
    if (chosen.size + group.length > room) continue;
    for (const member of group) chosen.add(member);
  }
  return chosen;
};

const byImportance = (one: StepLine, other: StepLine): number =>
  STEP_OUTCOMES.indexOf(one.outcome) - STEP_OUTCOMES.indexOf(other.outcome) || (other.busy ?? 0) - (one.busy ?? 0);

const withContainers = (line: StepLine): StepLine[] => {
  const group: StepLine[] = [];
  for (let member: StepLine | undefined = line; member; member = member.parent) group.push(member);
  return group;
};

const layOut = (lines: readonly StepLine[]): string[] => {
  const rows = lines.map((line) => ({
    label: label(line),
    mark: MARKS[line.outcome],
    time: line.busy === undefined ? '–' : formatDuration(line.busy),
    note: stepNote(line),
  }));
  const labels = Math.max(...rows.map((row) => displayWidth(row.label)));
  const times = Math.max(...rows.map((row) => row.time.length));
  return rows.map(({ label, mark, time, note }) =>
    `${padEndToWidth(label, labels)}  ${mark}  ${time.padStart(times)}  ${note}`.trimEnd(),
  );
};

const label = ({ name, depth, visits }: StepLine): string => {
  const indent = '  '.repeat(Math.min(depth, MAX_INDENTS));
  const shown = cutToWidth(cut(inline(name), 2 * NAME_COLUMNS), NAME_COLUMNS - indent.length);
  return `${indent}${shown}${visits.length > 1 ? ` ×${visits.length}` : ''}`;
};

const sumUp = (lines: readonly StepLine[], shown: number): string => {
  const count = shown > 0 ? `… and ${lines.length} more` : `${lines.length}`;
  return `${count} ${lines.length === 1 ? 'state' : 'states'}: ${tally(lines.map((line) => line.outcome))}`;
};

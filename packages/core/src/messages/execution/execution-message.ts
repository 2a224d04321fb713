import type { ExecutionReport, NestedExecution, StateLine } from '../../reports/execution-report.ts';
import { expandedSection, image, type Link, section } from '../../slack/blocks.ts';
import { type SlackMessage, slackMessage } from '../../slack/message.ts';
import { bold, code, cut, cutMrkdwn, inline, joinMrkdwn, LIMITS, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { KEPT_OF_EXECUTION } from '../kept-members.ts';
import { maskReport } from '../mask-report.ts';
import { dotted, paragraphs, smallPrint, visible, withLinks } from '../parts.ts';
import { rowOfLinks } from '../row-of-links.ts';
import { startAndEnd } from '../times.ts';
import { withReadableCauses } from './cause/with-readable-causes.ts';
import { failureCause, failureSentence } from './execution-failure.ts';
import { executionHeadline } from './execution-headline.ts';
import { otherFailures } from './other-failures.ts';
import { timeline } from './timeline/timeline.ts';
import { countOutcomes, tally } from './timeline/timeline-rows.ts';

/**
 * How many characters each part of an execution's message may take once it is escaped. Together they stay below the 13,200
 * that Slack is seen to take in all blocks of a message: the tests make a message of the longest parts.
 */
const MAX_CHARACTERS = {
  cause: 1_500,
  others: 1_300,
  timeline: 2_600,
  note: 400,
  input: 600,
  facts: 600,
  image: 1_800,
} as const;

/** How many reasons for something unknown a message gives. */
const MAX_UNKNOWNS = 3;

/** How many values of the input a message shows, and how many characters of each. */
const MAX_INPUTS = 10;
const INPUT_CHARACTERS = 200;

/**
 * Returns the message of an execution: headline, why it failed, links, the timeline, what is unknown, the input and
 * facts, in this order: links stand before what is long, because Slack may fold an attachment.
 */
export function executionMessage(unmasked: ExecutionReport): SlackMessage {
  const report = maskReport(withReadableCauses(unmasked), KEPT_OF_EXECUTION);
  const { text, color } = executionHeadline(report);
  const states = timeline(report, MAX_CHARACTERS.timeline);
  const blocks = [
    ...withLinks(
      [...opening(report), ...smallPrint(failureSentence(report), MAX_CHARACTERS.note)],
      executionLinks(report),
    ),
    ...visible('timeline', report, states ? [expandedSection(states)] : []),
    ...smallPrint(unknowns(report), MAX_CHARACTERS.note),
    ...smallPrint(input(report), MAX_CHARACTERS.input),
    ...smallPrint(visible('facts', report, facts(report)), MAX_CHARACTERS.facts),
  ];
  return slackMessage(text, color, blocks, report.team.mentions);
}

/** Returns the cause with the image beside it, and what else failed; without a cause, the image stands beside the counts of the states. */
function opening(report: ExecutionReport) {
  const accessory =
    report.imageUrl && report.imageUrl.length > MAX_CHARACTERS.image
      ? undefined
      : image(report.imageUrl, cut(report.name, 100));
  const cause = failureCause(report);
  const others = paragraphs([joinMrkdwn(otherFailures(report, cause), '\n')], MAX_CHARACTERS.others);
  if (cause !== '') return [expandedSection(cutMrkdwn(mrkdwn`${cause}`, MAX_CHARACTERS.cause), accessory), ...others];
  return [...(accessory ? [section(summary(report), accessory)] : []), ...others];
}

function summary({ lines }: ExecutionReport): Mrkdwn {
  return lines.length === 0 ? mrkdwn`No states to show` : mrkdwn`States: ${tally(countOutcomes(lines))}`;
}

function unknowns({ statesUnknown, typicalDuration, lines, recovery }: ExecutionReport): Mrkdwn[] {
  return [
    ...(recovery?.kind === 'unknown'
      ? [mrkdwn`Whether it had failed before is unknown: ${inline(recovery.reason)}`]
      : []),
    ...(statesUnknown ? [mrkdwn`${inline(statesUnknown)}`] : []),
    ...lines.flatMap(({ name, iterations }) =>
      iterations?.unknown
        ? [mrkdwn`What became of the items of ${bold(cut(name, 80))} is unknown: ${inline(iterations.unknown)}`]
        : [],
    ),
    ...(typicalDuration?.unknown
      ? [mrkdwn`How long it usually takes is unknown: ${inline(typicalDuration.unknown)}`]
      : []),
  ]
    .slice(0, MAX_UNKNOWNS)
    .map((reason) => mrkdwn`❔ ${reason}`);
}

function input({ input }: ExecutionReport): Mrkdwn[] {
  const values = input.slice(0, MAX_INPUTS).map(([path, value]) => {
    const shown = cut(inline(value), INPUT_CHARACTERS);
    return mrkdwn`${cut(inline(path), INPUT_CHARACTERS)} ${shown ? code(shown) : 'is empty'}`;
  });
  const left = input.length - values.length;
  const all = left > 0 ? [...values, mrkdwn`and ${left} more`] : values;
  return [dotted(all)];
}

function facts({ startedAt, endedAt, executionArn }: ExecutionReport): Mrkdwn[] {
  const arn = inline(executionArn);
  return [dotted([...startAndEnd(startedAt, endedAt), mrkdwn`${arn}`])];
}

/** How many executions that states started have a link, besides the one that failed. */
const MAX_NESTED = 3;

/**
 * Returns the links to the execution's page, the job or function that failed and its log, the Map Run with items that failed,
 * the nested execution that failed, the execution that started this one, and those that states started: as many as fit,
 * labels and addresses together.
 */
function executionLinks(report: ExecutionReport) {
  const { url, parentUrl, failure, lines } = report;
  const started = lines.flatMap(({ name, nested }) =>
    nested.slice(-1).map((execution) => ({ label: inline(`Execution of ${cut(inline(name), 40)}`), execution })),
  );
  const links = [
    { label: 'State machine execution detail', url },
    { label: "Failed state's log", url: failure?.lambda?.logUrl },
    ...(failure?.jobPages ?? []),
    ...mapRunLinks(lines),
    { label: 'Failed nested execution', url: failure?.nested?.url },
    { label: 'Parent execution', url: parentUrl },
    ...started
      .filter(({ execution }) => !isSame(execution, failure?.nested))
      .slice(0, MAX_NESTED)
      .map(({ label, execution }) => ({ label, url: execution.url })),
  ];
  return rowOfLinks(links, report, LIMITS.url);
}

/** How many Map Runs have a link. */
const MAX_MAP_RUNS = 3;

/** Returns the links to the Map Runs of which an item failed, or whose Map did: nothing else leads to those items. */
function mapRunLinks(lines: readonly StateLine[]): Link[] {
  const failed = lines.filter(
    ({ mapRunUrl, outcome, iterations }) =>
      mapRunUrl !== undefined &&
      (outcome !== 'succeeded' || iterations?.outcomes.failed || iterations?.outcomes.timed_out),
  );
  return failed.slice(0, MAX_MAP_RUNS).map(({ name, mapRunUrl }) => ({
    label: failed.length === 1 ? 'Map Run' : inline(`Map Run of ${cut(inline(name), 40)}`),
    url: mapRunUrl,
  }));
}

function isSame(one: NestedExecution, other: NestedExecution | undefined): boolean {
  return one.executionArn === other?.executionArn;
}

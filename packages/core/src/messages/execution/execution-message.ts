import type { ActionsBlock } from '@slack/types';
import type { ExecutionReport, NestedExecution } from '../../reports/execution-report.ts';
import { context, image, linkButtons, section } from '../../slack/blocks.ts';
import { type SlackMessage, slackMessage } from '../../slack/message.ts';
import { bold, code, cut, cutMrkdwn, inline, joinMrkdwn, type Mrkdwn, mrkdwn, webUrl } from '../../slack/text.ts';
import { maskSecrets } from '../mask-secrets.ts';
import { startAndEnd } from '../times.ts';
import { failureCause, failurePlace } from './execution-failure.ts';
import { executionHeadline } from './execution-headline.ts';
import { timeline } from './timeline/timeline.ts';
import { countOutcomes, tally } from './timeline/timeline-rows.ts';

/**
 * How many characters each part may take once it is escaped: together they stay below the 13,200 that Slack is seen to
 * take in all blocks of a message. The tests add the longest ones up.
 */
const MAX_CHARACTERS = {
  cause: 1_500,
  timeline: 2_600,
  note: 400,
  input: 600,
  facts: 600,
  links: 4_300,
  image: 1_800,
} as const;

/** How many things a message says are not known. */
const UNKNOWNS = 3;

/** How many values of the input a message shows, and how many characters of each. */
const INPUTS = 10;
const INPUT = 200;

/** An execution as Slack shows it: headline, why it failed, where the time went, what is not known, times, links. */
export function executionMessage(report: ExecutionReport): SlackMessage {
  const { text, color } = executionHeadline(report);
  const picture = timeline(report, MAX_CHARACTERS.timeline);
  return slackMessage(text, color, [
    ...opening(report),
    ...smallPrint(failurePlace(report), MAX_CHARACTERS.note),
    ...(picture ? [section(picture)] : []),
    ...smallPrint(unknowns(report), UNKNOWNS * MAX_CHARACTERS.note),
    ...smallPrint(input(report), MAX_CHARACTERS.input),
    ...smallPrint(facts(report), MAX_CHARACTERS.facts),
    ...executionLinks(report, MAX_CHARACTERS.links),
  ]);
}

/** The cause, and beside it the image; an image without a cause stands beside the count of the states. */
function opening(report: ExecutionReport) {
  const accessory =
    report.imageUrl && report.imageUrl.length > MAX_CHARACTERS.image
      ? undefined
      : image(report.imageUrl, cut(report.name, 100));
  const cause = failureCause(report);
  if (cause !== '') return [section(cutMrkdwn(mrkdwn`${cause}`, MAX_CHARACTERS.cause), accessory)];
  return accessory ? [section(summary(report), accessory)] : [];
}

function summary({ lines }: ExecutionReport): Mrkdwn {
  return lines.length === 0 ? mrkdwn`No steps to show` : mrkdwn`States: ${tally(countOutcomes(lines))}`;
}

function unknowns({ statesUnknown, typicalDuration, lines }: ExecutionReport): Mrkdwn[] {
  return [
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
    .slice(0, UNKNOWNS)
    .map((reason) => cutMrkdwn(mrkdwn`❔ ${reason}`, MAX_CHARACTERS.note));
}

function input({ input }: ExecutionReport): Mrkdwn[] {
  const values = input.slice(0, INPUTS).map(({ path, value }) => {
    const shown = cut(inline(maskSecrets(value)), INPUT);
    return mrkdwn`${cut(inline(path), INPUT)} ${shown ? code(shown) : 'is empty'}`;
  });
  const left = input.length - values.length;
  const all = left > 0 ? [...values, mrkdwn`and ${left} more`] : values;
  return all.length === 0 ? [] : [joinMrkdwn(all, ' · ')];
}

function facts({ startedAt, endedAt, executionArn }: ExecutionReport): Mrkdwn[] {
  const arn = inline(executionArn);
  const parts = [...startAndEnd(startedAt, endedAt), ...(arn === '' ? [] : [mrkdwn`${arn}`])];
  return parts.length === 0 ? [] : [joinMrkdwn(parts, ' · ')];
}

/** One block of small print, one line each. */
function smallPrint(lines: readonly Mrkdwn[], room: number) {
  return lines.length === 0 ? [] : [context(cutMrkdwn(joinMrkdwn(lines, '\n'), room))];
}

/** How many executions that states started get a button, besides the one that failed. */
const NESTED = 3;

interface Link {
  readonly label: string;
  readonly url: string | undefined;
}

/**
 * The execution's page, the failed function's log, the nested execution that failed, and those that states started, as
 * many as fit into `room` characters, labels and addresses together.
 */
export function executionLinks({ url, failure, lines }: ExecutionReport, room: number): ActionsBlock[] {
  const started = lines.flatMap(({ name, nested }) =>
    nested.slice(-1).map((execution) => ({ label: inline(`Execution of ${cut(inline(name), 40)}`), execution })),
  );
  const links = [
    { label: 'State machine execution detail', url },
    { label: "Failed step's log", url: failure?.lambda?.logUrl },
    { label: 'Failed nested execution', url: failure?.nested?.url },
    ...started
      .filter(({ execution }) => !isSame(execution, failure?.nested))
      .slice(0, NESTED)
      .map(({ label, execution }) => ({ label, url: execution.url })),
  ];
  return linkButtons(fitting(withoutRepeated(links), room));
}

function isSame(one: NestedExecution, other: NestedExecution | undefined): boolean {
  return one.executionArn === other?.executionArn;
}

/** Slack takes a label once in a row of buttons, for ours are told apart by them. */
function withoutRepeated(links: readonly Link[]): Link[] {
  return [...new Map(links.toReversed().map((link) => [link.label, link])).values()].reverse();
}

/** A button holds its label twice, as text and in its id. */
function fitting(links: readonly Link[], room: number): Link[] {
  let left = room;
  return links.filter(({ label, url }) => {
    const length = (webUrl(url)?.length ?? 0) + 2 * label.length + 10;
    if (length > left) return false;
    left -= length;
    return true;
  });
}

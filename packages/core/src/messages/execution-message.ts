import type { ExecutionReport } from '../reports/execution-report.ts';
import { context, image, section } from '../slack/blocks.ts';
import { type SlackMessage, slackMessage } from '../slack/message.ts';
import { bold, code, cut, cutMrkdwn, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import { failureCause, failurePlace } from './execution-failure.ts';
import { executionHeadline } from './execution-headline.ts';
import { executionLinks } from './execution-links.ts';
import { maskSecrets } from './mask-secrets.ts';
import { timeSpan } from './time-span.ts';
import { timeline } from './timeline.ts';
import { countOutcomes, tally } from './timeline-notes.ts';

/**
 * How many characters each part may take once it is escaped: together they stay below the 13,200 that Slack is seen to
 * take in all blocks of a message. The tests add the longest ones up.
 */
const ROOM = { cause: 1_500, timeline: 2_600, note: 400, input: 600, facts: 600, links: 4_300, image: 1_800 } as const;

/** How many things a message says are not known. */
const UNKNOWNS = 3;

/** How many values of the input a message shows, and how many characters of each. */
const INPUTS = 10;
const INPUT = 200;

/** An execution as Slack shows it: headline, why it failed, where the time went, what is not known, times, links. */
export function executionMessage(report: ExecutionReport): SlackMessage {
  const { text, color } = executionHeadline(report);
  const picture = timeline(report, ROOM.timeline);
  return slackMessage(text, color, [
    ...opening(report),
    ...smallPrint(failurePlace(report), ROOM.note),
    ...(picture ? [section(picture)] : []),
    ...smallPrint(unknowns(report), UNKNOWNS * ROOM.note),
    ...smallPrint(input(report), ROOM.input),
    ...smallPrint(facts(report), ROOM.facts),
    ...executionLinks(report, ROOM.links),
  ]);
}

/** The cause, and beside it the image; an image without a cause stands beside the count of the states. */
function opening(report: ExecutionReport) {
  const accessory =
    report.imageUrl && report.imageUrl.length > ROOM.image ? undefined : image(report.imageUrl, cut(report.name, 100));
  const cause = failureCause(report);
  if (cause !== '') return [section(cutMrkdwn(mrkdwn`${cause}`, ROOM.cause), accessory)];
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
    .map((reason) => cutMrkdwn(mrkdwn`❔ ${reason}`, ROOM.note));
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
  const parts = [...timeSpan(startedAt, endedAt), ...(arn === '' ? [] : [mrkdwn`${arn}`])];
  return parts.length === 0 ? [] : [joinMrkdwn(parts, ' · ')];
}

/** One block of small print, one line each. */
function smallPrint(lines: readonly Mrkdwn[], room: number) {
  return lines.length === 0 ? [] : [context(cutMrkdwn(joinMrkdwn(lines, '\n'), room))];
}

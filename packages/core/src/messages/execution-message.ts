import type { ExecutionReport, ExecutionStep } from '../reports/execution-report.ts';
import { context, image, linkButtons, section } from '../slack/blocks.ts';
import { type SlackMessage, slackMessage } from '../slack/message.ts';
import { cut, cutMrkdwn, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import { readableCause } from './execution-cause.ts';
import { executionHeadline } from './execution-headline.ts';
import { maskSecrets } from './mask-secrets.ts';
import { foldSteps } from './steps-lines.ts';
import { tally } from './steps-note.ts';
import { stepsTable } from './steps-table.ts';
import { timeSpan } from './time-span.ts';

/**
 * Of a cause; Slack folds longer ones away, and the console's page is one click off. With these two, the table and the
 * addresses a message stays below the 13,200 characters that Slack is seen to take in all.
 */
const CAUSE = 1_500;
const SMALL_PRINT = 600;

/** An execution as Slack shows it: headline, cause, the steps as they ran, times, the link to the console. */
export const executionMessage = (report: ExecutionReport): SlackMessage => {
  const { text, color } = executionHeadline(report);
  const table = stepsTable(report.steps);
  return slackMessage(text, color, [
    ...opening(report),
    ...(table ? [section(table)] : []),
    ...(report.stepsUnknown ? [smallPrint(mrkdwn`❔ ${inline(report.stepsUnknown)}`)] : []),
    ...facts(report),
    ...linkButtons([{ label: 'State machine execution detail', url: report.url }]),
  ]);
};

/** The cause, and beside it the image; an image without a cause stands beside the count of the states. */
const opening = ({ error, imageUrl, name, steps }: ExecutionReport) => {
  const accessory = image(imageUrl, cut(name, 100));
  const cause = cut(maskSecrets(readableCause(error?.cause ?? '')), CAUSE);
  if (cause !== '') return [section(cutMrkdwn(mrkdwn`${cause}`, CAUSE), accessory)];
  return accessory ? [section(summary(steps), accessory)] : [];
};

const summary = (steps: readonly ExecutionStep[]): Mrkdwn => {
  const outcomes = foldSteps(steps).map((line) => line.outcome);
  return outcomes.length === 0 ? mrkdwn`No steps to show` : mrkdwn`States: ${tally(outcomes)}`;
};

const facts = ({ startedAt, endedAt, executionArn }: ExecutionReport) => {
  const arn = inline(executionArn);
  const parts = [...timeSpan(startedAt, endedAt), ...(arn === '' ? [] : [mrkdwn`${arn}`])];
  return parts.length === 0 ? [] : [smallPrint(joinMrkdwn(parts, ' · '))];
};

const smallPrint = (text: Mrkdwn) => context(cutMrkdwn(text, SMALL_PRINT));

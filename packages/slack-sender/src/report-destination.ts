import type { SQSClient } from '@aws-sdk/client-sqs';
import {
  ATTRIBUTES,
  bold,
  code,
  cut,
  DEFAULT_DESTINATION,
  inline,
  type Mrkdwn,
  mrkdwn,
  section,
  slackMessage,
} from '@shipbell/core';
import { createEnqueue, type Logger, withFields } from '@shipbell/core/runtime';
import type { SQSRecord } from 'aws-lambda';
import { correlationIdOf } from './correlation.ts';
import type { DeadLetterReason, Undeliverable } from './dead-letter-queue.ts';
import { siblingUrl } from './return-to-queue.ts';
import { STEP_TIMEOUT_MS, type TimeLeft, within } from './time-left.ts';

/**
 * Reports to the default destination that a message for another one was dead-lettered, where that is because of the
 * destination. Never throws: the message is kept whether this is reported or not.
 */
export type ReportDestination = (record: SQSRecord, why: Undeliverable, time: TimeLeft) => Promise<void>;

/** Why nothing can be posted to a destination, in words; the other reasons are a message's own. */
const WHY: Partial<Record<DeadLetterReason, string>> = {
  webhook_missing: 'no webhook is stored for it',
  webhook_placeholder: 'no webhook is stored for it yet',
  webhook_denied: 'its webhook may not be read',
  destination_refused: 'Slack takes nothing there any more',
  workflow_trigger: 'its stored address is a workflow’s trigger, which shows no message',
  not_slack: 'what answers at its address is not Slack',
};

/** How often a destination is reported at most, as far as one container knows. */
const INTERVAL_MS = 3_600_000;

interface Dependencies {
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly environment: string;
  readonly deadLetterQueueUrl: string;
  readonly log: Logger;
  readonly now?: () => number;
}

/**
 * Returns the function that reports, through the queue as any message. It reports nothing about the default destination,
 * which would not hear of it.
 */
export function createReportDestination({
  sqs,
  environment,
  deadLetterQueueUrl,
  log,
  now = () => performance.now(),
}: Dependencies): ReportDestination {
  const reportedAt = new Map<string, number>();
  return async (record, { reason, detail }, time) => {
    const { messageAttributes, eventSourceARN } = record;
    const destination = messageAttributes[ATTRIBUTES.destination]?.stringValue ?? DEFAULT_DESTINATION;
    const why = WHY[reason];
    if (why === undefined || destination === DEFAULT_DESTINATION || !time.isEnough(STEP_TIMEOUT_MS.report)) return;
    if (now() - (reportedAt.get(destination) ?? Number.NEGATIVE_INFINITY) < INTERVAL_MS) return;
    const headline = mrkdwn`🔕 Messages for ${bold(destination)} on ${bold(environment)} are not delivered: ${why}`;
    const correlationId = correlationIdOf(record);
    const own = withFields(log, { correlationId });
    try {
      const enqueue = createEnqueue(sqs, siblingUrl(deadLetterQueueUrl, eventSourceARN), environment);
      const notification = {
        message: slackMessage(headline, 'bad', [section(advice(environment, destination, reason, detail))]),
        destination: DEFAULT_DESTINATION,
        identity: ['shipbell', 'destination', destination, reason, Math.floor(Date.now() / INTERVAL_MS)],
      };
      await within(STEP_TIMEOUT_MS.report, () => enqueue(notification, { correlationId, time: undefined }, own));
      reportedAt.set(destination, now());
    } catch (error) {
      own.error('The default destination could not be notified', { destination, error });
    }
  };
}

/** The reasons for which there is nowhere to store a webhook until Terraform knows the destination. */
const UNNAMED: readonly DeadLetterReason[] = ['webhook_missing', 'webhook_denied'];

function advice(environment: string, destination: string, reason: DeadLetterReason, detail: string): Mrkdwn {
  const [store, redrive] = [`./scripts/set-webhook ${environment} ${destination}`, `./scripts/redrive ${environment}`];
  const first = UNNAMED.includes(reason) ? 'Name it in deployments or state_machines and apply Terraform. ' : '';
  return mrkdwn`${cut(inline(detail), 300)}\nThey are kept in the dead-letter queue. ${first}Type ${code(store)}, and then ${code(redrive)}.`;
}

import { type MessageAttributeValue, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { ATTRIBUTES, cleanText, cut } from '@shipbell/core';
import type { Logger, Metrics } from '@shipbell/core/runtime';
import type { SQSRecord } from 'aws-lambda';
import { correlationIdOf, idsOf } from './correlation.ts';
import { STEP_TIMEOUT_MS, type TimeLeft, within } from './time-left.ts';

/** Every code that the attribute REASON of a dead-lettered message may hold. */
export type DeadLetterReason =
  /** The message names another environment, or none. */
  | 'wrong_environment'
  /** The body is no Slack message, or DESTINATION is no name. */
  | 'malformed_message'
  /** SSM holds no webhook for the destination, may not be read, or holds what is no https URL. */
  | 'webhook_missing'
  | 'webhook_denied'
  | 'webhook_placeholder'
  /** Slack takes nothing at this webhook any more. */
  | 'destination_refused'
  /** The stored address is a workflow's trigger, which took the message and showed none. */
  | 'workflow_trigger'
  /** What answered at the webhook's address was not Slack, for half an hour. */
  | 'not_slack'
  /** The message is the rich form, kept for study; its plain text was delivered in its place. */
  | 'payload_refused'
  /** Slack refused the plain text too. */
  | 'plain_text_refused'
  /** Slack, SSM or SQS failed at each of the receives that the queue allows. */
  | 'receives_used_up';

/** Why a message can never be delivered. */
export interface Undeliverable {
  readonly kind: 'undeliverable';
  readonly reason: DeadLetterReason;
  readonly detail: string;
}

/** Returns why a message can never be delivered. */
export function undeliverable(reason: DeadLetterReason, detail: string): Undeliverable {
  return { kind: 'undeliverable', reason, detail };
}

/** Sends a copy of a record to the dead-letter queue, with the reason beside it. Throws when SQS refuses it. */
export type SendToDeadLetterQueue = (record: SQSRecord, why: Undeliverable) => Promise<void>;

/** What moving a record to the dead-letter queue needs. */
export interface DeadLetterDependencies {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly sendToDeadLetterQueue: SendToDeadLetterQueue;
}

/**
 * Moves a record to the dead-letter queue. When this returns, a copy is there and the record counts as finished. Throws
 * when SQS refuses the copy, and `OutOfTimeError` where there is no time for it.
 */
export async function moveToDeadLetterQueue(
  record: SQSRecord,
  why: Undeliverable,
  { log, metrics, sendToDeadLetterQueue }: DeadLetterDependencies,
  time: TimeLeft,
): Promise<void> {
  const { reason, detail } = why;
  time.need(STEP_TIMEOUT_MS.moveToDeadLetterQueue);
  log.error('To the dead-letter queue', { ...idsOf(record), reason, detail });
  await sendToDeadLetterQueue(record, why);
  metrics(reason === 'payload_refused' ? { PayloadRefused: 1 } : { DeadLettered: 1 });
}

/** How many of a message's attributes are kept: SQS takes ten, and three are ours. */
const MAX_KEPT_ATTRIBUTES = 7;
/** The attributes that the copy gets anew. */
const OURS: readonly string[] = [ATTRIBUTES.correlationId, ATTRIBUTES.reason, ATTRIBUTES.detail];
/** The attributes without which the message could not be redriven. */
const NEEDED: readonly string[] = [ATTRIBUTES.environment, ATTRIBUTES.destination];

/**
 * Returns the function that sends the copy:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function createSendToDeadLetterQueue(sqs: Pick<SQSClient, 'send'>, queueUrl: string): SendToDeadLetterQueue {
  return async (record, { reason, detail }) => {
    const command = new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: record.body,
      MessageAttributes: {
        ...keptAttributes(record),
        [ATTRIBUTES.correlationId]: { DataType: 'String', StringValue: correlationIdOf(record) },
        [ATTRIBUTES.reason]: { DataType: 'String', StringValue: reason },
        [ATTRIBUTES.detail]: { DataType: 'String', StringValue: cut(cleanText(detail), 256) },
      },
      // Each message is a group of its own: SQS shows at most ten of a group until they are deleted, and would hide the
      // others from whoever reads the queue.
      MessageGroupId: record.messageId,
      // The id is this delivery's: the record's first id would be dropped as a duplicate when it comes back within five
      // minutes.
      MessageDeduplicationId: `${record.messageId}-${reason}`,
    });
    await within(STEP_TIMEOUT_MS.moveToDeadLetterQueue, (abortSignal) => sqs.send(command, { abortSignal }));
  };
}

function keptAttributes({ messageAttributes }: SQSRecord): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(messageAttributes)
      .filter(([name, { stringValue }]) => stringValue && !OURS.includes(name))
      .toSorted(([one], [other]) => Number(NEEDED.includes(other)) - Number(NEEDED.includes(one)))
      .slice(0, MAX_KEPT_ATTRIBUTES)
      .map(([name, { dataType, stringValue = '' }]) => [name, { DataType: dataType, StringValue: stringValue }]),
  );
}

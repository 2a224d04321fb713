import { createHash } from 'node:crypto';
import type { SlackMessage } from '../slack/message.ts';

/** What a handler puts on the queue, without anything of SQS. */
export interface Notification {
  readonly message: SlackMessage;
  readonly destination: string;
  /**
   * What happened to which thing, attempt and redrive count included, and nothing of the text: the same event
   * delivered twice, or reported by two event sources, has the same identity and becomes one message.
   */
  readonly identity: readonly (string | number)[];
}

/** The destination of a message that names none; its webhook is at `/{env}/SLACK_URL`. */
export const DEFAULT_DESTINATION = 'default';

/**
 * Names of the message attributes on the queue. Only dead-lettered messages have REASON and DETAIL. CORRELATION_ID and
 * EVENT_TIME are for the log and the metrics, and whoever else puts a message on the queue may leave them out.
 */
export const ATTRIBUTES = {
  environment: 'ENV',
  destination: 'DESTINATION',
  correlationId: 'CORRELATION_ID',
  eventTime: 'EVENT_TIME',
  reason: 'REASON',
  detail: 'DETAIL',
} as const;

/** Matches the name of a destination, which becomes part of a parameter's name and of a message group's id. */
export const DESTINATION_PATTERN = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** Matches a correlation id: the ids that AWS gives to events, and no text. */
export const CORRELATION_ID_PATTERN = /^[\w.:/-]{1,128}$/;

/**
 * Returns one message group for each channel, because SQS keeps the order within a group and Slack limits the rate of a
 * channel.
 */
export function messageGroupId(environment: string, destination: string): string {
  return `${environment}/${destination}`;
}

/**
 * Returns 64 hexadecimal digits that depend on the identity alone.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
export function deduplicationId(identity: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
}

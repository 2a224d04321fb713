import { createHash } from 'node:crypto';
import type { SlackMessage } from '../slack/message.ts';

/** What a handler puts on the queue, before it knows of SQS. */
export interface Notification {
  readonly message: SlackMessage;
  readonly destination: string;
  /**
   * What happened to which thing, attempt and redrive count included, and nothing of the text: the same event
   * delivered twice, or told by two routes, has the same identity and becomes one message.
   */
  readonly identity: readonly (string | number)[];
}

/** The destination of a message that names none; its webhook is at `/{env}/SLACK_URL`. */
export const DEFAULT_DESTINATION = 'default';

/** Names of the message attributes on the queue; REASON and DETAIL are on dead letters alone. */
export const ATTRIBUTES = {
  environment: 'ENV',
  destination: 'DESTINATION',
  reason: 'REASON',
  detail: 'DETAIL',
} as const;

/** What a destination may be called: it becomes part of a parameter's name and of a message group's id. */
export const DESTINATION_PATTERN = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** One group for each channel: SQS keeps its order and Slack's limit is a channel's too. */
export function messageGroupId(environment: string, destination: string): string {
  return `${environment}/${destination}`;
}

/**
 * 64 hexadecimal digits that depend on the identity alone.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
export function deduplicationId(identity: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
}

import type { KnownBlock, MessageAttachment } from '@slack/types';

/** The parts of a posted message that the page shows. */
export interface SlackPayload {
  readonly text?: string;
  readonly blocks?: readonly KnownBlock[];
  readonly attachments?: readonly MessageAttachment[];
}

/** An accepted message. */
export interface DeliveredMessage {
  /** Counts from 1, in the order of arrival. */
  readonly id: number;
  readonly destination: string;
  readonly channel: string;
  /** ISO 8601. */
  readonly arrivedAt: string;
  readonly payload: SlackPayload;
}

/** A post that was answered with anything but `200 ok`. */
export interface Refusal {
  readonly destination: string;
  readonly status: number;
  readonly body: string;
  /** Which limit of Slack's the message breaks, and where. Undefined when the answer was a fault. */
  readonly reason?: string;
}

/** The workspace and its channels, which the page shows before any message. */
export interface Workspace {
  readonly name: string;
  readonly channels: readonly { readonly destination: string; readonly name: string }[];
}

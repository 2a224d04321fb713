import type { KnownBlock, MessageAttachment } from '@slack/types';

/** The parts of a posted message that the page shows. */
export interface SlackPayload {
  readonly text?: string;
  readonly blocks?: readonly KnownBlock[];
  readonly attachments?: readonly MessageAttachment[];
}

/** An accepted message. */
export interface DeliveredMessage {
  /** Counts from 1, in the order of arrival, the refused ones that the page shows included. */
  readonly id: number;
  readonly destination: string;
  readonly channel: string;
  /** ISO 8601. */
  readonly arrivedAt: string;
  readonly payload: SlackPayload;
}

/** Why Slack refuses a message, and the part that it is about. */
export interface Problem {
  readonly status: number;
  readonly body: string;
  readonly reason: string;
  /** A JSON pointer; empty for the whole message. */
  readonly pointer: string;
}

/** A message on the page: a delivered one, or one that Slack refuses, which the page shows with what is wrong with it. */
export interface ShownMessage extends DeliveredMessage {
  /** What the message is an example of, where it is one. */
  readonly title?: string;
  /** Why Slack refuses it; empty for a delivered message. */
  readonly problems: readonly Problem[];
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
  /** Another one for each start, so that a page that was left open sees that what it shows is of an earlier one. */
  readonly run: string;
  readonly name: string;
  readonly channels: readonly { readonly destination: string; readonly name: string }[];
}

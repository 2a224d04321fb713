import type { KnownBlock, MessageAttachment } from '@slack/types';

/** What is posted to a webhook, as far as it is shown. */
export interface SlackPayload {
  readonly text?: string;
  readonly blocks?: readonly KnownBlock[];
  readonly attachments?: readonly MessageAttachment[];
}

/** A message that was accepted; `id` counts from 1 in the order of arrival, `arrivedAt` is ISO 8601. */
export interface DeliveredMessage {
  readonly id: number;
  readonly destination: string;
  readonly channel: string;
  readonly arrivedAt: string;
  readonly payload: SlackPayload;
}

/** A post that was answered with anything but `200 ok`, and where it broke which limit when it was not a fault. */
export interface Refusal {
  readonly destination: string;
  readonly status: number;
  readonly body: string;
  readonly reason?: string;
}

/** What the page shows before any message: the workspace and its channels. */
export interface Workspace {
  readonly name: string;
  readonly channels: readonly { readonly destination: string; readonly name: string }[];
}

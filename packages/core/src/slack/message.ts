import type { KnownBlock } from '@slack/types';
import { cutMrkdwn, type Mrkdwn } from './text.ts';

/**
 * What is posted to a webhook, as it is. `text` is the headline, which a phone notification shows; the attachment
 * brings the colour bar, which Slack draws on attachments alone.
 * Source: https://docs.slack.dev/reference/messaging/attachments
 */
export interface SlackMessage {
  readonly text: string;
  readonly attachments?: readonly SlackAttachment[];
  readonly unfurl_links?: boolean;
  readonly unfurl_media?: boolean;
}

export interface SlackAttachment {
  readonly color: string;
  readonly blocks: readonly KnownBlock[];
}

/** The colour of the bar says how it ended before anything is read. */
export const COLORS = {
  good: '#2eb67d',
  bad: '#e01e5a',
  warning: '#ecb22e',
  running: '#36c5f0',
  neutral: '#868686',
} as const;

export type Color = keyof typeof COLORS;

/** A headline over a colour bar with blocks. Links are not unfurled, for a preview of a console page helps nobody. */
export function slackMessage(headline: Mrkdwn, color: Color, blocks: readonly KnownBlock[]): SlackMessage {
  return {
    text: cutMrkdwn(headline, LIMITS.text).mrkdwn,
    ...(blocks.length > 0 && { attachments: [{ color: COLORS[color], blocks }] }),
    unfurl_links: false,
    unfurl_media: false,
  };
}

/**
 * Slack's limits that a message of ours can meet, in characters unless said.
 * Source: https://docs.slack.dev/reference/block-kit/blocks and /reference/messaging/attachments.
 */
export const LIMITS = {
  /** `text` is cut by Slack at 40,000; 4,000 is what Slack advises. */
  text: 4_000,
  section: 3_000,
  fields: 10,
  field: 2_000,
  actions: 25,
  buttonText: 75,
  url: 3_000,
  altText: 2_000,
  /** All blocks of a message together: undocumented, about 13,200 were seen to pass. https://github.com/slackapi/bolt-js/issues/2509 */
  total: 12_000,
} as const;

import type { KnownBlock } from '@slack/types';
import { cutMrkdwn, joinMrkdwn, LIMITS, type Mrkdwn, mention } from './text.ts';

/**
 * What is posted to a webhook. `text` is the headline, which a phone notification shows; the blocks are in an attachment
 * because Slack draws the colour bar on attachments alone.
 * Source: https://docs.slack.dev/reference/messaging/attachments
 */
export interface SlackMessage {
  readonly text: string;
  readonly attachments?: readonly SlackAttachment[];
  readonly unfurl_links?: boolean;
  readonly unfurl_media?: boolean;
}

/** The blocks of a message under one colour bar; `color` is one of `COLORS`' values. */
export interface SlackAttachment {
  readonly color: string;
  readonly blocks: readonly KnownBlock[];
}

/** The colours of the bar, which shows how something ended before anybody reads the message. */
export const COLORS = {
  good: '#2eb67d',
  bad: '#e01e5a',
  warning: '#ecb22e',
  running: '#36c5f0',
  neutral: '#868686',
} as const;

export type Color = keyof typeof COLORS;

/**
 * Returns a message with a headline over a colour bar with blocks. Whom it mentions stands at the headline's end, whole
 * however long the headline is, so that their phones ring. Links are not unfurled, because a preview of a console page
 * helps nobody.
 */
export function slackMessage(
  headline: Mrkdwn,
  color: Color,
  blocks: readonly KnownBlock[],
  mentions: readonly string[] = [],
): SlackMessage {
  return {
    text: joinMrkdwn([cutMrkdwn(headline, LIMITS.text), ...mentions.map(mention)], ' ').mrkdwn,
    ...(blocks.length > 0 && { attachments: [{ color: COLORS[color], blocks }] }),
    unfurl_links: false,
    unfurl_media: false,
  };
}

import type { SlackPayload } from '../protocol.ts';

/**
 * Returns the address at which Slack's Block Kit Builder opens with the message: its fragment is `{"blocks": […]}` or
 * `{"attachments": […]}`, as in Slack's own links (https://docs.slack.dev/block-kit). The Builder has no place for the `text`
 * of a message, so a message of text alone opens as a section, and it draws only the first of several attachments.
 */
export function blockKitBuilderUrl({ text = '', blocks, attachments }: SlackPayload): string {
  const section = { type: 'section', text: { type: 'mrkdwn', text } };
  const content = attachments?.length ? { attachments } : { blocks: blocks?.length ? blocks : [section] };
  return `https://app.slack.com/block-kit-builder/#${encodeURIComponent(JSON.stringify(content))}`;
}

import type { Notification } from './notification.ts';

/** What somebody else on the account puts on the queue: a Slack message of their own making, or what they take for one. */
export function queueBody({ id, poison, foldable }: Notification): string {
  const text = `:bell: *${id}* is done`;
  const link = { type: 'button', text: { type: 'plain_text', text: 'Report' }, url: `https://reports.example/${id}` };
  const attachment = { color: '#2eb67d', blocks: [{ type: 'actions', elements: [link] }] };
  switch (poison) {
    case 'no_json':
      return `${id} is done`;
    case 'refused_block':
      return JSON.stringify({ text, blocks: [{ type: 'section' }] });
    case 'unanswered_block':
      return JSON.stringify({
        text,
        blocks: [{ type: 'markdown', text: 'an incoming webhook does not take this block' }],
      });
    default:
      // Whoever wants previews of the links gets none from a digest, so it must not hold the message.
      return JSON.stringify({ text, attachments: [attachment], ...(!foldable && { unfurl_links: true }) });
  }
}

import { LINK_SEPARATOR, linksOfRow } from '../slack/blocks.ts';
import type { SlackMessage } from '../slack/message.ts';

/**
 * Returns what a reader of the message sees, line by line: the headline, then every text and button of the blocks. A row
 * of links is one line of their labels.
 */
export function messageText(message: SlackMessage): string {
  const lines: string[] = [message.text];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'text' && typeof inner === 'string') lines.push(labelsOfRow(inner));
      else visit(inner);
    }
  };
  visit(message.attachments);
  return lines.join('\n');
}

function labelsOfRow(text: string): string {
  const links = linksOfRow(text);
  return links.length === 0 ? text : links.map(({ label }) => label).join(LINK_SEPARATOR);
}

/** Returns each link's label with its address, in the order of the links, which are text or buttons. */
export function linksOf({ attachments = [] }: SlackMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    attachments
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => {
        if (block.type === 'actions') {
          return block.elements.flatMap((element) =>
            element.type === 'button' ? [[element.text.text, element.url] as const] : [],
          );
        }
        if (block.type !== 'section') return [];
        return linksOfRow(block.text?.text ?? '').map(({ label, url }) => [label, url] as const);
      }),
  );
}

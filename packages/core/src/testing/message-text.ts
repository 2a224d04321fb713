import type { SlackMessage } from '../slack/message.ts';

/** Returns what a reader of the message sees, line by line: the headline, then every text and button of the blocks. */
export function messageText(message: SlackMessage): string {
  const lines: string[] = [message.text];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'text' && typeof inner === 'string') lines.push(inner);
      else visit(inner);
    }
  };
  visit(message.attachments);
  return lines.join('\n');
}

/** Returns each button's label with its address, in the order of the buttons. */
export function linkedButtons({ attachments = [] }: SlackMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    attachments
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.type === 'actions' ? block.elements : []))
      .flatMap((element) => (element.type === 'button' ? [[element.text.text, element.url]] : [])),
  );
}

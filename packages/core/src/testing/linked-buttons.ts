import type { SlackMessage } from '../slack/message.ts';

/** Each button's label with its address, in their order. */
export function linkedButtons({ attachments = [] }: SlackMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    attachments
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.type === 'actions' ? block.elements : []))
      .flatMap((element) => (element.type === 'button' ? [[element.text.text, element.url]] : [])),
  );
}

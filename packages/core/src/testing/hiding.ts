import { linksOfRow } from '../slack/blocks.ts';
import type { SlackMessage } from '../slack/message.ts';

/**
 * Returns what a message shows that the whole one does not, or not in this order: nothing where the one only hides parts of
 * the other. The row of links may stand before or after other parts.
 */
export function notIn(whole: SlackMessage, message: SlackMessage): string[] {
  return [...missingIn(linesOf(whole), linesOf(message)), ...missingIn(rowOf(whole), rowOf(message))];
}

/** Returns the texts that the whole does not hold in this order. */
function missingIn(whole: readonly string[], texts: readonly string[]): string[] {
  let position = 0;
  return texts.filter((text) => {
    const found = whole.indexOf(text, position);
    if (found >= 0) position = found + 1;
    return found < 0;
  });
}

function linesOf(message: SlackMessage): string[] {
  const blocks = blocksOf(message).filter((block) => linksIn(block).length === 0);
  return [message.text, ...blocks.flatMap(textsIn).flatMap((text) => text.split('\n'))];
}

function rowOf(message: SlackMessage): string[] {
  return blocksOf(message).flatMap(linksIn);
}

type Block = NonNullable<SlackMessage['attachments']>[number]['blocks'][number];

function blocksOf({ attachments = [] }: SlackMessage): Block[] {
  return attachments.flatMap(({ blocks }) => blocks);
}

/** Returns the links of a row, be they text or buttons; none of any other block. */
function linksIn(block: Block): string[] {
  if (block.type === 'actions') return block.elements.map((element) => JSON.stringify(element));
  const text = block.type === 'section' ? (block.text?.text ?? '') : '';
  return linksOfRow(text).map((link) => JSON.stringify(link));
}

function textsIn(block: Block): string[] {
  if (block.type === 'section') return [block.text?.text ?? '', JSON.stringify(block.accessory ?? '')];
  return block.type === 'context' ? block.elements.map((element) => ('text' in element ? element.text : '')) : [];
}

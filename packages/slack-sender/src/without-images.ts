import { jsonObject } from '@shipbell/core';

/**
 * Returns a message without anything for which Slack fetches a picture: image blocks, the accessories of sections and
 * the images of contexts; undefined where it has none. Slack refuses the whole message where one cannot be had.
 * Source: https://docs.slack.dev/reference/block-kit/blocks/image-block
 */
export function withoutImages(message: Record<string, unknown>): Record<string, unknown> | undefined {
  const before = JSON.stringify(message);
  const { blocks, attachments } = message;
  const after = {
    ...message,
    ...(isFilled(blocks) && { blocks: unlessEmpty(blocksWithoutImages(blocks)) }),
    ...(isFilled(attachments) && { attachments: unlessEmpty(attachments.flatMap(attachmentWithoutImages)) }),
  };
  return JSON.stringify(after) === before ? undefined : after;
}

function isFilled(list: unknown): list is readonly unknown[] {
  return Array.isArray(list) && list.length > 0;
}

/** Returns undefined, which JSON leaves out, for an empty list: the message's text stands for itself. */
function unlessEmpty(list: unknown[]): unknown[] | undefined {
  return list.length > 0 ? list : undefined;
}

function attachmentWithoutImages(attachment: unknown): unknown[] {
  const {
    image_url: _image,
    thumb_url: _thumb,
    author_icon: _author,
    footer_icon: _footer,
    ...rest
  } = jsonObject(attachment);
  if (!Array.isArray(rest.blocks)) return [rest];
  const blocks = blocksWithoutImages(rest.blocks);
  return blocks.length > 0 ? [{ ...rest, blocks }] : [];
}

function blocksWithoutImages(blocks: readonly unknown[]): unknown[] {
  return blocks.map(jsonObject).flatMap((block) => {
    if (block.type === 'image') return [];
    if (block.type === 'context' && Array.isArray(block.elements)) {
      const elements = block.elements.filter((element) => !isImage(element));
      return elements.length > 0 ? [{ ...block, elements }] : [];
    }
    const { accessory, ...rest } = block;
    return isImage(accessory) ? [rest] : [block];
  });
}

function isImage(element: unknown): boolean {
  return jsonObject(element).type === 'image';
}

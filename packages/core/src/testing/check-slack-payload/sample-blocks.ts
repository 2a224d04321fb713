import { checkSlackPayload } from '../check-slack-payload.ts';

export const OK = { status: 200, body: 'ok' };

/** Returns a plain text. */
export function plain(text: string) {
  return { type: 'plain_text', text };
}
/** Returns a mrkdwn text. */
export function mrkdwn(text: string) {
  return { type: 'mrkdwn', text };
}
/** Returns a section with a mrkdwn text. */
export function section(text: string) {
  return { type: 'section', text: mrkdwn(text) };
}
export const divider = { type: 'divider' };
/** Returns a button, with the members in `over` replaced. */
export function button(over = {}) {
  return { type: 'button', text: plain('Commit'), ...over };
}
/** Returns an actions block with the elements. */
export function actions(...elements: object[]) {
  return { type: 'actions', elements };
}
/** Returns an image, with the members in `over` replaced. */
export function image(over = {}) {
  return { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a', ...over };
}
/** Returns a table's cell with the text. */
export function cell(text: string) {
  return { type: 'raw_text', text };
}
/** Returns a rich text block with the elements. */
export function richText(...elements: object[]) {
  return { type: 'rich_text', elements };
}
/** Returns a web address of that length. */
export function webAddress(length: number) {
  return 'https://example.com/'.padEnd(length, 'a');
}
/** Returns a text of that length. */
export function characters(length: number) {
  return 'x'.repeat(length);
}
/** Returns a list of what `make` returns for each index. */
export function times<T>(count: number, make: (index: number) => T) {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** Returns the answer to a message. */
export function post(message: unknown) {
  return checkSlackPayload(JSON.stringify(message));
}
/** Returns the answer to a message with the blocks. */
export function postBlocks(...blocks: unknown[]) {
  return post({ text: 'hello', blocks });
}
/** Returns the answer to a message with one attachment. */
export function postAttachment(attachment: unknown) {
  return post({ text: 'hello', attachments: [attachment] });
}

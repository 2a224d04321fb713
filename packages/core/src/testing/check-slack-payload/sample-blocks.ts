import { checkSlackPayload } from '../check-slack-payload.ts';

export const OK = { status: 200, body: 'ok' };

export function plain(text: string) {
  return { type: 'plain_text', text };
}
export function mrkdwn(text: string) {
  return { type: 'mrkdwn', text };
}
export function section(text: string) {
  return { type: 'section', text: mrkdwn(text) };
}
export const divider = { type: 'divider' };
export function button(over = {}) {
  return { type: 'button', text: plain('Commit'), ...over };
}
export function actions(...elements: object[]) {
  return { type: 'actions', elements };
}
export function image(over = {}) {
  return { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a', ...over };
}
export function cell(text: string) {
  return { type: 'raw_text', text };
}
export function richText(...elements: object[]) {
  return { type: 'rich_text', elements };
}
export function webAddress(length: number) {
  return 'https://example.com/'.padEnd(length, 'a');
}
export function characters(length: number) {
  return 'x'.repeat(length);
}
export function times<T>(count: number, make: (index: number) => T) {
  return Array.from({ length: count }, (_, index) => make(index));
}

export function post(message: unknown) {
  return checkSlackPayload(JSON.stringify(message));
}
export function postBlocks(...blocks: unknown[]) {
  return post({ text: 'hello', blocks });
}
export function postAttachment(attachment: unknown) {
  return post({ text: 'hello', attachments: [attachment] });
}

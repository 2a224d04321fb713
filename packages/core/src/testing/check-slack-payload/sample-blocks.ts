import { checkSlackPayload } from '../check-slack-payload.ts';

export const OK = { status: 200, body: 'ok' };

export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
export const divider = { type: 'divider' };
export const button = (over = {}) => ({ type: 'button', text: plain('Commit'), ...over });
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const image = (over = {}) => ({ type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a', ...over });
export const cell = (text: string) => ({ type: 'raw_text', text });
export const richText = (...elements: object[]) => ({ type: 'rich_text', elements });
export const webAddress = (length: number) => 'https://example.com/'.padEnd(length, 'a');
export const letters = (length: number) => 'x'.repeat(length);
export const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

export const post = (message: unknown) => checkSlackPayload(JSON.stringify(message));
export const postBlocks = (...blocks: unknown[]) => post({ text: 'hello', blocks });
export const postAttachment = (attachment: unknown) => post({ text: 'hello', attachments: [attachment] });

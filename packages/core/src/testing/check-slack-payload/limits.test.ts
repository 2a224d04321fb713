import { describe, expect, it } from 'vitest';
import {
  actions,
  button,
  cell,
  characters,
  divider,
  image,
  mrkdwn,
  OK,
  plain,
  post,
  postAttachment,
  postBlocks,
  richText,
  section,
  times,
  webAddress,
} from './sample-blocks.ts';

describe.each<[string, number, (size: number) => unknown]>([
  ['blocks in a message', 50, (size) => times(size, () => divider)],
  ['characters in a section', 3000, (size) => [section(characters(size))]],
  ['fields in a section', 10, (size) => [{ type: 'section', fields: times(size, () => mrkdwn('a')) }]],
  ['characters in a field', 2000, (size) => [{ type: 'section', fields: [mrkdwn(characters(size))] }]],
  ['characters in a header', 150, (size) => [{ type: 'header', text: plain(characters(size)) }]],
  ['elements in a context', 10, (size) => [{ type: 'context', elements: times(size, () => mrkdwn('a')) }]],
  ['elements in an actions block', 25, (size) => [actions(...times(size, () => button()))]],
  ['characters on a button', 75, (size) => [actions(button({ text: plain(characters(size)) }))]],
  ['characters in a button value', 2000, (size) => [actions(button({ value: characters(size) }))]],
  ['characters in a button url', 3000, (size) => [actions(button({ url: webAddress(size) }))]],
  ['characters in an action_id', 255, (size) => [actions(button({ action_id: characters(size) }))]],
  ['characters in a block_id', 255, (size) => [{ ...divider, block_id: characters(size) }]],
  ['characters in an image alt text', 2000, (size) => [image({ alt_text: characters(size) })]],
  ['characters in an image title', 2000, (size) => [image({ title: plain(characters(size)) })]],
  ['characters in an image url', 3000, (size) => [image({ image_url: webAddress(size) })]],
  ['characters in a confirm title', 100, (size) => [confirmed({ title: plain(characters(size)) })]],
  ['characters in a confirm text', 300, (size) => [confirmed({ text: plain(characters(size)) })]],
  ['characters in a confirm button', 30, (size) => [confirmed({ confirm: plain(characters(size)) })]],
  ['characters in a deny button', 30, (size) => [confirmed({ deny: plain(characters(size)) })]],
  ['rows in a table', 100, (size) => [{ type: 'table', rows: times(size, () => [cell('a')]) }]],
  ['cells in a table row', 20, (size) => [{ type: 'table', rows: [times(size, () => cell('a'))] }]],
  ['characters in plain text of a section', 3000, (size) => [{ type: 'section', text: plain(characters(size)) }]],
  ['characters in a context', 3000, (size) => [{ type: 'context', elements: [mrkdwn(characters(size))] }]],
  ['images in a context', 10, (size) => [{ type: 'context', elements: times(size, () => image()) }]],
  ['characters in a table cell', 3000, (size) => [{ type: 'table', rows: [[cell(characters(size))]] }]],
  ['characters in a url of rich text', 3000, (size) => [linked({ url: webAddress(size) })]],
  ['characters in an accessory’s alt text', 2000, (size) => [beside(image({ alt_text: characters(size) }))]],
  ['characters on an accessory button', 75, (size) => [beside(button({ text: plain(characters(size)) }))]],
  ['characters in an accessibility label', 75, (size) => [actions(button({ accessibility_label: characters(size) }))]],
  ['settings of table columns', 20, (size) => [table({ column_settings: times(size, () => ({ align: 'left' })) })]],
])('checkSlackPayload of %s: at most %i', (_, max, blocks) => {
  it('accepts the largest number', () => {
    expect(post({ text: 'hello', blocks: blocks(max) })).toEqual(OK);
  });

  it('refuses one more as invalid_blocks', () => {
    expect(post({ text: 'hello', blocks: blocks(max + 1) })).toMatchObject({ status: 400, body: 'invalid_blocks' });
  });

  it('refuses one more in an attachment as invalid_attachments', () => {
    const answer = postAttachment({ blocks: blocks(max + 1) });
    expect(answer).toMatchObject({ status: 400, body: 'invalid_attachments' });
  });
});

function linked(over: object) {
  return richText({ type: 'rich_text_section', elements: [{ type: 'link', ...over }] });
}

function beside(accessory: object) {
  return { ...section('a'), accessory };
}

function table(over: object) {
  return { type: 'table', rows: [[cell('a')]], ...over };
}

function confirmed(over: object) {
  return actions(button({ confirm: { text: plain('Sure?'), ...over } }));
}

describe.each<[string, (text: string) => unknown]>([
  ['a section', (text) => section(text)],
  ['a field', (text) => ({ type: 'section', fields: [mrkdwn(text)] })],
  ['a header', (text) => ({ type: 'header', text: plain(text) })],
  ['a context', (text) => ({ type: 'context', elements: [mrkdwn(text)] })],
  ['a button', (text) => actions(button({ text: plain(text) }))],
  ['a button’s action_id', (text) => actions(button({ action_id: text }))],
  ['a block_id', (text) => ({ ...divider, block_id: text })],
  ['an image’s alt text', (text) => image({ alt_text: text })],
  ['a confirm text', (text) => confirmed({ text: plain(text) })],
  ['a table cell', (text) => table({ rows: [[cell(text)]] })],
  ['rich text', (text) => richText({ type: 'rich_text_quote', elements: [{ type: 'text', text }] })],
])('checkSlackPayload of the text of %s: at least one character', (_, block) => {
  it('accepts one', () => {
    expect(postBlocks(block('a'))).toEqual(OK);
  });

  it('refuses an empty one', () => {
    expect(postBlocks(block(''))).toMatchObject({ status: 400, body: 'invalid_blocks' });
  });
});

describe.each<[string, (size: number) => unknown]>([
  ['fields', (size) => ({ type: 'section', fields: times(size, () => mrkdwn('a')) })],
  ['context elements', (size) => ({ type: 'context', elements: times(size, () => mrkdwn('a')) })],
  ['actions', (size) => actions(...times(size, () => button()))],
  ['table rows', (size) => table({ rows: times(size, () => [cell('a')]) })],
])('checkSlackPayload of %s: at least one', (_, block) => {
  it('accepts one', () => {
    expect(postBlocks(block(1))).toEqual(OK);
  });

  it('refuses an empty one', () => {
    expect(postBlocks(block(0))).toMatchObject({ status: 400, body: 'invalid_blocks' });
  });
});

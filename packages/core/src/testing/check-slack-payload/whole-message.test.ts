import { describe, expect, it } from 'vitest';
import {
  actions,
  button,
  cell,
  characters,
  divider,
  OK,
  plain,
  post,
  postAttachment,
  postBlocks,
  section,
  times,
  webAddress,
} from './sample-blocks.ts';

describe('checkSlackPayload of a whole message', () => {
  it('takes five actions in a legacy attachment and refuses six', () => {
    const attachment = (size: number) => ({ text: 'a', actions: times(size, () => ({ type: 'button', text: 'a' })) });
    expect(postAttachment(attachment(5))).toEqual(OK);
    expect(postAttachment(attachment(6))).toMatchObject({ status: 400, body: 'invalid_attachments' });
  });

  it('counts every character of a block except its types', () => {
    const withButton = (url: number) => [
      ...times(4, () => section(characters(3000))),
      actions(button({ text: plain(characters(75)), url: webAddress(url) })),
    ];
    expect(postBlocks(...withButton(1_125))).toEqual(OK);
    expect(postBlocks(...withButton(1_126))).toMatchObject({ status: 400, body: 'msg_blocks_too_long' });
  });

  it('takes a text of any length, which Slack cuts, and does not count it with the blocks', () => {
    const blocks = [...times(4, () => section(characters(3000))), section(characters(1200))];
    expect(post({ text: characters(40_000), blocks })).toEqual(OK);
    expect(post({ text: characters(40_001), blocks })).toEqual(OK);
  });

  it('takes 100 attachments', () => {
    expect(post({ text: 'hello', attachments: times(100, () => ({ text: 'a' })) })).toEqual(OK);
  });

  it('refuses 101 attachments', () => {
    const answer = post({ text: 'hello', attachments: times(101, () => ({ text: 'a' })) });
    expect(answer).toMatchObject({ status: 400, body: 'too_many_attachments' });
  });

  it('takes 20 blocks in one attachment', () => {
    expect(postAttachment({ blocks: times(20, () => divider) })).toEqual(OK);
  });

  it('refuses 21 blocks in one attachment', () => {
    const answer = postAttachment({ blocks: times(21, () => divider) });
    expect(answer).toMatchObject({ status: 400, body: 'invalid_attachments' });
  });

  it('takes 13,200 characters in all blocks', () => {
    expect(postBlocks(...times(4, () => section(characters(3000))), section(characters(1200)))).toEqual(OK);
  });

  it('refuses one character more in any block', () => {
    const message = {
      text: 'hello',
      blocks: times(4, () => section(characters(3000))),
      attachments: [{ blocks: [section(characters(1201))] }],
    };
    expect(post(message)).toMatchObject({ status: 400, body: 'msg_blocks_too_long' });
  });

  it('takes one table and refuses two', () => {
    const table = { type: 'table', rows: [[cell(' ')]] };
    expect(postBlocks(table)).toEqual(OK);
    expect(postBlocks(table, table)).toMatchObject({ status: 400, reason: 'only_one_table_allowed' });
  });

  it('refuses a block id that occurs twice in the message', () => {
    const named = { ...divider, block_id: 'a' };
    expect(postBlocks(named, named)).toMatchObject({ status: 400, body: 'invalid_blocks' });
    const across = post({ text: 'hello', blocks: [named], attachments: [{ blocks: [named] }] });
    expect(across).toMatchObject({ status: 400, body: 'invalid_attachments' });
  });

  it('refuses an action id only if it occurs twice in the same block', () => {
    const named = button({ action_id: 'a' });
    expect(postBlocks(actions(named), actions(named))).toEqual(OK);
    expect(postBlocks(actions(named, named))).toMatchObject({ status: 400, body: 'invalid_blocks' });
  });
});

import { LINK_STYLES, linkRow, mrkdwn, section, slackMessage } from '@shipbell/core';
import { describe, expect, it } from 'vitest';
import { queueRecord } from '../testing/queue-record.ts';
import { toDigestLine } from './digest-line.ts';

function lineOf(message: unknown) {
  return toDigestLine(queueRecord({ body: JSON.stringify(message) }));
}

const button = { type: 'button', text: { type: 'plain_text', text: 'Open' }, url: 'https://example.com/' };

describe('toDigestLine', () => {
  it.each(LINK_STYLES)(
    'keeps the text, the colour, the links as %s and the moment of Shipbell’s own messages',
    (style) => {
      const own = [
        { label: 'Commit', url: 'https://example.com/commit?a=1&b=2' },
        { label: 'Log <raw> · &amp;', url: 'https://example.com/log' },
        { label: 'Log <raw> · &amp;', url: 'https://example.com/other' },
      ];
      const links = linkRow(own, style);
      const message = slackMessage(mrkdwn`✅ *backend* is live`, 'good', [section(mrkdwn`details`), ...links]);
      expect(lineOf(message)).toEqual({
        text: '✅ *backend* is live',
        color: '#2eb67d',
        links: own,
        sentAt: new Date(1_730_441_673_000),
      });
    },
  );

  it('finds the links in anybody’s message: in blocks, in attachments, and beside a text', () => {
    const blocks = [
      { type: 'section', accessory: button },
      { type: 'header' },
      { type: 'section', accessory: { type: 'image' } },
    ];
    const attachments = [{ color: '#fff' }, { blocks: [{ type: 'actions', elements: [button, button] }] }];
    expect(lineOf({ text: 'x', blocks, attachments })?.links).toHaveLength(3);
  });

  it.each([
    ['a text that holds more than links', 'mrkdwn', '<https://example.com/a|A> · and <https://example.com/b|B>'],
    ['a text that ends with more than links', 'mrkdwn', '<https://example.com/a|A> · …'],
    ['a plain text, which has no markup', 'plain_text', '<https://example.com/a|A>'],
  ])('takes no links from %s', (_name, type, text) => {
    expect(lineOf({ text: 'x', blocks: [{ type: 'section', text: { type, text } }] })?.links).toEqual([]);
  });

  it.each([
    ['a thread', { thread_ts: '1730441673.000100' }],
    ['previews', { unfurl_links: true }],
    ['another name', { username: 'x' }],
    ['names to be found in it', { link_names: 1 }],
    ['a legacy attachment', { attachments: [{ title: 'x', title_link: 'https://example.com/' }] }],
    ['a button that does something', { blocks: [{ type: 'actions', elements: [{ ...button, url: undefined }] }] }],
    ['a choice', { blocks: [{ type: 'section', accessory: { type: 'static_select' } }] }],
    ['a block that nobody knows', { blocks: [{ type: 'markdown', text: 'x' }] }],
    ['blocks that are none', { blocks: 'x' }],
    ['a page without TLS', { blocks: [{ type: 'actions', elements: [{ ...button, url: 'http://example.com/' }] }] }],
    ['a text that is blank', { text: ' \n' }],
  ])('does not fold a message with %s', (_name, change) => {
    expect(lineOf({ text: 'x' })).toBeDefined();
    expect(lineOf({ text: 'x', ...change })).toBeUndefined();
  });

  it.each(['U012ABC', 'S045DEF', 'here', 'channel'])('does not fold one of our messages that mentions %s', (who) => {
    const blocks = [section(mrkdwn`details`)];
    expect(lineOf(slackMessage(mrkdwn`❌ it failed`, 'bad', blocks))).toBeDefined();
    expect(lineOf(slackMessage(mrkdwn`❌ it failed`, 'bad', blocks, [who]))).toBeUndefined();
  });

  it.each([
    ['the channel', { text: '<!channel> it burns' }],
    ['a person', { text: 'x <@U0123ABCD>' }],
    ['a group', { text: '<!subteam^S0123ABCD|@ops>' }],
    ['somebody in a block', { blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text: '<!here>' }] }] }],
    ['somebody in rich text', { blocks: [{ type: 'rich_text', elements: [{ type: 'broadcast', range: 'here' }] }] }],
    ['somebody behind a terminal’s code', { text: '<\u001b[31m!channel>' }],
  ])('does not fold a message that mentions %s', (_name, change) => {
    expect(lineOf({ text: 'x', ...change })).toBeUndefined();
  });

  it('finds a mention however JSON writes it', () => {
    const fold = (body: string) => toDigestLine(queueRecord({ body }));
    expect(fold('{"text":"\\u003c!channel\\u003e"}')).toBeUndefined();
    expect(fold('{"text":"\\u003C\\u0040U0123ABCD>"}')).toBeUndefined();
    expect(fold('{"text":"x","blocks":[{"type":"header","text":"\\u003C!here>"}]}')).toBeUndefined();
    expect(fold('{"text":"\\u003chttps://example.com/|x>"}')).toBeDefined();
  });

  it.each([
    ['begins with a link that is longer than a line', `<https://example.com/${'x'.repeat(700)}|Build 5> failed`],
    ['has a link where it would be cut', `${'x'.repeat(590)} <https://example.com/|here>`],
    ['has a bare link where it would be cut', `${'x'.repeat(580)} https://example.com/builds/12345`],
    ['has a link behind the cut', `${'x'.repeat(700)} <https://example.com/|here>`],
  ])('does not fold a text that %s, because the link would be lost', (_name, text) => {
    expect(lineOf({ text })).toBeUndefined();
  });

  it('folds a long text whose links are all at its beginning', () => {
    expect(lineOf({ text: `<https://example.com/|Build 5> failed ${'x'.repeat(5_000)}` })).toBeDefined();
  });

  it('folds a text that only writes about a mention, and one that shows a moment', () => {
    expect(lineOf({ text: '&lt;!channel&gt; @here <!date^1730441673^{time}|then>' })).toBeDefined();
  });

  it('returns no moment where the record has no timestamp', () => {
    const record = queueRecord();
    const attributes = { ...record.attributes, SentTimestamp: 'soon' };
    expect(toDigestLine({ body: record.body, attributes })?.sentAt).toBeUndefined();
  });

  it('replaces the characters of a text that Slack does not take', () => {
    expect(lineOf({ text: ' a\ud83d\ufffe\r\nb ' })?.text).toBe('a\ufffd\ufffd\nb');
  });
});

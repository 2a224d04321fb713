import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSlackPayload } from './check-slack-payload.ts';

const OK = { status: 200, body: 'ok' };

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
const divider = { type: 'divider' };
const button = (over = {}) => ({ type: 'button', text: plain('Commit'), ...over });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const image = (over = {}) => ({ type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a', ...over });
const cell = (text: string) => ({ type: 'raw_text', text });
const richText = (...elements: object[]) => ({ type: 'rich_text', elements });
const webAddress = (length: number) => 'https://example.com/'.padEnd(length, 'a');
const letters = (length: number) => 'x'.repeat(length);
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

const post = (message: unknown) => checkSlackPayload(JSON.stringify(message));
const postBlocks = (...blocks: unknown[]) => post({ text: 'hello', blocks });
const postAttachment = (attachment: unknown) => post({ text: 'hello', attachments: [attachment] });

describe('a body that is no message', () => {
  it.each(['', 'hello', '[]', 'null', '"text"', '{"text": 5}', '{"text": "\\ud83d"}', '{"text": "a'])(
    'is refused as invalid_payload: %s',
    (body) => {
      expect(checkSlackPayload(body)).toMatchObject({ status: 400, body: 'invalid_payload' });
    },
  );

  it.each([{}, { text: '' }, { blocks: [] }, { message: 'hello' }])(
    'is refused when it has nothing to show: %j',
    (message) => {
      expect(post(message)).toMatchObject({ status: 400, body: 'missing_text_or_fallback_or_attachments' });
    },
  );

  it('is refused as no_text when its attachments are empty', () => {
    expect(post({ attachments: [{ color: 'good' }] })).toMatchObject({ status: 400, body: 'no_text' });
  });

  it('is answered, whatever it is', () => {
    const type = fc.constantFrom('section', 'actions', 'rich_text', 'table', 'image', 'markdown');
    const block = fc.oneof(fc.jsonValue(), fc.record({ type, text: fc.jsonValue(), elements: fc.jsonValue() }));
    const blocks = fc.oneof(fc.jsonValue(), fc.array(block));
    const attachments = fc.oneof(fc.jsonValue(), fc.array(fc.oneof(fc.jsonValue(), fc.record({ blocks }))));
    const message = fc.record({ text: fc.jsonValue(), blocks, attachments }, { requiredKeys: [] });
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      message.map((value) => JSON.stringify(value)),
    );
    fc.assert(fc.property(body, (text) => [200, 400, 500].includes(checkSlackPayload(text).status)));
  });
});

describe('a message', () => {
  it.each([
    ['text alone', { text: 'hello' }],
    ['text that Slack cuts', { text: letters(40_001) }],
    ['broken links and stray markup', { text: '<https://example.com|a <b> & *c' }],
    ['blocks without text', { blocks: [divider] }],
    ['a legacy attachment', { attachments: [{ color: 'danger', title: 'a', text: 'b', footer: 'c', ts: 1 }] }],
    ['keys that a webhook ignores', { text: 'hello', channel: '#ops', username: 'bell', icon_emoji: ':bell:' }],
    ['an empty list of blocks', { text: 'hello', blocks: [], attachments: [] }],
  ])('is accepted with %s', (_, message) => {
    expect(post(message)).toEqual(OK);
  });

  it('is accepted as deployments and executions are told', () => {
    const message = {
      text: '✅ *backend* is live on *dev*: [BE] 리뷰 알림 추가 (`a1b2c3d`), 40 s',
      attachments: [
        {
          color: '#2eb67d',
          fallback: 'backend is live on dev',
          blocks: [
            { ...section('> * refactor: split the mailer'), accessory: image() },
            { type: 'header', text: plain('nightly-etl') },
            richText(
              { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'Load ✗ ▇▇' }], border: 0 },
              {
                type: 'rich_text_list',
                style: 'bullet',
                elements: [
                  {
                    type: 'rich_text_section',
                    elements: [
                      { type: 'text', text: 'a', style: { bold: true } },
                      { type: 'link', url: 'https://example.com' },
                      { type: 'emoji', name: 'bell' },
                      { type: 'date', timestamp: 1_700_000_000, format: '{time}', fallback: 'then' },
                    ],
                  },
                ],
              },
              { type: 'rich_text_quote', elements: [{ type: 'user', user_id: 'U1' }] },
            ),
            { type: 'context', elements: [mrkdwn('<!date^1700000000^{time}|then>'), image(), plain('dev')] },
            divider,
            image({ title: plain('a') }),
            actions(button({ url: 'https://example.com', style: 'primary' }), {
              type: 'static_select',
              action_id: 'a',
            }),
          ],
        },
      ],
    };
    expect(post(message)).toEqual(OK);
  });
});

describe.each<[string, number, (size: number) => unknown]>([
  ['blocks in a message', 50, (size) => times(size, () => divider)],
  ['characters in a section', 3000, (size) => [section(letters(size))]],
  ['fields in a section', 10, (size) => [{ type: 'section', fields: times(size, () => mrkdwn('a')) }]],
  ['characters in a field', 2000, (size) => [{ type: 'section', fields: [mrkdwn(letters(size))] }]],
  ['characters in a header', 150, (size) => [{ type: 'header', text: plain(letters(size)) }]],
  ['elements in a context', 10, (size) => [{ type: 'context', elements: times(size, () => mrkdwn('a')) }]],
  ['elements in an actions block', 25, (size) => [actions(...times(size, () => button()))]],
  ['characters on a button', 75, (size) => [actions(button({ text: plain(letters(size)) }))]],
  ['characters in a button value', 2000, (size) => [actions(button({ value: letters(size) }))]],
  ['characters in a button url', 3000, (size) => [actions(button({ url: webAddress(size) }))]],
  ['characters in an action_id', 255, (size) => [actions(button({ action_id: letters(size) }))]],
  ['characters in a block_id', 255, (size) => [{ ...divider, block_id: letters(size) }]],
  ['characters in an image alt text', 2000, (size) => [image({ alt_text: letters(size) })]],
  ['characters in an image title', 2000, (size) => [image({ title: plain(letters(size)) })]],
  ['characters in an image url', 3000, (size) => [image({ image_url: webAddress(size) })]],
  ['characters in a confirm title', 100, (size) => [confirmed({ title: plain(letters(size)) })]],
  ['characters in a confirm text', 300, (size) => [confirmed({ text: plain(letters(size)) })]],
  ['characters in a confirm button', 30, (size) => [confirmed({ confirm: plain(letters(size)) })]],
  ['characters in a deny button', 30, (size) => [confirmed({ deny: plain(letters(size)) })]],
  ['rows in a table', 100, (size) => [{ type: 'table', rows: times(size, () => [cell('a')]) }]],
  ['cells in a table row', 20, (size) => [{ type: 'table', rows: [times(size, () => cell('a'))] }]],
  ['characters in plain text of a section', 3000, (size) => [{ type: 'section', text: plain(letters(size)) }]],
  ['characters in a context', 3000, (size) => [{ type: 'context', elements: [mrkdwn(letters(size))] }]],
  ['images in a context', 10, (size) => [{ type: 'context', elements: times(size, () => image()) }]],
  ['characters in a table cell', 3000, (size) => [{ type: 'table', rows: [[cell(letters(size))]] }]],
  ['characters in a url of rich text', 3000, (size) => [linked({ url: webAddress(size) })]],
  ['characters in an accessory’s alt text', 2000, (size) => [beside(image({ alt_text: letters(size) }))]],
  ['characters on an accessory button', 75, (size) => [beside(button({ text: plain(letters(size)) }))]],
  ['characters in an accessibility label', 75, (size) => [actions(button({ accessibility_label: letters(size) }))]],
  ['settings of table columns', 20, (size) => [table({ column_settings: times(size, () => ({ align: 'left' })) })]],
])('%s: at most %i', (_, max, blocks) => {
  it('accepts as many', () => {
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
])('the text of %s: at least one character', (_, block) => {
  it('accepts one', () => {
    expect(postBlocks(block('a'))).toEqual(OK);
  });

  it('refuses none', () => {
    expect(postBlocks(block(''))).toMatchObject({ status: 400, body: 'invalid_blocks' });
  });
});

describe.each<[string, (size: number) => unknown]>([
  ['fields', (size) => ({ type: 'section', fields: times(size, () => mrkdwn('a')) })],
  ['context elements', (size) => ({ type: 'context', elements: times(size, () => mrkdwn('a')) })],
  ['actions', (size) => actions(...times(size, () => button()))],
  ['table rows', (size) => table({ rows: times(size, () => [cell('a')]) })],
])('%s: at least one', (_, block) => {
  it('accepts one', () => {
    expect(postBlocks(block(1))).toEqual(OK);
  });

  it('refuses none', () => {
    expect(postBlocks(block(0))).toMatchObject({ status: 400, body: 'invalid_blocks' });
  });
});

describe('limits of a whole message', () => {
  it('takes five actions in a legacy attachment and refuses six', () => {
    const attachment = (size: number) => ({ text: 'a', actions: times(size, () => ({ type: 'button', text: 'a' })) });
    expect(postAttachment(attachment(5))).toEqual(OK);
    expect(postAttachment(attachment(6))).toMatchObject({ status: 400, body: 'invalid_attachments' });
  });

  it('counts every character of a block but its types', () => {
    const withButton = (url: number) => [
      ...times(4, () => section(letters(3000))),
      actions(button({ text: plain(letters(75)), url: webAddress(url) })),
    ];
    expect(postBlocks(...withButton(1_125))).toEqual(OK);
    expect(postBlocks(...withButton(1_126))).toMatchObject({ status: 400, body: 'msg_blocks_too_long' });
  });

  it('takes a text however long, which Slack cuts, and counts none of it to the blocks', () => {
    const blocks = [...times(4, () => section(letters(3000))), section(letters(1200))];
    expect(post({ text: letters(40_000), blocks })).toEqual(OK);
    expect(post({ text: letters(40_001), blocks })).toEqual(OK);
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
    expect(postBlocks(...times(4, () => section(letters(3000))), section(letters(1200)))).toEqual(OK);
  });

  it('refuses one character more, wherever it stands', () => {
    const message = {
      text: 'hello',
      blocks: times(4, () => section(letters(3000))),
      attachments: [{ blocks: [section(letters(1201))] }],
    };
    expect(post(message)).toMatchObject({ status: 400, body: 'msg_blocks_too_long' });
  });

  it('takes one table and refuses two', () => {
    const table = { type: 'table', rows: [[cell(' ')]] };
    expect(postBlocks(table)).toEqual(OK);
    expect(postBlocks(table, table)).toMatchObject({ status: 400, reason: 'only_one_table_allowed' });
  });

  it('wants block ids unique in the message', () => {
    const named = { ...divider, block_id: 'a' };
    expect(postBlocks(named, named)).toMatchObject({ status: 400, body: 'invalid_blocks' });
    const across = post({ text: 'hello', blocks: [named], attachments: [{ blocks: [named] }] });
    expect(across).toMatchObject({ status: 400, body: 'invalid_attachments' });
  });

  it('wants action ids unique in their block only', () => {
    const named = button({ action_id: 'a' });
    expect(postBlocks(actions(named), actions(named))).toEqual(OK);
    expect(postBlocks(actions(named, named))).toMatchObject({ status: 400, body: 'invalid_blocks' });
  });
});

describe('a block that Slack does not take', () => {
  it.each<[string, unknown, string]>([
    ['an unknown type', { type: 'banner' }, 'Invalid type'],
    ['a type that belongs to modals', { type: 'input', label: plain('a') }, 'Invalid type'],
    ['no type', {}, '/blocks/0/type'],
    ['something else than an object', 'divider', '/blocks/0'],
    ['an empty section text', section(''), 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    ['neither text nor fields', { type: 'section' }, 'must have text or fields [json-pointer:/blocks/0]'],
    ['no fields', { type: 'section', fields: [] }, 'no less than 1 items allowed [json-pointer:/blocks/0/fields]'],
    ['no elements', actions(), 'no less than 1 items allowed [json-pointer:/blocks/0/elements]'],
    ['text of the wrong type', { type: 'section', text: 'a' }, '/blocks/0/text'],
    ['a header in mrkdwn', { type: 'header', text: mrkdwn('a') }, '/blocks/0/text/type'],
    [
      'an unknown key',
      { type: 'section', text: { ...mrkdwn('a'), emoji: true } },
      'invalid additional property: emoji [json-pointer:/blocks/0/text]',
    ],
    ['an image without alt text', { ...image(), alt_text: undefined }, 'missing required field: alt_text'],
    ['an image without a source', { ...image(), image_url: undefined }, 'must have either image_url or slack_file'],
    ['an address without a scheme', actions(button({ url: 'example.com' })), 'must be a valid URL'],
    ['a script as an address', actions(button({ url: 'javascript:alert(1)' })), 'must be a valid URL'],
    ['a style that is none', actions(button({ style: 'green' })), '/blocks/0/elements/0/style'],
    ['an empty table cell', { type: 'table', rows: [[cell('')]] }, 'must be more than 0 characters'],
    ['an empty rich text', richText({ type: 'rich_text_quote', elements: [{ type: 'text', text: '' }] }), '/text]'],
  ])('is refused with where and why: %s', (_, block, reason) => {
    const answer = postBlocks(block);
    expect(answer).toMatchObject({ status: 400, body: 'invalid_blocks' });
    expect(answer.reason).toContain(reason);
  });

  it('is refused as invalid_attachments in an attachment', () => {
    const answer = postAttachment({ color: 'good', blocks: [divider, { type: 'banner' }] });
    expect(answer).toMatchObject({ status: 400, body: 'invalid_attachments' });
    expect(answer.reason).toContain('/attachments/0/blocks/1');
  });

  it.each(['footer', 'ts', 'text', 'title', 'fields', 'pretext'])('is any block beside the legacy field %s', (key) => {
    const answer = postAttachment({ blocks: [divider], [key]: 'a' });
    expect(answer).toMatchObject({ status: 400, body: 'invalid_attachments' });
  });

  it('gives an empty 500 when it is markdown', () => {
    const markdown = { type: 'markdown', text: '# hello' };
    expect(postBlocks(markdown)).toMatchObject({ status: 500, body: '' });
    expect(postAttachment({ blocks: [markdown] })).toMatchObject({ status: 500, body: '' });
  });
});

describe('lists that are none', () => {
  it('are refused as invalid_blocks_format', () => {
    const answer = post({ text: 'hello', blocks: { blocks: [] } });
    expect(answer).toMatchObject({ status: 400, body: 'invalid_blocks_format' });
  });

  it.each(['text', { text: 'a' }, 5])('are refused as invalid_attachments: %j', (attachments) => {
    expect(post({ text: 'hello', attachments })).toMatchObject({ status: 400, body: 'invalid_attachments' });
  });

  it('are refused as invalid_attachments when an attachment is no object', () => {
    expect(post({ text: 'hello', attachments: ['a'] })).toMatchObject({ status: 400, body: 'invalid_attachments' });
  });
});

import fc from 'fast-check';
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
} from './check-slack-payload/sample-blocks.ts';
import { checkSlackPayload, findSlackProblems } from './check-slack-payload.ts';

describe('checkSlackPayload of a body that is no message', () => {
  it.each(['', 'hello', '[]', 'null', '"text"', '{"text": 5}', '{"text": "\\ud83d"}', '{"text": "a'])(
    'refuses the body %s as invalid_payload',
    (body) => {
      expect(checkSlackPayload(body)).toMatchObject({ status: 400, body: 'invalid_payload' });
    },
  );

  it.each([{}, { text: '' }, { blocks: [] }, { message: 'hello' }])(
    'refuses a message with nothing to show: %j',
    (message) => {
      expect(post(message)).toMatchObject({ status: 400, body: 'missing_text_or_fallback_or_attachments' });
    },
  );

  it('refuses a message with empty attachments as no_text', () => {
    expect(post({ attachments: [{ color: 'good' }] })).toMatchObject({ status: 400, body: 'no_text' });
  });

  it('answers any body', () => {
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

describe('checkSlackPayload of a valid message', () => {
  it.each([
    ['text alone', { text: 'hello' }],
    ['text that Slack cuts', { text: characters(40_001) }],
    ['broken links and stray markup', { text: '<https://example.com|a <b> & *c' }],
    ['blocks without text', { blocks: [divider] }],
    ['a legacy attachment', { attachments: [{ color: 'danger', title: 'a', text: 'b', footer: 'c', ts: 1 }] }],
    ['a section that is always expanded', { blocks: [{ ...section('a'), expand: true }] }],
    ['a section that may be folded', { blocks: [{ ...section('a'), expand: false }] }],
    ['keys that a webhook ignores', { text: 'hello', channel: '#ops', username: 'bell', icon_emoji: ':bell:' }],
    ['an empty list of blocks', { text: 'hello', blocks: [], attachments: [] }],
  ])('accepts %s', (_, message) => {
    expect(post(message)).toEqual(OK);
  });

  it('accepts the messages of a deployment and an execution', () => {
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

describe('checkSlackPayload of a block that Slack does not take', () => {
  it.each<[string, unknown, string]>([
    ['an unknown type', { type: 'banner' }, 'Invalid type'],
    ['a type that belongs to modals', { type: 'input', label: plain('a') }, 'Invalid type'],
    ['no type', {}, '/blocks/0/type'],
    ['something else than an object', 'divider', '/blocks/0'],
    ['an empty section text', section(''), 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    ['neither text nor fields', { type: 'section' }, 'must have text or fields [json-pointer:/blocks/0]'],
    ['an expand that is no boolean', { ...section('a'), expand: 'true' }, '[json-pointer:/blocks/0/expand]'],
    ['an expand elsewhere than on a section', { ...divider, expand: true }, 'invalid additional property: expand'],
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
  ])('says where the block is wrong and why: %s', (_, block, reason) => {
    const answer = postBlocks(block);
    expect(answer).toMatchObject({ status: 400, body: 'invalid_blocks' });
    expect(answer.reason).toContain(reason);
  });

  it('refuses as invalid_attachments the attachment that holds the block', () => {
    const answer = postAttachment({ color: 'good', blocks: [divider, { type: 'banner' }] });
    expect(answer).toMatchObject({ status: 400, body: 'invalid_attachments' });
    expect(answer.reason).toContain('/attachments/0/blocks/1');
  });

  it.each(['footer', 'ts', 'text', 'title', 'fields', 'pretext'])(
    'refuses any block beside the legacy field %s',
    (key) => {
      const answer = postAttachment({ blocks: [divider], [key]: 'a' });
      expect(answer).toMatchObject({ status: 400, body: 'invalid_attachments' });
    },
  );

  it('answers an empty 500 for a markdown block', () => {
    const markdown = { type: 'markdown', text: '# hello' };
    expect(postBlocks(markdown)).toMatchObject({ status: 500, body: '' });
    expect(postAttachment({ blocks: [markdown] })).toMatchObject({ status: 500, body: '' });
  });
});

describe('checkSlackPayload of blocks and attachments that are no lists', () => {
  it('refuses blocks as invalid_blocks_format', () => {
    const answer = post({ text: 'hello', blocks: { blocks: [] } });
    expect(answer).toMatchObject({ status: 400, body: 'invalid_blocks_format' });
  });

  it.each(['text', { text: 'a' }, 5])('refuses attachments as invalid_attachments: %j', (attachments) => {
    expect(post({ text: 'hello', attachments })).toMatchObject({ status: 400, body: 'invalid_attachments' });
  });

  it('refuses an attachment that is no object as invalid_attachments', () => {
    expect(post({ text: 'hello', attachments: ['a'] })).toMatchObject({ status: 400, body: 'invalid_attachments' });
  });
});

describe('findSlackProblems', () => {
  it('finds nothing in a message that Slack takes', () => {
    expect(findSlackProblems(JSON.stringify({ text: 'hello', blocks: [section('a')] }))).toEqual([]);
  });

  it('finds every problem, and says at which part it is', () => {
    const problems = findSlackProblems(
      JSON.stringify({
        blocks: [divider, section(characters(3001)), { ...divider, block_id: 'a' }],
        attachments: [{ blocks: [{ type: 'markdown', text: 'a' }, null, { ...divider, block_id: 'a' }, button()] }],
      }),
    );
    expect(problems.map(({ body, pointer }) => [body, pointer])).toEqual([
      ['', '/attachments/0/blocks/0'],
      ['invalid_blocks', '/blocks/1/text/text'],
      ['invalid_attachments', '/attachments/0/blocks/0/type'],
      ['invalid_attachments', '/attachments/0/blocks/1'],
      ['invalid_attachments', '/attachments/0/blocks/3/type'],
      ['invalid_attachments', '/attachments/0/blocks/2'],
    ]);
  });

  it('begins with what checkSlackPayload answers', () => {
    const body = JSON.stringify({ blocks: [section(''), actions()] });
    const [first] = findSlackProblems(body);
    expect(first).toMatchObject(checkSlackPayload(body));
  });
});

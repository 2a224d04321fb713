import { hostileText } from '@shipbell/testing/fuzzing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandedSection, linkRow, linksOfRow, section } from './blocks.ts';
import { cut, inline, mrkdwn, webUrl } from './text.ts';

const links = [
  { label: 'Commit', url: 'https://example.com/commit?a=1&b=2' },
  { label: 'Log | raw', url: 'https://example.com/log' },
  { label: 'Nothing', url: undefined },
  { label: 'Script', url: 'javascript:alert(1)' },
  { label: 'Too long', url: `https://example.com/${'x'.repeat(500)}` },
];

describe('linkRow', () => {
  it('shows links as text in one line, without those that lead nowhere', () => {
    expect(linkRow(links, 'text', 500)).toEqual([
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: '<https://example.com/commit?a=1&amp;b=2|Commit> · <https://example.com/log|Log ∣ raw>',
        },
      },
    ]);
  });

  it('shows links as buttons, without those that lead nowhere', () => {
    expect(linkRow(links, 'buttons', 500)).toMatchObject([
      {
        type: 'actions',
        elements: [
          { type: 'button', text: { text: 'Commit' }, url: 'https://example.com/commit?a=1&b=2' },
          { type: 'button', text: { text: 'Log | raw' }, url: 'https://example.com/log' },
        ],
      },
    ]);
  });

  it.each(['text', 'buttons'] as const)('returns no row of %s where no link is left', (style) => {
    expect(linkRow([{ label: 'Nothing', url: undefined }], style)).toEqual([]);
  });

  it('drops a link whose address is too long once it is escaped, instead of showing its label alone', () => {
    const url = `https://example.com/?${'&'.repeat(100)}`;
    expect(linkRow([{ label: 'Escaped', url }], 'text', 200)).toEqual([]);
  });
});

describe('linksOfRow', () => {
  it('returns the links that linkRow made a row of, whatever their labels hold', () => {
    const anyLink = fc.record({
      label: fc.oneof(hostileText, fc.constantFrom('Load · Copy', '&lt;', '<!channel>')),
      url: fc.webUrl({ withQueryParameters: true }),
    });
    fc.assert(
      fc.property(fc.array(anyLink, { minLength: 1, maxLength: 5 }), (all) => {
        const kept = all
          .map(({ label, url }) => ({ label: cut(inline(label).replaceAll('|', '∣'), 75), url: webUrl(url, 400) }))
          .filter(({ label, url }) => label !== '' && url !== undefined && url.replaceAll('&', '&amp;').length <= 400);
        const [row] = linkRow(kept, 'text', 400);
        const text = row?.type === 'section' ? (row.text?.text ?? '') : '';
        expect(linksOfRow(text)).toEqual(kept);
      }),
    );
  });

  it.each([
    'two words',
    '<https://example.com/a|A> · and <https://example.com/b|B>',
    '<https://example.com/a|A>, <https://example.com/b|B>',
    '<!channel>',
    '',
  ])('returns nothing of a text that is more than links: %j', (text) => {
    expect(linksOfRow(text)).toEqual([]);
  });
});

describe('expandedSection', () => {
  it('is a section that Slack does not fold', () => {
    expect(expandedSection(mrkdwn`log`)).toEqual({ ...section(mrkdwn`log`), expand: true });
  });
});

import { describe, expect, it } from 'vitest';
import { expandedSection, linkRow, section } from './blocks.ts';
import { mrkdwn } from './text.ts';

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

describe('expandedSection', () => {
  it('is a section that Slack does not fold', () => {
    expect(expandedSection(mrkdwn`log`)).toEqual({ ...section(mrkdwn`log`), expand: true });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInline } from './parse-inline.ts';
import { parseMrkdwn } from './parse-mrkdwn.ts';
import type { Block, Inline } from './tree.ts';

function text(text: string): Inline {
  return { type: 'text', text };
}
function lines(...texts: string[]): Block {
  return {
    type: 'lines',
    lines: texts.map((line) => (line ? [text(line)] : [])),
  };
}

describe('parseInline, for escaped text,', () => {
  it.each([
    ['&lt;!channel&gt;', '<!channel>'],
    ['&lt;/b&gt; &amp; &lt;b&gt;', '</b> & <b>'],
    ['&amp;lt; &amp;amp;', '&lt; &amp;'],
    ['&nbsp; &quot; &#60;', '&nbsp; &quot; &#60;'],
  ])('unescapes %s once', (escaped, read) => {
    expect(parseInline(escaped)).toEqual([text(read)]);
  });
});

describe('parseInline, for markup,', () => {
  it.each<[string, Inline['type']]>([
    ['*backend*', 'bold'],
    ['_backend_', 'italic'],
    ['~backend~', 'strike'],
    ['`backend`', 'code'],
  ])('parses %s as %s', (markup, type) => {
    expect(parseInline(markup)).toEqual([{ type, children: [text('backend')] }]);
  });

  it('parses markup within markup', () => {
    expect(parseInline('*a _b_*')).toEqual([
      { type: 'bold', children: [text('a '), { type: 'italic', children: [text('b')] }] },
    ]);
  });

  it('parses markup beside punctuation', () => {
    expect(parseInline('(*a*):')).toEqual([text('('), { type: 'bold', children: [text('a')] }, text('):')]);
  });

  it.each(['2*3*4', 'a * b * c', 'snake_case_name', '~/a and ~/b', '*open', '`', '``', '한글*굵게*한글'])(
    'leaves %s as text',
    (plain) => {
      expect(parseInline(plain)).toEqual([text(plain)]);
    },
  );

  it('parses no markup within code', () => {
    expect(parseInline('`*a* &lt;`')).toEqual([{ type: 'code', children: [text('*a* <')] }]);
  });

  it('parses no markup within a link', () => {
    expect(parseInline('_see <https://example.com/_/|this>_')).toEqual([
      {
        type: 'italic',
        children: [text('see '), { type: 'link', url: 'https://example.com/_/', children: [text('this')] }],
      },
    ]);
  });
});

describe('parseInline, for tokens,', () => {
  it.each<[string, Inline]>([
    [
      '<https://example.com/?a=1&amp;b=2|a &amp; b>',
      { type: 'link', url: 'https://example.com/?a=1&b=2', children: [text('a & b')] },
    ],
    ['<https://example.com>', { type: 'link', url: 'https://example.com', children: [text('https://example.com')] }],
    ['<@U1>', { type: 'mention', text: '@U1' }],
    ['<@U1|kim>', { type: 'mention', text: '@kim' }],
    ['<#C1|ops>', { type: 'mention', text: '#ops' }],
    ['<!here>', { type: 'mention', text: '@here' }],
    ['<!channel|channel>', { type: 'mention', text: '@channel' }],
    ['<!subteam^S1|@oncall>', { type: 'mention', text: '@oncall' }],
    ['<!unknown|label>', text('label')],
    ['<!date^x^{time}|then>', text('then')],
    [
      '<!date^1700000000^{date_short} {time}^https://example.com|then>',
      {
        type: 'date',
        timestamp: 1_700_000_000,
        format: '{date_short} {time}',
        url: 'https://example.com',
        fallback: 'then',
      },
    ],
  ])('parses %s', (token, inline) => {
    expect(parseInline(token)).toEqual([inline]);
  });

  it.each(['<script>', '<javascript:alert(1)|click>', '<data:text/html,a>', '<!unknown>', '<>', '<a'])(
    'leaves %s, which is not a token, as text',
    (plain) => {
      expect(parseInline(plain)).toEqual([text(plain)]);
    },
  );

  it('parses a bare address as a link, without the punctuation behind it', () => {
    expect(parseInline('see https://example.com/a_b_c?d=1&amp;e=2.')).toEqual([
      text('see '),
      {
        type: 'link',
        url: 'https://example.com/a_b_c?d=1&e=2',
        children: [text('https://example.com/a_b_c?d=1&e=2')],
      },
      text('.'),
    ]);
  });
});

describe('parseMrkdwn', () => {
  it('keeps all lines, blank lines too', () => {
    expect(parseMrkdwn('a\n\nb')).toEqual([lines('a', '', 'b')]);
  });

  it('parses lines with > in front, escaped or not, as a quote', () => {
    expect(parseMrkdwn('>a\n&gt; b\nc')).toEqual([{ ...lines('a', 'b'), type: 'quote' }, lines('c')]);
  });

  it('parses all lines after >>> as a quote', () => {
    expect(parseMrkdwn('>>>a\nb')).toEqual([{ ...lines('a', 'b'), type: 'quote' }]);
  });

  it('keeps fixed-width text unchanged', () => {
    expect(parseMrkdwn('a\n```\nLoad  ✗ ▇▁ *b* :x: &lt;\n  c\n```\nd')).toEqual([
      lines('a'),
      { type: 'code', children: [text('Load  ✗ ▇▁ *b* :x: <\n  c')] },
      lines('d'),
    ]);
  });

  it('leaves a fence that is not closed as text', () => {
    expect(parseMrkdwn('```a')).toEqual([lines('```a')]);
  });

  it('loses no character of escaped text without markup', () => {
    const characters = fc.string({ unit: fc.constantFrom('a', '한', '🔔', '<', '>', '&', '|', '!', ';', ' ', '.') });
    fc.assert(
      fc.property(characters, (original) => {
        const escaped = original.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect(
          parseInline(escaped)
            .map((inline) => (inline.type === 'text' ? inline.text : ''))
            .join(''),
        ).toBe(original);
      }),
    );
  });

  it('parses long hostile text without running out of time', () => {
    const hostile = ['*<a>', '`_~*', '<<<<', '>```', 'https://', ':a:'].map((part) => part.repeat(2_000));
    for (const part of hostile) expect(parseMrkdwn(part).length).toBeGreaterThan(0);
  });
});

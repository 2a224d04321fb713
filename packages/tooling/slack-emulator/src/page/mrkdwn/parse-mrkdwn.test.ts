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

describe('escaped text', () => {
  it.each([
    ['&lt;!channel&gt;', '<!channel>'],
    ['&lt;/b&gt; &amp; &lt;b&gt;', '</b> & <b>'],
    ['&amp;lt; &amp;amp;', '&lt; &amp;'],
    ['&nbsp; &quot; &#60;', '&nbsp; &quot; &#60;'],
  ])('%s is read once, as text', (escaped, read) => {
    expect(parseInline(escaped)).toEqual([text(read)]);
  });
});

describe('markup', () => {
  it.each<[string, Inline['type']]>([
    ['*backend*', 'bold'],
    ['_backend_', 'italic'],
    ['~backend~', 'strike'],
    ['`backend`', 'code'],
  ])('%s is %s', (markup, type) => {
    expect(parseInline(markup)).toEqual([{ type, children: [text('backend')] }]);
  });

  it('nests', () => {
    expect(parseInline('*a _b_*')).toEqual([
      { type: 'bold', children: [text('a '), { type: 'italic', children: [text('b')] }] },
    ]);
  });

  it('binds beside punctuation', () => {
    expect(parseInline('(*a*):')).toEqual([text('('), { type: 'bold', children: [text('a')] }, text('):')]);
  });

  it.each(['2*3*4', 'a * b * c', 'snake_case_name', '~/a and ~/b', '*open', '`', '``', '한글*굵게*한글'])(
    '%s is text',
    (plain) => {
      expect(parseInline(plain)).toEqual([text(plain)]);
    },
  );

  it('does not reach into code', () => {
    expect(parseInline('`*a* &lt;`')).toEqual([{ type: 'code', children: [text('*a* <')] }]);
  });

  it('does not reach into a link', () => {
    expect(parseInline('_see <https://example.com/_/|this>_')).toEqual([
      {
        type: 'italic',
        children: [text('see '), { type: 'link', url: 'https://example.com/_/', children: [text('this')] }],
      },
    ]);
  });
});

describe('tokens', () => {
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
  ])('%s', (token, inline) => {
    expect(parseInline(token)).toEqual([inline]);
  });

  it.each(['<script>', '<javascript:alert(1)|click>', '<data:text/html,a>', '<!unknown>', '<>', '<a'])(
    '%s is none and stays text',
    (plain) => {
      expect(parseInline(plain)).toEqual([text(plain)]);
    },
  );

  it('are made of bare addresses, without the punctuation behind them', () => {
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

describe('blocks', () => {
  it('keeps lines, blank ones too', () => {
    expect(parseMrkdwn('a\n\nb')).toEqual([lines('a', '', 'b')]);
  });

  it('reads quotes, escaped or not, and ends them with their lines', () => {
    expect(parseMrkdwn('>a\n&gt; b\nc')).toEqual([{ ...lines('a', 'b'), type: 'quote' }, lines('c')]);
  });

  it('quotes the rest after three', () => {
    expect(parseMrkdwn('>>>a\nb')).toEqual([{ ...lines('a', 'b'), type: 'quote' }]);
  });

  it('keeps fixed-width text as it is', () => {
    expect(parseMrkdwn('a\n```\nLoad  ✗ ▇▁ *b* :x: &lt;\n  c\n```\nd')).toEqual([
      lines('a'),
      { type: 'code', children: [text('Load  ✗ ▇▁ *b* :x: <\n  c')] },
      lines('d'),
    ]);
  });

  it('takes an open fence as text', () => {
    expect(parseMrkdwn('```a')).toEqual([lines('```a')]);
  });

  it('loses no character of escaped text without markup', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', '한', '🔔', '<', '>', '&', '|', '!', ';', ' ', '.') });
    fc.assert(
      fc.property(letters, (original) => {
        const escaped = original.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect(
          parseInline(escaped)
            .map((inline) => (inline.type === 'text' ? inline.text : ''))
            .join(''),
        ).toBe(original);
      }),
    );
  });

  it('reads hostile text in no time', () => {
    const hostile = ['*<a>', '`_~*', '<<<<', '>```', 'https://', ':a:'].map((part) => part.repeat(2_000));
    for (const part of hostile) expect(parseMrkdwn(part).length).toBeGreaterThan(0);
  });
});

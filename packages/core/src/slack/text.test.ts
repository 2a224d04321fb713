import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bold,
  cleanText,
  code,
  codeBlock,
  cut,
  cutMrkdwn,
  dateTime,
  inline,
  joinMrkdwn,
  link,
  mention,
  mrkdwn,
  quote,
  webUrl,
} from './text.ts';

/** Any text at all, lone surrogates and control characters included. */
const anyText = fc.string({ unit: 'binary', maxLength: 200 });
const hostile = fc.oneof(
  anyText,
  fc
    .array(fc.constantFrom('<!channel>', '&', '<', '>', '`', '```', '*', '|', '👩‍🚀', '한', '\ud800', '\u0000', '\n'))
    .map((parts) => parts.join('')),
);

function unescapeMrkdwn(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

describe('mrkdwn', () => {
  it('escapes text from outside, so that a commit message cannot ping a channel', () => {
    expect(mrkdwn`by ${'<!channel> & </b>'}`.mrkdwn).toBe('by &lt;!channel&gt; &amp; &lt;/b&gt;');
  });

  it('takes a value that is mrkdwn already as it is', () => {
    expect(mrkdwn`${bold('a & b')} and ${code('c')}`.mrkdwn).toBe('*a &amp; b* and `c`');
  });

  it('loses nothing of any text but unwanted characters, and leaves no markup in it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = mrkdwn`${text}`.mrkdwn;
        expect(unescapeMrkdwn(escaped)).toBe(cleanText(text));
        expect(escaped).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      }),
    );
  });
});

describe('mention', () => {
  it.each([
    ['U012ABC', '<@U012ABC>'],
    ['W0A', '<@W0A>'],
    ['S045DEF', '<!subteam^S045DEF>'],
    ['here', '<!here>'],
    ['channel', '<!channel>'],
  ])('notifies %s', (who, markup) => {
    expect(mention(who).mrkdwn).toBe(markup);
  });

  it('is empty for any other text', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.constantFrom('author', 'everyone', 'U1> <!here', 'U1\n', 'u012abc')), (who) => {
        expect(mention(who).mrkdwn).toBe('');
      }),
    );
  });
});

describe('cleanText', () => {
  it('leaves only what SQS and JSON take', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const clean = cleanText(text);
        expect(clean.isWellFormed()).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that must not be left
        expect(clean).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/);
        expect(cleanText(clean)).toBe(clean);
      }),
    );
  });

  it('makes every line end a newline', () => {
    expect(cleanText('a\r\nb\rc\nd')).toBe('a\nb\nc\nd');
  });

  it('drops the colours of a terminal', () => {
    expect(cleanText('\u001b[1;31mError\u001b[0m: no such file')).toBe('Error: no such file');
  });
});

describe('bold, code, codeBlock, quote, inline and dateTime', () => {
  it.each([
    ['bold', bold, '*'],
    ['code', code, '`'],
  ])('keep a %s text whole, whatever it holds', (_name, format, mark) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const inner = format(text).mrkdwn.slice(1, -1);
        expect(inner).not.toContain(mark);
        expect(inner).not.toContain('\n');
      }),
    );
  });

  it('keep a code block whole, whatever it holds', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(codeBlock(text).mrkdwn.split('```')).toHaveLength(3);
      }),
    );
  });

  it('quote a block of code without its marks, which would swallow the marks of the quote', () => {
    expect(quote('one\n```sh\nnpm ci\n  ```\ntwo').mrkdwn).toBe('> one\n> npm ci\n> two');
    expect(quote('one ```npm ci```\n```').mrkdwn).toBe("> one '''npm ci'''");
    fc.assert(
      fc.property(hostile, (text) => {
        expect(quote(text).mrkdwn).not.toContain('```');
      }),
    );
  });

  it('quote every line', () => {
    expect(quote('* one\n\n<two>').mrkdwn).toBe('> * one\n> \n> &lt;two&gt;');
  });

  it('put a text on one line', () => {
    expect(inline('  a\n\tb  c ')).toBe('a b c');
  });

  it('write a moment as a token that every reader sees in their own time zone', () => {
    expect(dateTime(new Date('2024-11-01T06:14:33Z'), '{date_short_pretty} {time_secs}').mrkdwn).toBe(
      '<!date^1730441673^{date_short_pretty} {time_secs}|2024-11-01 06:14:33 UTC>',
    );
  });
});

describe('dateTime of a moment out of range', () => {
  it('says that an invalid date is an unknown time', () => {
    expect(dateTime(new Date(Number.NaN), '{time}').mrkdwn).toBe('an unknown time');
  });

  it('takes the furthest moment that a date can be', () => {
    expect(dateTime(new Date(8.64e15), '{time}').mrkdwn).toBe(
      '<!date^8640000000000^{time}|+275760-09-13 00:00:00 UTC>',
    );
  });
});

describe('cut', () => {
  it('keeps a text that fits', () => {
    expect(cut('abc', 3)).toBe('abc');
  });

  it('ends with an ellipsis if something is missing', () => {
    expect(cut('abcd', 3)).toBe('ab…');
  });

  it('never splits a code point and never exceeds its limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), fc.integer({ min: 1, max: 60 }), (text, max) => {
        const short = cut(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short.isWellFormed()).toBe(true);
        expect(short === text || short.endsWith('…'), 'what is cut is said').toBe(true);
      }),
    );
  });
});

describe('cutMrkdwn', () => {
  const token = dateTime(new Date(0), '{time}');
  const piece = fc.oneof(
    hostile.map((text) => mrkdwn`${text}`),
    hostile.map((text) => codeBlock(text)),
    fc.constant(token),
  );

  it('keeps within its limit and never cuts inside an entity, a token or a surrogate pair', () => {
    fc.assert(
      fc.property(fc.array(piece), fc.integer({ min: 10, max: 300 }), (pieces, max) => {
        const whole = joinMrkdwn(pieces, ' ');
        const short = cutMrkdwn(whole, max).mrkdwn;
        expect(short === whole.mrkdwn || /…(\n```)?$/.test(short), 'what is cut is said').toBe(true);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short.isWellFormed()).toBe(true);
        expect(short.replaceAll(token.mrkdwn, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      }),
    );
  });

  it('closes a code block that it cuts', () => {
    expect(cutMrkdwn(codeBlock('abcdefghijklmnop'), 15).mrkdwn).toBe('```\nabcdef…\n```');
  });

  it('cuts a text with a quarter of a million links that begin and never end', () => {
    expect(cutMrkdwn({ mrkdwn: '<'.repeat(250_000) }, 10).mrkdwn).toBe('<<<<<…');
    expect(cutMrkdwn({ mrkdwn: '<a '.repeat(80_000) }, 12).mrkdwn).toBe('<a <a <…');
  });
});

describe('webUrl', () => {
  it('takes only https', () => {
    expect(webUrl('https://example.com/a?b=c#d')).toBe('https://example.com/a?b=c#d');
    expect(webUrl('http://example.com/')).toBeUndefined();
    expect(webUrl('javascript:alert(1)')).toBeUndefined();
    expect(webUrl('not a url')).toBeUndefined();
    expect(webUrl(undefined)).toBeUndefined();
  });

  it.each(['https://github.com@example.org/', 'https://:secret@example.org/', 'https:\\\\github.com@example.org'])(
    'leaves out %s, which names a user',
    (url) => {
      expect(webUrl(url)).toBeUndefined();
    },
  );

  it('returns only addresses whose host is what a reader takes for it, whatever the text is', () => {
    const scheme = fc.constantFrom('https://', 'http://', 'HTTPS:', 'https:\\\\', 'javascript:', 'data:', '');
    const part = fc.oneof(hostile, fc.constantFrom('github.com', '@', ':', '/', '\\', '?', '#', '%40', '\t', '。'));
    const text = fc.tuple(scheme, fc.array(part, { maxLength: 6 })).map(([start, parts]) => start + parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.webUrl({ withQueryParameters: true, withFragments: true })), (url) => {
        const address = webUrl(url);
        if (address === undefined) return;
        expect(address).toMatch(/^https:\/\/[^/?#@\s<>|]+\//);
        expect(new URL(address).host).toBe(new URL(url).host);
      }),
    );
  });

  it('encodes the characters that would end a link', () => {
    expect(webUrl('https://example.com/?a=|<b>')).not.toMatch(/[|<>]/);
  });

  it('returns undefined for a URL that Slack refuses', () => {
    expect(webUrl(`https://example.com/${'a'.repeat(3_000)}`)).toBeUndefined();
  });
});

describe('link', () => {
  it('makes a link with the text and the address', () => {
    expect(link('https://example.com/?a=1&b=2', 'develop').mrkdwn).toBe('<https://example.com/?a=1&amp;b=2|develop>');
  });

  it.each([
    ['javascript:alert(1)', 'develop'],
    [undefined, 'develop'],
    [`https://example.com/${'&'.repeat(20)}`, 'develop'],
  ])('returns the text alone if the address is %j', (url, text) => {
    expect(link(url, text, 100).mrkdwn).toBe('develop');
  });

  it('neither ends early nor holds another link, whatever its text and address are', () => {
    fc.assert(
      fc.property(hostile, hostile, (path, text) => {
        expect(link(`https://example.com/${path}`, text).mrkdwn).toMatch(
          /^(?:<https:[^<>|\s]+\|[^<>|\n]+>|[^<>|\n]*)$/,
        );
      }),
    );
  });
});

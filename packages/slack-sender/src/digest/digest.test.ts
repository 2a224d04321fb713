import { COLORS, cleanText, LIMITS } from '@shipbell/core';
import { checkSlackPayload } from '@shipbell/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyMessage } from '../testing/any-message.ts';
import { queueRecord } from '../testing/queue-record.ts';
import { countByEmoji, digest, MOST_LINES } from './digest.ts';
import { type DigestLine, toDigestLine } from './digest-line.ts';

function line(change: Partial<DigestLine> = {}): DigestLine {
  return {
    text: '✅ *backend* is live on *dev*',
    color: COLORS.good,
    links: [{ label: 'Commit', url: 'https://example.com/commit' }],
    sentAt: new Date(1_730_441_673_000),
    ...change,
  };
}
function lineOf(message: object) {
  return toDigestLine(queueRecord({ body: JSON.stringify(message) }));
}
function isLine(one: DigestLine | undefined) {
  return one !== undefined;
}

/** Returns the texts of each attachment's blocks: the message's own text, and the line beneath it. */
function textsOf(lines: readonly DigestLine[]) {
  return (digest(lines).attachments ?? []).map(({ blocks }) =>
    blocks.map((block) => {
      if (block.type === 'section') return block.text?.text ?? '';
      return block.type === 'context' && block.elements[0]?.type === 'mrkdwn' ? block.elements[0].text : '';
    }),
  );
}

describe('digest', () => {
  it('says first how many messages there are of each kind, and then shows each with its colour, moment and links', () => {
    const failed = line({ text: '❌ *etl* failed on *dev*', color: COLORS.bad, links: [] });
    const twoLinks = [
      { label: 'Commit', url: 'https://example.com/commit' },
      { label: 'Log | raw', url: 'https://example.com/log?a=1&b=2' },
    ];
    const { text, attachments } = digest([line({ links: twoLinks }), failed, failed]);
    expect(text).toBe('🗂️ *3 messages at once*: 2\u00a0❌ · 1\u00a0✅');
    const moment = '<!date^1730441673^{date_short_pretty} {time}|2024-11-01 06:14:33 UTC>';
    const links = '<https://example.com/commit|Commit> · <https://example.com/log?a=1&amp;b=2|Log ∣ raw>';
    expect(attachments?.slice(0, 2)).toEqual([
      {
        color: COLORS.good,
        blocks: [
          { type: 'section', text: { type: 'mrkdwn', text: '✅ *backend* is live on *dev*' } },
          { type: 'context', elements: [{ type: 'mrkdwn', text: `${moment} · ${links}` }] },
        ],
      },
      {
        color: COLORS.bad,
        blocks: [
          { type: 'section', text: { type: 'mrkdwn', text: '❌ *etl* failed on *dev*' } },
          { type: 'context', elements: [{ type: 'mrkdwn', text: moment }] },
        ],
      },
    ]);
  });

  it('gives a grey bar to a message without a colour, or with one that is none', () => {
    const { attachments } = digest([line({ color: undefined }), line({ color: 'red; x' }), line({ color: 'danger' })]);
    expect(attachments?.map(({ color }) => color)).toEqual([COLORS.neutral, COLORS.neutral, 'danger']);
  });

  it('adds no line beneath a message without a moment and links', () => {
    expect(textsOf([line({ links: [], sentAt: undefined })])).toEqual([['✅ *backend* is live on *dev*']]);
  });

  it('cuts a long text and marks the cut, but never inside a link or a surrogate pair', () => {
    const end = '<https://example.com/|here>';
    const [[cutAtLink], [cutAtEmoji]] = textsOf([
      line({ text: `${'x'.repeat(590)}${end}` }),
      line({ text: '🚀'.repeat(400) }),
    ]) as [[string], [string]];
    expect(cutAtLink).toBe(`${'x'.repeat(590)}…`);
    expect(cutAtEmoji).toMatch(/^(?:🚀)+…$/u);
  });

  it('keeps as many links as there is room for and says how many it leaves out', () => {
    const links = ['a', 'b', 'c'].map((path) => ({ label: path, url: `https://example.com/${path.repeat(400)}` }));
    const [[, some], [, all]] = textsOf([line({ links }), line({ links: links.slice(0, 2) })]) as [string[], string[]];
    expect(some).toMatch(/a\|a> · <\S+b\|b> · 1 link left out$/);
    expect(all).toMatch(/b\|b>$/);
    const tooLong = { label: 'x', url: `https://e.com/${'x'.repeat(2_000)}` };
    const [[, none] = []] = textsOf([line({ links: [tooLong, tooLong] })]);
    expect(none).toMatch(/> · 2 links left out$/);
  });

  it('switches previews off, as they are in the messages that it folds', () => {
    expect(digest([line()])).toMatchObject({ unfurl_links: false, unfurl_media: false });
  });

  it('leaves out a link that is no web address', () => {
    const [[, footer]] = textsOf([line({ links: [{ label: 'x', url: 'javascript:alert(1)' }] })]) as [string[]];
    expect(footer).not.toContain('x>');
  });
});

describe('digest, for any messages,', () => {
  /** The hostile messages that may be folded. */
  const anyFoldable = anyMessage
    .map((message) => ({ message, line: lineOf(message) }))
    .filter((one): one is { message: typeof one.message; line: DigestLine } => isLine(one.line));
  const anyFoldables = fc.array(anyFoldable, { minLength: 1, maxLength: MOST_LINES });

  it('returns a message that Slack takes', () => {
    fc.assert(
      fc.property(anyFoldables, (all) => {
        expect(checkSlackPayload(JSON.stringify(digest(all.map((one) => one.line))))).toEqual({
          status: 200,
          body: 'ok',
        });
      }),
      { numRuns: 100 },
    );
  });

  it('shows the line of each message in order', () => {
    fc.assert(
      fc.property(anyFoldables, (all) => {
        const shown = textsOf(all.map((one) => one.line)).map(([text = '']) => text);
        const own = all.map(({ message }) => cleanText(message.text).trim());
        expect(shown).toHaveLength(own.length);
        for (const [index, text] of shown.entries()) {
          const kept = text.replace(/…(?:\n```)?$/, '');
          expect(own[index]?.startsWith(text === own[index] ? text : kept), `${text} of ${own[index]}`).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('mentions nobody, because a message that mentions somebody is not folded', () => {
    fc.assert(
      fc.property(anyFoldables, (all) => {
        const { text, attachments } = digest(all.map((one) => one.line));
        const texts = [text, JSON.stringify(attachments)].join('\n');
        expect(texts).not.toMatch(/<(?:@|!(?!date\^))/);
      }),
      { numRuns: 100 },
    );
  });

  it('returns a message that Slack takes also where ten messages are as long as can be', () => {
    const links = Array.from({ length: 99 }, (_, index) => ({ label: `${index}`, url: 'https://e.com/' }));
    const longest = [
      line({ text: '<https://example.com/|&amp;>'.repeat(9_000), links }),
      line({ text: `${'&lt;'.repeat(9_000)}`, links }),
      line({ text: '```x\n'.repeat(9_000), links }),
      line({ text: `:${'a'.repeat(40)}: ${'👩‍🚀'.repeat(4_000)}`, links }),
    ];
    for (const one of longest) {
      const ten = Array<DigestLine>(MOST_LINES).fill(one);
      expect(checkSlackPayload(JSON.stringify(digest(ten)))).toEqual({ status: 200, body: 'ok' });
      const length = textsOf(ten).flat().join('').length;
      expect(length).toBeLessThanOrEqual(LIMITS.total);
      expect(length, 'the room is made use of').toBeGreaterThan(LIMITS.total * 0.9);
    }
  });
});

function of(text: string, color?: string) {
  return { text, color };
}

/** Returns the counts with ordinary spaces, which are easier to read. */
function counted(...lines: ReturnType<typeof of>[]) {
  return countByEmoji(lines).replaceAll('\u00a0', ' ');
}

describe('countByEmoji', () => {
  it('counts what went wrong first, whatever came first', () => {
    expect(
      counted(
        of('✅ a', COLORS.good),
        of('⏹️ b', COLORS.warning),
        of('⏱️ c', COLORS.bad),
        of('❌ d', COLORS.bad),
        of('✅ e', COLORS.good),
        of('⏱️ f', COLORS.bad),
      ),
    ).toBe('2 ⏱️ · 1 ❌ · 1 ⏹️ · 2 ✅');
  });

  it('counts an emoji as Slack writes it, and one that is made of several characters, as one', () => {
    expect(counted(of(':rocket: a'), of('👩‍🚀 b'), of('🇪🇺 c'), of('👩‍🚀 d'))).toBe('1 :rocket: · 2 👩‍🚀 · 1 🇪🇺');
  });

  it('counts messages that begin with no emoji last, and returns nothing where none begins with one', () => {
    expect(counted(of('a ✅'), of('✅ b'), of('12:30: c'), of('✅ d'))).toBe('2 ✅ · 2 others');
    expect(counted(of('a'), of('✅ b'))).toBe('1 ✅ · 1 other');
    expect(counted(of('a'), of('b'))).toBe('');
  });

  it('keeps a number and what it counts on one line', () => {
    expect(countByEmoji([of('✅ a'), of('b')])).toBe('1\u00a0✅ · 1\u00a0other');
  });
});

import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { ShownMessage, SlackPayload } from '../protocol.ts';
import { sampleFolds } from '../sample-folds.ts';
import { sampleMessages } from '../sample-messages.ts';
import { toCssColor } from './attachment.tsx';
import { Message } from './message.tsx';
import { placeOf } from './problems.tsx';

const samples = sampleMessages(1_700_000_000);

/** Returns the page's HTML of a message. */
function drawWhole(payload: SlackPayload, about: Partial<ShownMessage> = {}): string {
  const arrivedAt = '2024-02-03T04:05:06Z';
  const message = { id: 7, destination: 'ops', channel: 'ops', arrivedAt, payload, problems: [], ...about };
  return renderToStaticMarkup(createElement(Message, { message }));
}

/** Returns the HTML of what Slack shows. */
function draw(payload: SlackPayload): string {
  return drawWhole(payload).replace(TOOLS, '');
}

const TOOLS = /<footer class="tools">.*<\/footer>/s;

/** Returns the text of an HTML document without its markup. */
function textOf(html: string): string {
  return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

describe('a message', () => {
  it.each(Object.entries({ ...samples, ...sampleFolds }))('draws the sample message %s', (_, sample) => {
    expect(draw(sample)).toContain('class="message"');
  });

  it('has its id and its destination as attributes', () => {
    expect(draw({ text: 'a' })).toContain('<article class="message" data-message="7" data-destination="ops"');
  });

  it('shows its text above the attachment with the colour bar', () => {
    const html = draw({ text: 'headline', attachments: [{ color: '#e01e5a', blocks: [{ type: 'divider' }] }] });
    expect(html).toMatch(/headline.*style="background:#e01e5a".*<hr\/>/s);
  });

  it('shows its blocks in place of its text', () => {
    const html = draw({
      text: 'only for notifications',
      blocks: [{ type: 'header', text: { type: 'plain_text', text: 'A' } }],
    });
    expect(html).not.toContain('only for notifications');
    expect(html).toContain('<h3');
  });

  it('links its buttons to a new window', () => {
    const html = draw(samples.live ?? {});
    expect(html).toContain(
      '<a href="https://example.com/commit" class="button " target="_blank" rel="noopener noreferrer">',
    );
  });

  it('keeps the columns of a fixed-width table', () => {
    expect(draw(samples.execution ?? {})).toContain(
      'Load          ✗ ··············█████X 5m 00s \u00a0\u00a0States.Timeout\n░ waiting',
    );
  });

  it('describes pictures instead of loading them', () => {
    const html = draw(samples.live ?? {});
    expect(html).toContain('role="img" aria-label="backend"');
    expect(html).not.toContain('<img');
  });

  it('draws emoji by name and by character, and leaves unknown names', () => {
    const html = draw({ text: ':rocket: :large_green_circle: 🚀 :no_such: :constructor: at 10:30:45' });
    expect(textOf(html)).toContain('🚀 🟢 🚀 :no_such: :constructor: at 10:30:45');
  });

  it('draws legacy attachments', () => {
    const field = { title: 'Region', value: '*eu*', short: true };
    const html = draw({
      attachments: [
        {
          pretext: 'before',
          title: 'T',
          title_link: 'https://example.com',
          text: 'a &amp; b',
          fields: [field],
          footer: 'F',
        },
      ],
    });
    expect(textOf(html)).toMatch(/before.*T.*a &amp; b.*Region.*eu.*F/);
    expect(html).toContain('<a href="https://example.com"');
  });
});

describe('what the page adds to a message', () => {
  it('is the line of a phone, the way to the Block Kit Builder and the JSON', () => {
    const [tools = ''] = TOOLS.exec(drawWhole({ text: '*backend* is live: <https://example.com/1|#1>' })) ?? [];
    expect(textOf(tools)).toMatch(/Shipbell in #ops on a phone backend is live: #1 .*Block Kit Builder Copy JSON JSON/);
    expect(tools).toContain('href="https://app.slack.com/block-kit-builder/#%7B%22blocks%22');
  });

  it('is the title of an example', () => {
    expect(drawWhole({ text: 'a' }, { title: 'failed-ecs' })).toMatch(
      /aria-label="failed-ecs".*<h3 class="message__title">failed-ecs<\/h3>/,
    );
  });

  it('is what Slack refuses, each at its block, and the rest of the message', () => {
    const section = { type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'first' } };
    const text = textOf(
      drawWhole(
        { text: 'hello', attachments: [{ blocks: [section, { type: 'divider' }] }, { blocks: [section] }] },
        {
          problems: [
            { status: 400, body: 'invalid_attachments', reason: 'one', pointer: '/attachments/0/blocks/1/type' },
            { status: 400, body: 'invalid_attachments', reason: 'two', pointer: '/attachments/1' },
            { status: 400, body: 'msg_blocks_too_long', reason: 'three', pointer: '' },
          ],
        },
      ),
    );
    expect(text).toMatch(/Slack refuses this message with 400 invalid_attachments three hello first one two first/);
  });
});

describe('placeOf', () => {
  it.each([
    ['', ''],
    ['/text', ''],
    ['/blocks', ''],
    ['/blocks/12', '/blocks/12'],
    ['/blocks/1/fields/3', '/blocks/1'],
    ['/attachments/0', '/attachments/0'],
    ['/attachments/0/blocks', '/attachments/0'],
    ['/attachments/10/blocks/2/elements/0/text', '/attachments/10/blocks/2'],
  ])('returns for %j the place %j', (pointer, place) => {
    expect(placeOf(pointer)).toBe(place);
  });
});

describe('a fold', () => {
  it('is around the text of a section without expand', () => {
    expect(draw(sampleFolds.folded)).toMatch(
      /class="fold fold--text "><div class="fold__content"><div class="mrkdwn"><pre>/,
    );
  });

  it('is not around the text of a section with expand', () => {
    expect(draw(sampleFolds.expanded)).not.toContain('fold--text');
  });

  it('is around each attachment', () => {
    const html = draw({ attachments: [{ blocks: [{ type: 'divider' }] }, { title: 'T' }] });
    expect(html.match(/fold--attachment/g)).toHaveLength(2);
  });

  it('is around the legacy text of an attachment', () => {
    expect(draw({ attachments: [{ text: 'a' }] })).toContain('fold--text');
  });
});

describe('the warning of Slack', () => {
  const warning = 'This app is not configured to handle interactive responses';

  it('is beside each button with a link', () => {
    const html = draw(sampleFolds.buttons);
    expect(html.match(new RegExp(`</a><span class="warning"[^>]* title="${warning}">⚠</span>`, 'g'))).toHaveLength(2);
  });

  it('is not beside a button without a link', () => {
    expect(draw(sampleFolds.buttons)).toMatch(/<\/button><\/div>/);
  });

  it('is not beside a link in a text', () => {
    expect(draw(sampleFolds.folded)).not.toContain(warning);
  });
});

describe('hostile text in a message', () => {
  const html = draw(samples.hostile ?? {});

  it('creates no elements', () => {
    expect(html).not.toMatch(/<(script|img|b>x)/);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('mentions nobody', () => {
    expect(html).not.toContain('class="mention"');
    expect(html).toContain('&lt;!channel&gt; &amp; &lt;/b&gt;');
  });

  it('creates no links to scripts', () => {
    expect(html).not.toContain('href="javascript');
    const title = draw({ attachments: [{ title: 'T', title_link: 'javascript:alert(1)' }] });
    expect(title).not.toContain('javascript');
  });

  it('creates no styles', () => {
    expect(html).not.toContain('url(');
    expect(html).toContain('style="background:#dddddd"');
  });
});

describe('toCssColor', () => {
  it.each([
    ['good', '#2eb886'],
    ['#2EB67D', '#2EB67D'],
    ['2eb67d', '#2eb67d'],
    ['constructor', '#dddddd'],
    ['', '#dddddd'],
  ])('returns for %j the colour %s', (color, css) => {
    expect(toCssColor(color)).toBe(css);
  });
});

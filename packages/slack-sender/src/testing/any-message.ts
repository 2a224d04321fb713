import { hostileText } from '@shipbell/core/testing/fuzzing';
import fc from 'fast-check';

const label = fc.oneof(fc.constantFrom('Commit', 'Build log | raw', '<!channel> & more', ''), hostileText);
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  fc.constantFrom('https://example.com/a|b>c?x=<!here>&y=1', 'javascript:alert(1)', ''),
  fc.integer({ min: 1, max: 3_000 }).map((length) => `https://example.com/${'&'.repeat(length)}`),
);
const button = fc.record({ type: fc.constant('button'), text: fc.record({ text: label }), url });
const block = fc.oneof(
  fc.record({ type: fc.constant('actions'), elements: fc.array(button, { maxLength: 25 }) }),
  fc.record({ type: fc.constant('section'), accessory: button }),
  fc.record({ type: fc.constantFrom('context', 'divider'), elements: fc.array(hostileText, { maxLength: 2 }) }),
);

const text = fc
  .tuple(fc.constantFrom('', '❌ ', ':tada: '), fc.array(hostileText, { maxLength: 3 }))
  .map(([lead, parts]) => lead + parts.join(' '));

/** Messages of the form that a digest takes, whose every part may be hostile. */
export const anyMessage = fc.record(
  {
    text,
    blocks: fc.array(block, { maxLength: 3 }),
    attachments: fc.array(fc.record({ color: hostileText, blocks: fc.array(block, { maxLength: 3 }) }), {
      maxLength: 2,
    }),
    unfurl_links: fc.constant(false),
  },
  { requiredKeys: ['text'] },
);

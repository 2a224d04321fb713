import { hostileText } from '@shipbell/testing/fuzzing';
import fc from 'fast-check';

/**
 * Generates texts without a mention. A message that mentions somebody is never folded, and half of the hostile texts
 * do, so that most texts are without one, for tests of what is folded.
 */
const quiet = hostileText.map((text) => text.replace(/<(?=@|!(?!date))/g, '< '));
const mostlyQuiet = fc.oneof({ weight: 9, arbitrary: quiet }, { weight: 1, arbitrary: hostileText });

const label = fc.oneof(fc.constantFrom('Commit', 'Build log | raw', '& <more>', ''), quiet);
const url = fc.oneof(
  fc.constantFrom('https://example.com/a?b=1&c=2#d', 'http://example.com:8080/ä'),
  fc.constantFrom('https://example.com/a|b>c?x=<y>&z=1', 'javascript:alert(1)', ''),
  fc.integer({ min: 1, max: 3_000 }).map((length) => `https://example.com/${'&'.repeat(length)}`),
);
const button = fc.record({ type: fc.constant('button'), text: fc.record({ text: label }), url });
const block = fc.oneof(
  fc.record({ type: fc.constant('actions'), elements: fc.array(button, { maxLength: 25 }) }),
  fc.record({ type: fc.constant('section'), accessory: button }),
  fc.record({ type: fc.constantFrom('context', 'divider'), elements: fc.array(quiet, { maxLength: 2 }) }),
);

const text = fc
  .tuple(fc.constantFrom('', '❌ ', ':tada: '), fc.array(mostlyQuiet, { maxLength: 3 }))
  .map(([lead, parts]) => lead + parts.join(' '));

/** Generates messages of the form that a digest takes, whose every part may be hostile. */
export const anyMessage = fc.record(
  {
    text,
    blocks: fc.array(block, { maxLength: 3 }),
    attachments: fc.array(fc.record({ color: quiet, blocks: fc.array(block, { maxLength: 3 }) }), {
      maxLength: 2,
    }),
    unfurl_links: fc.constant(false),
  },
  { requiredKeys: ['text'] },
);

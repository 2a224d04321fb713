import fc from 'fast-check';

/** Markup that pings, or that would if it were cut or joined wrongly, and markup that breaks out of a span. */
const MARKUP = [
  '<!channel>',
  '<!here|all of you>',
  '<@U0123ABCD>',
  '<!subteam^S0123ABCD>',
  '<!channel',
  '&lt;!channel&gt;',
  '<https://evil.example|click',
  'https://evil.example/<!here>|x',
  '<!date^1730441673^{date}|then',
  '*_~`',
  '```',
  '&amp',
  '> quoted\n\n>>> all',
];

/** What Unicode, SQS, JSON, terminals and readers from right to left find difficult. */
const CHARACTERS = [
  '',
  ' \n\t\r\n',
  '\0\u0007\u001b[31mred\u001b[0m\u009b1m',
  '\ud83d',
  '\ude80\ud83d',
  '\ufffe\uffff',
  '\u202eesrever\u202c',
  'شحن العربات',
  '\u200b\u200d\ufeff',
  'e\u0301\u0327'.repeat(20),
  '👩‍🚀🇪🇺',
];

/** Names that lead to something on every object, where a text is looked up without care. */
export const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'then',
  'length',
];

/** Longer than anything may get: a topic's message has 256 KB. */
const GIANTS = ['x', '<', '&', '"', '{"a":', '[', '👩‍🚀', '\n', ' a', '\u0001', '(\\'].map((text) =>
  text.repeat(Math.ceil(300_000 / text.length)),
);

/** What reads like JSON, a number, a path, an address or a date and is none, or is one out of range. */
const LOOKALIKES = [
  'null',
  '[]',
  '{}',
  '"',
  '{"',
  '{"CommitMessage":"<!channel>',
  '{"__proto__":{"status":"FAILED"}}',
  '-1',
  '1e999',
  'NaN',
  '99999999999',
  '99999999999999',
  '2024-13-45T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  'Fri Foo 99 99:99:99 UTC 0000',
  '../../../x',
  '%zz',
  'arn:aws:states:::execution:::',
  'javascript:alert(1)',
  'https://',
  'https://user:pass@example.com:99999/',
];

/** Text as anybody might send it, in rare cases 300,000 characters of it. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...MARKUP, ...CHARACTERS, ...NAMES, ...LOOKALIKES) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.constantFrom(...MARKUP, ...CHARACTERS, 'word ', 'a\n'), { minLength: 2, maxLength: 300 })
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom(...GIANTS.map((text) => text.slice(0, 5_000))) },
);

export const giantText: fc.Arbitrary<string> = fc.constantFrom(...GIANTS);

/** Numbers that JSON can hold. */
export const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -1, 0.5, 1e21, -1e308, 8.64e12, 8.64e15, 8.65e15, Number.MAX_SAFE_INTEGER, 1e-7),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
);

/** Dates as the SDK makes them of any number; also ones that are none. */
export const hostileDate: fc.Arbitrary<Date> = fc.oneof(
  fc.constantFrom(Number.NaN, 0, -1, 8.64e15, -8.64e15).map((time) => new Date(time)),
  fc.date({ noInvalidDate: true }),
);

const leaf: fc.Arbitrary<unknown> = fc.oneof(hostileText, hostileNumber, fc.boolean(), fc.constant(null));

/** Hundreds of lists or objects within each other. */
const deep: fc.Arbitrary<unknown> = fc
  .tuple(fc.constantFrom('list', 'object', ...NAMES), fc.integer({ min: 10, max: 3_000 }), leaf)
  .map(([key, depth, value]) => {
    let nested = value;
    for (let level = 0; level < depth; level++)
      nested = key === 'list' ? [nested] : Object.fromEntries([[key, nested]]);
    return nested;
  });

/** Any value that JSON can say. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: leaf },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom([], {}, [null], [[]], [{}], { length: -1 }) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), fc.string()), leaf), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries)),
  },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 5 }) },
  { weight: 1, arbitrary: deep },
);

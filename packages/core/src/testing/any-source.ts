import fc from 'fast-check';
import type { Change, DeployedSource, Revision, RevisionRef } from '../reports/revision.ts';
import { LONGEST_URL } from './longest-url.ts';

/** Text as it may come from outside: binary, empty, pinging, breaking out of its markup, or too long. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.constantFrom(
    '',
    ' \n',
    '<!channel>',
    'a|b>c<https://example.com|d>',
    '`'.repeat(4),
    '\ud800',
    'x'.repeat(40_000),
    '&'.repeat(5_000),
    '👩‍🚀'.repeat(3_000),
  ),
);

/** Generates the value or undefined. */
export function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

export { LONGEST_URL };

export const anyUrl = maybe(
  fc.oneof(
    anyText,
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.constantFrom(
      'javascript:alert(1)',
      'http://example.com/',
      'https://github.com@example.org/a',
      'https://example.com/a|b>c?d&e',
      LONGEST_URL,
    ),
  ),
);

export const anyDate = maybe(fc.date({ noInvalidDate: true }));

const anyRef: fc.Arbitrary<RevisionRef> = fc.record({
  kind: fc.constantFrom('branch', 'tag', 'pull request', 'object'),
  name: anyText,
});

const anyName = {
  id: fc.oneof(anyText, fc.stringMatching(/^[0-9a-f]{40}$/)),
  title: maybe(anyText),
  request: maybe(fc.record({ label: fc.oneof(anyText, fc.constant('#12')), url: anyUrl })),
};

export const anyRevisionName = fc.record(anyName);

const anyRevision: fc.Arbitrary<Revision> = fc.record({
  ...anyName,
  action: anyText,
  body: fc.oneof(
    anyText,
    fc.array(anyText, { maxLength: 20 }).map((lines) => lines.join('\n')),
  ),
  author: maybe(anyText),
  ref: maybe(anyRef),
  repository: maybe(anyText),
  commitUrl: anyUrl,
  entityUrl: anyUrl,
});

export const anySource: fc.Arbitrary<DeployedSource> = fc.oneof(
  fc.record({
    kind: fc.constant('known' as const),
    certainty: fc.constantFrom('exact' as const, 'latest' as const),
    doubt: maybe(anyText),
    pipeline: maybe(anyText),
    pipelineRegion: maybe(anyText),
    executionId: maybe(anyText),
    revisions: fc
      .tuple(anyRevision, fc.array(anyRevision, { maxLength: 5 }))
      .map(([first, others]): readonly [Revision, ...Revision[]] => [first, ...others]),
  }),
  fc.record({
    kind: fc.constant('unknown' as const),
    reason: anyText,
    pipeline: maybe(anyText),
    pipelineRegion: maybe(anyText),
    bundle: maybe(anyText),
  }),
);

const anyPrevious = fc.record({ ...anyName, deployedAt: anyDate });

export const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('first' as const) }),
  fc.record({ kind: fc.constant('same' as const), previous: anyPrevious }),
  fc.record({
    kind: fc.constantFrom('forward' as const, 'back' as const),
    previous: anyPrevious,
    compareUrl: anyUrl,
  }),
  fc.record({ kind: fc.constant('unknown' as const), reason: anyText }),
);

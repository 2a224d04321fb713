import type { Previous } from '../reports/change.ts';
import type { DeployedSource, Revision } from '../reports/source.ts';
import { LONGEST_URL } from './any-source.ts';

/** What the tests of the messages deploy. */
export const sampleRevision: Revision = {
  action: 'Source',
  id: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
  title: '[BE] Add the review reminder',
  body: '* refactor: split the mailer',
  author: 'Youngsu Lee',
  ref: { kind: 'branch', name: 'develop' },
  commitUrl: 'https://github.com/example/backend/commit/a1b2c3d4',
  entityUrl: 'https://github.com/example/backend/tree/develop',
};

export const sampleSource: Extract<DeployedSource, { kind: 'known' }> = {
  kind: 'known',
  certainty: 'exact',
  doubt: undefined,
  pipeline: 'backend-pipeline',
  executionId: '1a2b3c4d-0000-4000-8000-000000000001',
  revisions: [sampleRevision],
};

/** What was live before it. */
export const samplePrevious: Previous = {
  id: '9f8e7d6c5b4a39281706f5e4d3c2b1a009182736',
  title: '[BE] Fix the mailer',
  deployedAt: new Date('2024-10-30T01:02:03Z'),
};

/** A text that takes more room than any part has, five times as much once it is escaped. */
export const LONG = '&'.repeat(5_000);

const longRevision: Revision = {
  action: LONG,
  id: LONG,
  title: LONG,
  body: LONG,
  author: LONG,
  ref: { kind: 'branch', name: LONG },
  commitUrl: LONGEST_URL,
  entityUrl: LONGEST_URL,
};

/** A source whose every part is as long as it can be. */
export const longSource: DeployedSource = {
  kind: 'known',
  certainty: 'latest',
  doubt: LONG,
  pipeline: 'p'.repeat(350),
  executionId: undefined,
  revisions: [longRevision, ...Array.from({ length: 9 }, () => longRevision)],
};

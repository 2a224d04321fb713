import type { DeploymentReport } from '../reports/deployment-report.ts';
import type { DeployTarget, PipelineReport } from '../reports/pipeline-report.ts';
import type { Change, DeployedSource, Previous, Revision } from '../reports/revision.ts';
import { NO_TEAM, type TeamMessageSettings } from '../settings/team-message.ts';
import { LONGEST_URL } from './longest-url.ts';

/** The commit that the tests of the messages deploy. */
export const sampleRevision: Revision = {
  action: 'Source',
  id: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
  title: '[BE] Add the review reminder',
  body: '* refactor: split the mailer',
  author: 'Youngsu Lee',
  ref: { kind: 'branch', name: 'develop' },
  repository: 'example/backend',
  commitUrl: 'https://github.com/example/backend/commit/a1b2c3d4',
  entityUrl: 'https://github.com/example/backend/tree/develop',
};

export const sampleSource: Extract<DeployedSource, { kind: 'known' }> = {
  kind: 'known',
  certainty: 'exact',
  doubt: undefined,
  pipeline: 'backend-pipeline',
  pipelineRegion: undefined,
  executionId: '1a2b3c4d-0000-4000-8000-000000000001',
  revisions: [sampleRevision],
};

/** The commit that was live before it. */
export const samplePrevious: Previous = {
  id: '9f8e7d6c5b4a39281706f5e4d3c2b1a009182736',
  title: '[BE] Fix the mailer',
  deployedAt: new Date('2024-10-30T01:02:03Z'),
};

/** What the newer one changed. */
export const sampleChange: Change = {
  kind: 'forward',
  previous: samplePrevious,
  compareUrl: 'https://github.com/example/backend/compare/9f8e7d6...a1b2c3d',
};

/** A text that is longer than any part of a message may be, and five times as long once it is escaped. */
export const LONG = '&'.repeat(5_000);

const longRevision: Revision = {
  action: LONG,
  id: LONG,
  title: LONG,
  body: LONG,
  request: { label: LONG, url: LONGEST_URL },
  author: LONG,
  ref: { kind: 'branch', name: LONG },
  repository: LONG,
  commitUrl: LONGEST_URL,
  entityUrl: LONGEST_URL,
};

/** A source whose every part is as long as it can be. */
export const longSource: DeployedSource = {
  kind: 'known',
  certainty: 'latest',
  doubt: LONG,
  pipeline: 'p'.repeat(350),
  pipelineRegion: undefined,
  executionId: undefined,
  revisions: [longRevision, ...Array.from({ length: 9 }, () => longRevision)],
};

/** A team whose every setting is as long as it can be. */
export const longTeam: TeamMessageSettings = {
  mentions: Array.from({ length: 30 }, (_, index) => `S${'0'.repeat(18)}${10 + index}`),
  links: Array.from({ length: 5 }, (_, index) => ({ label: `${index}${'&'.repeat(74)}`, url: LONGEST_URL })),
  hide: [],
};

/** A deployment that went well. */
export const sampleDeployment: DeploymentReport = {
  environment: 'dev',
  linkStyle: 'text',
  team: NO_TEAM,
  name: 'backend',
  status: 'succeeded',
  statusText: 'SUCCEEDED',
  application: 'backend-deploy',
  group: 'backend-group',
  deploymentId: 'd-JHPM9HBC8',
  region: 'ap-northeast-2',
  startedAt: new Date('2024-11-01T06:14:33Z'),
  endedAt: new Date('2024-11-01T06:15:13Z'),
  platform: 'Server',
  scaling: undefined,
  description: undefined,
  isBlueGreen: false,
  functions: [],
  wait: undefined,
  instances: { succeeded: 1, failed: 0, skipped: 0, inProgress: 0, pending: 0, ready: 0 },
  error: undefined,
  stop: undefined,
  failure: undefined,
  withoutRollback: undefined,
  rollback: undefined,
  rolledBackStop: undefined,
  siteUrl: 'https://dev.example.com',
  source: sampleSource,
  change: sampleChange,
  recovery: undefined,
  slowness: undefined,
};

/** The service to which the pipeline below has deployed. */
export const sampleTarget: DeployTarget = {
  provider: 'ECS',
  name: 'shop-cluster / shop',
  action: undefined,
  account: '111122223333',
  region: 'eu-west-1',
  outcome: 'deployed',
};

/** An execution of a pipeline that deployed to ECS. */
export const samplePipeline: PipelineReport = {
  environment: 'prod',
  linkStyle: 'text',
  team: NO_TEAM,
  name: 'shop',
  status: 'succeeded',
  statusText: 'SUCCEEDED',
  pipeline: 'shop-pipeline',
  executionId: '1a2b3c4d-0000-4000-8000-000000000001',
  attempt: 1,
  account: '111122223333',
  region: 'eu-west-1',
  startedAt: new Date('2024-11-01T06:14:33Z'),
  endedAt: new Date('2024-11-01T06:18:45Z'),
  siteUrl: undefined,
  startedBy: undefined,
  variables: [],
  targets: { kind: 'known', targets: [sampleTarget] },
  source: sampleSource,
  change: { change: sampleChange, target: sampleTarget },
  recovery: undefined,
  slowness: undefined,
  failure: undefined,
  rollback: undefined,
  summary: undefined,
  stopReason: undefined,
};

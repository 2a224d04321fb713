import fc from 'fast-check';
import type { ApprovalReport } from '../reports/approval-report.ts';
import type { DeploymentReport } from '../reports/deployment-report.ts';
import { type ExecutionReport, STATE_OUTCOMES } from '../reports/execution-report.ts';
import type { InstanceReport } from '../reports/instance-report.ts';
import type { NoticeReport } from '../reports/notice-report.ts';
import type { PipelineReport } from '../reports/pipeline-report.ts';
import type { Change, DeployedSource, Revision, RevisionName } from '../reports/revision.ts';
import type { StageOrActionReport } from '../reports/stage-or-action-report.ts';
import { NO_TEAM } from '../settings/team-message.ts';
import { LINK_STYLES } from '../slack/blocks.ts';
import { EXECUTION_ARN, sampleExecution, sampleFailure, sampleNested, stateLine } from './sample-execution.ts';
import { sampleDeployment, samplePipeline, sampleRevision, sampleSource, sampleTarget } from './sample-reports.ts';

/*
 * Reports in which every member is filled: whatever the status, what a message may show is there to be shown.
 */

const WORDS = 'it did';
const URL_ = 'https://example.com/a';

const name: RevisionName = {
  id: sampleRevision.id,
  title: WORDS,
  name: 'shop:v1',
  request: { label: '#12', url: URL_ },
};

const revision: Revision = {
  ...sampleRevision,
  ...name,
  body: WORDS,
  repository: WORDS,
  commitUrl: URL_,
  entityUrl: URL_,
};

const anyRevision = fc.constantFrom<Revision>(
  revision,
  { ...revision, title: undefined },
  { ...revision, request: undefined, ref: { kind: 'pull request', name: WORDS } },
  { ...revision, ref: undefined },
);

const anySource: fc.Arbitrary<DeployedSource> = fc.oneof(
  fc.record({
    ...constants(sampleSource),
    certainty: fc.constantFrom('exact', 'latest'),
    doubt: fc.constant(WORDS),
    revisions: fc.tuple(
      anyRevision,
      anyRevision.map((one) => ({ ...one, id: 'f'.repeat(40) })),
    ),
  }),
  fc.constantFrom<DeployedSource>(
    { kind: 'unknown', reason: WORDS, pipeline: 'shop', pipelineRegion: undefined },
    { kind: 'unknown', reason: WORDS, pipeline: 'shop', pipelineRegion: 'eu-west-1', bundle: 'shop.zip' },
  ),
);

const previous = { ...name, id: 'e'.repeat(40), deployedAt: new Date(0) };
const anyChange = fc.constantFrom<Change>(
  { kind: 'same', previous },
  { kind: 'forward', previous, compareUrl: URL_ },
  { kind: 'back', previous, compareUrl: URL_ },
  { kind: 'unknown', reason: 'it did not' },
);

/** Returns the value's members as they are. */
function constants<Value extends object>(value: Value): { [Name in keyof Value]: fc.Arbitrary<Value[Name]> } {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fc.constant(inner)])) as never;
}

function maybe<Value>(value: fc.Arbitrary<Value>) {
  return fc.option(value, { nil: undefined, freq: 3 });
}

const linkStyle = fc.constantFrom(...LINK_STYLES);
const team = fc.constant(NO_TEAM);

const anyStop = fc.constantFrom<NonNullable<DeploymentReport['stop']>>(
  { kind: 'alarm', alarms: ['slow'] },
  { kind: 'person' },
  { kind: 'unknown', reason: WORDS },
);

export const wholeDeployment: fc.Arbitrary<DeploymentReport> = fc.record({
  ...constants(sampleDeployment),
  linkStyle,
  status: fc.constantFrom('created', 'in_progress', 'ready', 'succeeded', 'failed', 'stopped', 'unknown'),
  scaling: fc.constantFrom(undefined, undefined, 'launch', 'termination'),
  description: maybe(fc.constant(WORDS)),
  functions: fc.constant([{ name: 'resize', alias: 'live', from: '7', to: '8' }]),
  error: fc.constant({ code: WORDS, message: WORDS }),
  stop: maybe(anyStop),
  rolledBackStop: fc.constantFrom(undefined, { kind: 'alarm', alarms: ['slow'] }),
  failure: fc.constantFrom(
    {
      kind: 'known',
      targetId: 'i-0a',
      lifecycleEvent: 'Install',
      outcome: 'failed',
      errorCode: WORDS,
      scriptName: WORDS,
      message: WORDS,
      logTail: WORDS,
      otherTargets: 1,
      hasMoreTargets: false,
    },
    { kind: 'unknown', reason: WORDS },
  ),
  rollback: fc.constantFrom(
    undefined,
    { message: WORDS, triggeringDeploymentId: undefined, rollbackDeploymentId: 'd-A', from: undefined },
    { message: WORDS, triggeringDeploymentId: 'd-B', rollbackDeploymentId: undefined, from: name },
  ),
  siteUrl: fc.constant(URL_),
  source: anySource,
  change: anyChange,
  recovery: fc.constant({ kind: 'unknown', reason: WORDS }),
  slowness: fc.constant({ kind: 'unknown', reason: WORDS }),
});

export const wholePipeline: fc.Arbitrary<PipelineReport> = fc.record({
  ...constants(samplePipeline),
  linkStyle,
  status: fc.constantFrom('started', 'succeeded', 'failed', 'stopped', 'superseded', 'unknown'),
  startedBy: maybe(fc.constant(WORDS)),
  variables: fc.constant([['STAGE', WORDS] as const]),
  siteUrl: fc.constant(URL_),
  targets: fc.constantFrom<PipelineReport['targets']>(
    { kind: 'known', targets: [sampleTarget, { ...sampleTarget, action: 'Deploy', outcome: 'failed' }] },
    { kind: 'unknown', reason: WORDS },
  ),
  source: anySource,
  change: anyChange.map((change) => ({ change, target: sampleTarget })),
  recovery: fc.constant({ kind: 'unknown', reason: WORDS }),
  slowness: fc.constant({ kind: 'unknown', reason: WORDS }),
  failure: fc.constantFrom<PipelineReport['failure']>(
    undefined,
    { kind: 'unknown', reason: 'nobody knows' },
    ...[WORDS, undefined].map((message) => ({
      kind: 'known' as const,
      stage: 'Deploy',
      action: 'ECS',
      provider: 'CodeBuild',
      subject: 'shop',
      errorCode: WORDS,
      message,
      logUrl: URL_,
      otherActions: ['Test'],
    })),
  ),
  rollback: fc.constantFrom<PipelineReport['rollback']>(undefined, {
    isAutomatic: false,
    startedBy: WORDS,
    failedExecutionId: 'a',
    targetExecutionId: 'b',
    from: name,
  }),
  summary: fc.constant(WORDS),
  stopReason: fc.constantFrom(undefined, `Because ${WORDS}`),
});

export const wholeApproval: fc.Arbitrary<ApprovalReport> = fc.record({
  environment: fc.constant('prod'),
  linkStyle,
  team,
  name: fc.constant('shop'),
  status: fc.constantFrom('waiting', 'succeeded', 'failed', 'abandoned', 'unknown'),
  statusText: fc.constant(WORDS),
  pipeline: fc.constant('shop'),
  stage: fc.constant('Deploy'),
  action: fc.constant('Approve'),
  region: fc.constant('eu-west-1'),
  request: fc.constantFrom([['', WORDS] as const], [['Ticket', WORDS] as const]),
  expiresAt: fc.constant(new Date(0)),
  reviewUrl: fc.constant(URL_),
  externalUrl: fc.constant(URL_),
  summary: fc.constant(WORDS),
  source: anySource,
});

export const wholeExecution: fc.Arbitrary<ExecutionReport> = fc.record({
  ...constants(sampleExecution()),
  linkStyle,
  status: fc.constantFrom('running', 'succeeded', 'failed', 'timed_out', 'aborted', 'unknown'),
  parentUrl: fc.constant(URL_),
  imageUrl: fc.constant(URL_),
  error: fc.constant({ name: WORDS, cause: WORDS }),
  stoppedAt: fc.constant(['Load']),
  failure: maybe(
    fc.constant(
      sampleFailure({
        error: WORDS,
        cause: WORDS,
        resource: 'lambda:invoke',
        nested: sampleNested('one'),
        lambda: { name: 'load', logUrl: URL_ },
        later: [{ state: 'Notify', error: `${WORDS} later`, cause: 'it went on' }],
        earlier: { state: 'Try', error: `${WORDS} earlier`, cause: 'it began' },
        jobPages: [{ label: 'Batch job', url: URL_ }],
      }),
    ),
  ),
  retrying: maybe(fc.constant({ state: 'Load', error: WORDS, cause: WORDS })),
  lines: fc.constantFrom(...STATE_OUTCOMES).map((outcome) => [
    stateLine('Load', 0, 9, {
      outcome,
      errors: [WORDS],
      type: 'Map',
      resource: 'lambda:invoke',
      mapRunUrl: URL_,
      nested: [sampleNested('two')],
      iterations: {
        total: 2,
        outcomes: { failed: 1 },
        slowest: undefined,
        firstFailed: 1,
        distributed: true,
        unknown: WORDS,
      },
    }),
  ]),
  statesUnknown: fc.constant(WORDS),
  typicalDuration: fc.constant({ unknown: WORDS }),
  recovery: fc.constant({ kind: 'unknown', reason: WORDS }),
  input: fc.constant([['$.order.id', WORDS] as const]),
  executionArn: fc.constant(EXECUTION_ARN),
});

export const wholeInstance: fc.Arbitrary<InstanceReport> = fc.record({
  environment: fc.constant('prod'),
  linkStyle,
  team,
  name: fc.constant('shop'),
  status: fc.constantFrom('started', 'ready', 'succeeded', 'failed', 'unknown'),
  statusText: fc.constant(WORDS),
  deploymentId: fc.constant('d-A'),
  instanceId: fc.constant('i-0a'),
  region: fc.constant('eu-west-1'),
  at: fc.constant(new Date(0)),
  lifecycleEvents: fc.constantFrom(
    [{ name: 'Install', status: 'Failed', message: WORDS }],
    [{ name: 'Install', status: WORDS }],
  ),
});

export const wholeStageOrAction: fc.Arbitrary<StageOrActionReport> = fc.record({
  environment: fc.constant('prod'),
  linkStyle,
  team,
  name: fc.constant('shop'),
  pipeline: fc.constant('shop'),
  executionId: fc.constant('a'),
  attempt: fc.constant(2),
  region: fc.constant('eu-west-1'),
  stage: fc.constant('Build'),
  action: fc.constant('Test'),
  provider: fc.constantFrom('CodeBuild', 'Manual'),
  status: fc.constantFrom('started', 'succeeded', 'failed', 'stopped', 'abandoned', 'unknown'),
  statusText: fc.constant(WORDS),
  summary: maybe(fc.constant(WORDS)),
  errorCode: fc.constant(WORDS),
  logUrl: fc.constant(URL_),
});

export const wholeNotice: fc.Arbitrary<NoticeReport> = fc.record({
  environment: fc.constant('prod'),
  linkStyle,
  title: fc.constant(WORDS),
  about: fc.constant(WORDS),
  status: fc.constant(WORDS),
  text: fc.constant('it went on'),
  links: fc.constant([{ label: WORDS, url: URL_ }]),
  facts: fc.constant([['Queue', WORDS] as const]),
});

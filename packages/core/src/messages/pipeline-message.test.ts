import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PipelineFailure, PipelineReport, PipelineStatus } from '../reports/pipeline-report.ts';
import { COLORS } from '../slack/message.ts';
import {
  anyChange,
  anyDate,
  anyRevisionName,
  anySource,
  anyText,
  anyUrl,
  LONGEST_URL,
  maybe,
} from '../testing/any-source.ts';
import { linkedButtons } from '../testing/linked-buttons.ts';
import { messageText } from '../testing/message-text.ts';
import { refusal } from '../testing/refusal.ts';
import { samplePipeline as report } from '../testing/sample-pipeline.ts';
import { LONG, longSource, sampleRevision } from '../testing/sample-source.ts';
import { pipelineMessage } from './pipeline-message.ts';

const linesOf = (any: PipelineReport): string[] => messageText(pipelineMessage(any)).split('\n');

describe('pipelineMessage', () => {
  it('says what went live where, to which targets, and what it replaced', () => {
    expect(pipelineMessage(report).text).toBe(
      '✅ *shop* is live on *prod*: [BE] Add the review reminder (`a1b2c3d`), 4m 12s',
    );
    const lines = linesOf(report);
    expect(lines).toContain('Youngsu Lee · branch <https://github.com/example/backend/tree/develop|develop>');
    expect(lines.some((line) => line.startsWith('Replaced `9f8e7d6` [BE] Fix the mailer, live since '))).toBe(true);
    expect(
      lines.some((line) => line.startsWith('ECS shop-cluster / shop · shop-pipeline · execution 1a2b3c4d · ')),
    ).toBe(true);
    expect(linkedButtons(pipelineMessage(report))).toMatchObject({
      'What changed': 'https://github.com/example/backend/compare/9f8e7d6...a1b2c3d',
      Pipeline:
        'https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop-pipeline/executions/1a2b3c4d-0000-4000-8000-000000000001/visualization?region=eu-west-1',
    });
  });

  it('names five targets and counts the rest', () => {
    const targets = Array.from({ length: 7 }, (_, index) => ({ provider: 'S3', name: `bucket-${index}` }));
    expect(messageText(pipelineMessage({ ...report, targets: { kind: 'known', targets } }))).toContain(
      'S3 bucket-4 · 2 more · shop-pipeline',
    );
  });

  it.each([
    [
      { kind: 'unknown', reason: 'the history was denied' },
      '❔ What it deployed to is unknown: the history was denied',
    ],
    [{ kind: 'known', targets: [] }, undefined],
  ] as const)('does not claim that something is live with targets %j', (targets, note) => {
    const message = pipelineMessage({ ...report, targets, change: undefined });
    expect(message.text).toMatch(/^✅ \*shop\* pipeline succeeded on \*prod\*: /);
    expect(
      messageText(message)
        .split('\n')
        .filter((line) => line.startsWith('❔')),
    ).toEqual(note ? [note] : []);
  });

  it.each([
    ['started', '🚀 *shop* pipeline started on *prod*: '],
    ['stopped', '⏹️ *shop* pipeline was stopped on *prod*: '],
    ['superseded', '⏭️ *shop* pipeline execution was superseded by a newer one on *prod*: '],
    ['unknown', 'ℹ️ *shop* pipeline on *prod*: status PAUSED, '],
  ] as const)('tells an execution that has %s', (status, start) => {
    const message = pipelineMessage({ ...report, status, statusText: 'PAUSED', change: undefined });
    expect(message.text.startsWith(start)).toBe(true);
  });

  it('says who stopped it and why, without secrets', () => {
    const summary = 'Stopped by alice: wrong TOKEN=hunter2';
    expect(linesOf({ ...report, status: 'stopped', summary })[1]).toBe('Stopped by alice: wrong TOKEN=••••••');
  });

  it('never shows an older commit as a plain success', () => {
    const change = {
      kind: 'back',
      previous: { ...sampleRevision, deployedAt: undefined },
      compareUrl: undefined,
    } as const;
    const message = pipelineMessage({ ...report, change });
    expect(message.text).toMatch(/^⚠️ \*shop\* is live on \*prod\* with an older commit: /);
    expect(message.attachments?.[0]?.color).toBe(COLORS.warning);
  });
});

describe('the message of a failed pipeline', () => {
  const failure: PipelineFailure = {
    kind: 'known',
    stage: 'Build',
    action: 'unit-tests',
    provider: 'CodeBuild',
    errorCode: 'JobFailed',
    message: 'Build terminated with state: FAILED. Phase: BUILD, Reason: curl -u ci:hunter2 https://example.com',
    logUrl: 'https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logEvent:group=a;stream=b',
    otherActions: 1,
  };
  const failed: PipelineReport = {
    ...report,
    status: 'failed',
    targets: { kind: 'known', targets: [] },
    change: undefined,
    failure,
  };

  it('says where it failed in the headline and why below, with a button to the log', () => {
    const message = pipelineMessage(failed);
    expect(message.text).toBe(
      '❌ *shop* pipeline failed on *prod* at *Build / unit-tests* (CodeBuild): [BE] Add the review reminder (`a1b2c3d`), 4m 12s',
    );
    expect(messageText(message).split('\n').slice(1, 3)).toEqual([
      '*CodeBuild* (JobFailed): Build terminated with state: FAILED. Phase: BUILD, Reason: curl -u •••••• https://example.com',
      '1 more action failed',
    ]);
    expect(linkedButtons(message)['Build log']).toBe(failure.logUrl);
  });

  it('says that nothing was deployed only where that is known', () => {
    expect(linesOf(failed)).toContain('Nothing was deployed');
    expect(linesOf({ ...failed, targets: report.targets })).not.toContain('Nothing was deployed');
    expect(linesOf({ ...failed, targets: { kind: 'unknown', reason: 'denied' } })).not.toContain(
      'Nothing was deployed',
    );
  });

  it.each([
    [{ action: 'Build', provider: undefined }, 'at *Build*: '],
    [{ action: undefined, provider: undefined }, 'at *Build*: '],
  ])('names a place once for %j', (part, words) => {
    expect(pipelineMessage({ ...failed, failure: { ...failure, ...part } }).text).toContain(words);
  });

  it('gives a short reason in the headline alone', () => {
    const approval = { ...failure, provider: 'Manual', message: 'rejected by alice: token=hunter2.' };
    const message = pipelineMessage({ ...failed, failure: approval });
    expect(message.text).toContain(' at *Build / unit-tests* (rejected by alice: token=••••••): [BE]');
    expect(messageText(message).split('\n')[1]).toBe('Manual approval · JobFailed');
    expect(messageText(message).match(/alice/g)).toHaveLength(1);
  });

  it('names a telling code in the headline where the reason is long', () => {
    expect(pipelineMessage({ ...failed, failure: { ...failure, errorCode: 'PermissionError' } }).text).toContain(
      ' at *Build / unit-tests* (PermissionError): ',
    );
  });

  it('says that no reason was given, or that the place is not known', () => {
    expect(linesOf({ ...failed, failure: { ...failure, message: undefined } })).toContain('No reason was given');
    expect(linesOf({ ...failed, failure: { kind: 'unknown', reason: 'denied' } })).toContain(
      '❔ Where it failed is unknown: denied',
    );
  });
});

describe('the message of a rollback execution', () => {
  const from = { id: 'badbadbadbadbadbadbadbadbadbadbadbadbadb', title: '[BE] Rework the mailer' };
  const rollback = {
    isAutomatic: true,
    failedExecutionId: '9f9f9f9f-0000-4000-8000-000000000002',
    targetExecutionId: '7e7e7e7e-0000-4000-8000-000000000003',
    from,
  };
  const page = (id: string) =>
    `<https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop-pipeline/executions/${id}/visualization?region=eu-west-1|${id.slice(0, 8)}>`;

  it('says to which commit, from which and because of which execution', () => {
    const message = pipelineMessage({ ...report, rollback });
    expect(message.text).toBe('↩️ *shop* was rolled back on *prod* to [BE] Add the review reminder (`a1b2c3d`), 4m 12s');
    expect(message.attachments?.[0]?.color).toBe(COLORS.warning);
    expect(messageText(message).split('\n')[1]).toBe(
      `Took back \`badbadb\` [BE] Rework the mailer, because execution ${page(rollback.failedExecutionId)} failed.`,
    );
  });

  it.each([
    [{ isAutomatic: false }, `: a person rolled back to execution ${page(rollback.targetExecutionId)}.`],
    [{ isAutomatic: false, targetExecutionId: undefined }, ': a person rolled back.'],
    [{ failedExecutionId: undefined }, ', because a stage failed.'],
  ])('says of %j who began it', (part, words) => {
    expect(linesOf({ ...report, rollback: { ...rollback, ...part } })[1]).toContain(words);
  });
});

describe('pipelineMessage of any report', () => {
  const statuses: PipelineStatus[] = [
    'started',
    'resumed',
    'succeeded',
    'failed',
    'stopping',
    'stopped',
    'superseded',
    'canceled',
    'unknown',
  ];
  const anyReport: fc.Arbitrary<PipelineReport> = fc.record({
    environment: fc.constantFrom('dev', 'prod'),
    name: anyText,
    status: fc.constantFrom(...statuses),
    statusText: anyText,
    pipeline: anyText,
    executionId: anyText,
    region: maybe(fc.oneof(anyText, fc.constant('eu-west-1'))),
    startedAt: anyDate,
    endedAt: anyDate,
    siteUrl: anyUrl,
    targets: fc.oneof(
      fc.record({
        kind: fc.constant('known' as const),
        targets: fc.array(fc.record({ provider: anyText, name: maybe(anyText) }), { maxLength: 8 }),
      }),
      fc.record({ kind: fc.constant('unknown' as const), reason: anyText }),
    ),
    source: anySource,
    change: maybe(anyChange),
    failure: maybe(
      fc.oneof(
        fc.record({
          kind: fc.constant('known' as const),
          stage: anyText,
          action: maybe(anyText),
          provider: maybe(anyText),
          errorCode: maybe(anyText),
          message: maybe(anyText),
          logUrl: anyUrl,
          otherActions: fc.nat({ max: 50 }),
        }),
        fc.record({ kind: fc.constant('unknown' as const), reason: anyText }),
      ),
    ),
    rollback: maybe(
      fc.record({
        isAutomatic: fc.boolean(),
        failedExecutionId: maybe(anyText),
        targetExecutionId: maybe(anyText),
        from: maybe(anyRevisionName),
      }),
    ),
    summary: maybe(anyText),
  });

  it('is taken by Slack whatever the report holds, and pings nobody', () => {
    fc.assert(
      fc.property(anyReport, (any) => {
        expect(refusal(pipelineMessage(any))).toBeUndefined();
      }),
    );
  });

  it('is taken by Slack when every part is as long as it can be, which escaping makes longer', () => {
    const from = { id: LONG, title: LONG };
    const message = pipelineMessage({
      ...report,
      name: LONG,
      status: 'failed',
      pipeline: 'p'.repeat(300),
      siteUrl: LONGEST_URL,
      targets: { kind: 'known', targets: Array.from({ length: 9 }, () => ({ provider: LONG, name: LONG })) },
      source: longSource,
      change: { kind: 'back', previous: { ...from, deployedAt: new Date(0) }, compareUrl: LONGEST_URL },
      failure: {
        kind: 'known',
        stage: LONG,
        action: LONG,
        provider: LONG,
        errorCode: LONG,
        message: LONG,
        logUrl: LONGEST_URL,
        otherActions: 50,
      },
      rollback: { isAutomatic: true, failedExecutionId: LONG, targetExecutionId: LONG, from },
      summary: LONG,
    });
    expect(linkedButtons(message)).toMatchObject({ 'What changed': LONGEST_URL, Action: LONGEST_URL });
    expect(refusal(message)).toBeUndefined();
  });
});

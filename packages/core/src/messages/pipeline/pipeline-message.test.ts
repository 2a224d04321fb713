import { describe, expect, it } from 'vitest';
import type { DeployTarget, PipelineReport } from '../../reports/pipeline-report.ts';
import { COLORS } from '../../slack/message.ts';
import { linksOf, messageText } from '../../testing/message-text.ts';
import { samplePipeline as report, sampleChange, sampleRevision, sampleTarget } from '../../testing/sample-reports.ts';
import { pipelineMessage } from './pipeline-message.ts';

function linesOf(any: PipelineReport): string[] {
  return messageText(pipelineMessage(any)).split('\n');
}

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
    expect(linksOf(pipelineMessage(report))).toMatchObject({
      'What changed': 'https://github.com/example/backend/compare/9f8e7d6...a1b2c3d',
      Pipeline:
        'https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop-pipeline/executions/1a2b3c4d-0000-4000-8000-000000000001/visualization?region=eu-west-1',
    });
  });

  it('names five targets and counts the rest', () => {
    const targets = Array.from({ length: 7 }, (_, index) => ({
      ...sampleTarget,
      provider: 'S3',
      name: `bucket-${index}`,
    }));
    expect(messageText(pipelineMessage({ ...report, targets: { kind: 'known', targets } }))).toContain(
      'S3 bucket-4 · 2 more · shop-pipeline',
    );
  });

  it('says which targets have the commit and which have not, and to which the rest applies', () => {
    const prod = { ...sampleTarget, name: 'prod / shop', outcome: 'not reached' } as const;
    const targets: readonly DeployTarget[] = [
      sampleTarget,
      { ...sampleTarget, name: 'canary / shop', outcome: 'failed' },
      { ...sampleTarget, name: 'beta / shop', outcome: 'unfinished' },
      prod,
    ];
    const change = { change: sampleChange, target: prod };
    const lines = linesOf({ ...report, status: 'failed', targets: { kind: 'known', targets }, change });
    expect(lines).toEqual(
      expect.arrayContaining([
        'Deployed: ECS shop-cluster / shop',
        'Failed: ECS canary / shop',
        'Not finished, maybe deployed: ECS beta / shop',
        'Not deployed: ECS prod / shop',
      ]),
    );
    expect(lines.find((line) => line.startsWith('Was to replace'))).toMatch(/ · ECS prod \/ shop$/);
  });

  it('does not say of a target that it never had a deployment while another one has the commit', () => {
    const prod = { ...sampleTarget, name: 'prod / shop', outcome: 'not reached' } as const;
    const change = { change: { kind: 'first' }, target: prod } as const;
    const failed = { ...report, status: 'failed', change } as const;
    const first = 'No successful deployment here on record';
    expect(
      messageText(pipelineMessage({ ...failed, targets: { kind: 'known', targets: [sampleTarget, prod] } })),
    ).not.toContain(first);
    expect(linesOf({ ...failed, targets: { kind: 'known', targets: [prod] } })).toContain(first);
  });

  it('says where every target is if one is in another region or account than the pipeline', () => {
    const targets = [sampleTarget, { ...sampleTarget, region: 'eu-north-1' }];
    const names = 'ECS shop-cluster / shop (eu-west-1) · ECS shop-cluster / shop (eu-north-1) · shop-pipeline';
    expect(messageText(pipelineMessage({ ...report, targets: { kind: 'known', targets } }))).toContain(names);
    const abroad = [{ ...sampleTarget, account: '444455556666', action: 'Prod / EU' }];
    expect(messageText(pipelineMessage({ ...report, targets: { kind: 'known', targets: abroad } }))).toContain(
      'ECS shop-cluster / shop (Prod / EU, 444455556666)',
    );
  });

  it('says which attempt it was, who started it and with which variables', () => {
    const startedBy = 'minji';
    const variables = [
      ['LEVEL', 'all'],
      ['API_TOKEN', 'hunter2'],
    ] as const;
    const message = pipelineMessage({ ...report, attempt: 2, startedBy, variables });
    expect(message.text).toContain('(`a1b2c3d`), attempt 2, 4m 12s');
    const lines = messageText(message).split('\n');
    expect(lines).toContain('Started by minji');
    expect(lines).toContain('Variables: LEVEL=all · API_TOKEN=••••••');
  });

  it('says nothing of a commit before the source has one, and who started it in the headline', () => {
    const started = { status: 'started', source: undefined, change: undefined, endedAt: undefined } as const;
    const message = pipelineMessage({ ...report, ...started, startedBy: 'minji' });
    expect(message.text).toBe('🚀 *shop* pipeline started on *prod* by minji');
    expect(messageText(message)).not.toMatch(/commit|❔|Started by/);
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
  ] as const)('returns the headline of an execution with the status %s', (status, start) => {
    const message = pipelineMessage({ ...report, status, statusText: 'PAUSED', change: undefined });
    expect(message.text.startsWith(start)).toBe(true);
  });

  it.each([
    ['what somebody wrote who stopped it', undefined, 'Not this branch', ['Reason: Not this branch']],
    ['that once where CodePipeline only repeats it', 'Not this branch', 'Not this branch', ['Reason: Not this branch']],
    ['nothing twice', 'Stopped by minji: not now', 'not now', ['Stopped by minji: not now']],
    ['both where they differ', 'It was abandoned.', 'not now', ['It was abandoned.', 'Reason: not now']],
  ])('says %s', (_what, summary, stopReason, lines) => {
    const said = linesOf({ ...report, status: 'stopped', summary, stopReason });
    expect(said.slice(1, 1 + lines.length)).toEqual(lines);
    expect(said.join().split('not now').length).toBeLessThanOrEqual(2);
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
    const message = pipelineMessage({ ...report, change: { change, target: sampleTarget } });
    expect(message.text).toMatch(/^⚠️ \*shop\* is live on \*prod\* with an older commit: /);
    expect(message.attachments?.[0]?.color).toBe(COLORS.warning);
  });
});

describe('pipelineMessage of a rollback', () => {
  const from = { id: 'badbadbadbadbadbadbadbadbadbadbadbadbadb', title: '[BE] Rework the mailer' };
  const rollback = {
    isAutomatic: true,
    startedBy: undefined,
    failedExecutionId: '9f9f9f9f-0000-4000-8000-000000000002',
    targetExecutionId: '7e7e7e7e-0000-4000-8000-000000000003',
    from,
  };
  const page = (id: string) =>
    `<https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop-pipeline/executions/${id}/visualization?region=eu-west-1|${id.slice(0, 8)}>`;

  it('names the commit that is live again, the one that is rolled back and the execution that failed', () => {
    const message = pipelineMessage({ ...report, rollback });
    expect(message.text).toBe('↩️ *shop* was rolled back on *prod* to [BE] Add the review reminder (`a1b2c3d`), 4m 12s');
    expect(message.attachments?.[0]?.color).toBe(COLORS.warning);
    expect(messageText(message).split('\n')[1]).toBe(
      `Rolled back \`badbadb\` [BE] Rework the mailer, because execution ${page(rollback.failedExecutionId)} failed.`,
    );
  });

  it.each([
    [{ isAutomatic: false }, `: a person rolled back to execution ${page(rollback.targetExecutionId)}.`],
    [{ isAutomatic: false, targetExecutionId: undefined }, ': a person rolled back.'],
    [{ isAutomatic: false, startedBy: 'minji', targetExecutionId: undefined }, ': minji rolled back.'],
    [{ failedExecutionId: undefined }, ', because a stage failed.'],
  ])('says who began the rollback %j', (part, words) => {
    expect(linesOf({ ...report, rollback: { ...rollback, ...part } })[1]).toContain(words);
  });
});

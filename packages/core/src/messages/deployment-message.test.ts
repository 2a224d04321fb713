import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeployedSource, DeploymentReport, DeploymentStatus } from '../reports/deployment-report.ts';
import { checkSlackPayload } from '../testing/check-slack-payload.ts';
import { messageText } from '../testing/message-text.ts';
import { deploymentMessage } from './deployment-message.ts';

const report: DeploymentReport = {
  environment: 'dev',
  name: 'backend',
  status: 'succeeded',
  statusText: 'SUCCEEDED',
  application: 'backend-deploy',
  group: 'backend-group',
  deploymentId: 'd-JHPM9HBC8',
  region: 'ap-northeast-2',
  startedAt: new Date('2024-11-01T06:14:33Z'),
  endedAt: new Date('2024-11-01T06:15:13Z'),
  instances: { succeeded: 1, failed: 0, skipped: 0, inProgress: 0, pending: 0, ready: 0 },
  error: undefined,
  failure: undefined,
  rollback: undefined,
  siteUrl: 'https://dev.example.com',
  source: {
    kind: 'known',
    certainty: 'exact',
    doubt: undefined,
    pipeline: 'backend-pipeline',
    revisions: [
      {
        action: 'Source',
        id: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
        title: '[BE] Add the review reminder',
        body: '* refactor: split the mailer',
        commitUrl: 'https://github.com/example/backend/commit/a1b2c3d4',
        entityUrl: 'https://github.com/example/backend/tree/develop',
      },
    ],
  },
};

const withSource = (source: DeployedSource): DeploymentReport => ({ ...report, source });

describe('deploymentMessage', () => {
  it('says in its headline what went live where, which commit and how long it took', () => {
    expect(deploymentMessage(report).text).toBe(
      '✅ *backend* is live on *dev*: [BE] Add the review reminder (`a1b2c3d`), 40 s',
    );
  });

  it('names the error of a failed deployment in the headline and explains it below', () => {
    const message = deploymentMessage({
      ...report,
      status: 'failed',
      error: { code: 'HEALTH_CONSTRAINTS', message: 'Too many individual instances failed deployment.' },
    });
    expect(message.text).toMatch(/^❌ \*backend\* deployment failed on \*dev\*: .*, 40 s, HEALTH_CONSTRAINTS$/);
    expect(messageText(message)).toContain('*HEALTH_CONSTRAINTS*: Too many individual instances failed deployment.');
  });

  it.each([
    [0, false, '*Install* failed on `i-1`'],
    [1, false, '*Install* failed on `i-1` (1 more target failed)'],
    [299, true, '*Install* failed on `i-1` (at least 299 more targets failed)'],
  ])(
    'counts %d other failed targets, more: %s, without saying where they failed',
    (otherTargets, hasMoreTargets, sentence) => {
      const failure = {
        kind: 'known',
        targetId: 'i-1',
        lifecycleEvent: 'Install',
        otherTargets,
        hasMoreTargets,
      } as const;
      const unsaid = { errorCode: undefined, scriptName: undefined, message: undefined, logTail: undefined };
      const message = deploymentMessage({ ...report, status: 'failed', failure: { ...failure, ...unsaid } });
      expect(messageText(message).split('\n')).toContain(sentence);
    },
  );

  it('never shows a rollback as a plain success', () => {
    const message = deploymentMessage({
      ...report,
      rollback: { message: 'Rolling back', triggeringDeploymentId: 'd-BAD', rollbackDeploymentId: undefined },
    });
    expect(message.text).toMatch(/^↩️ \*backend\* was rolled back on \*dev\*/);
    expect(messageText(message)).toContain('Because of deployment d-BAD');
  });

  it('says that the commit is unknown, and why', () => {
    const message = deploymentMessage(
      withSource({ kind: 'unknown', reason: 'pipeline p does not exist', pipeline: 'p' }),
    );
    expect(message.text).toBe('✅ *backend* is live on *dev*: commit unknown, 40 s');
    expect(messageText(message)).toContain('Commit unknown: pipeline p does not exist');
  });

  it('says maybe where the commit is only the latest one', () => {
    if (report.source.kind !== 'known') throw new Error('the report of this test knows its commit');
    const message = deploymentMessage(
      withSource({ ...report.source, certainty: 'latest', doubt: 'the history was denied' }),
    );
    expect(message.text).toContain('maybe [BE] Add the review reminder');
    expect(messageText(message)).toContain('maybe not what was deployed: the history was denied');
  });

  it('shows the status that it does not know as AWS spelled it', () => {
    const message = deploymentMessage({ ...report, status: 'unknown', statusText: 'PAUSED' });
    expect(message.text).toMatch(/^ℹ️ \*backend\* deployment on \*dev\*: status PAUSED/);
  });

  it('leaves out an error that says nothing', () => {
    const message = deploymentMessage({ ...report, status: 'failed', error: { code: ' ', message: '\n' } });
    expect(checkSlackPayload(JSON.stringify(message))).toEqual({ status: 200, body: 'ok' });
    expect(message.text).toMatch(/, 40 s$/);
  });

  it('is taken by Slack when every part is as long as it can be, which escaping makes longer', () => {
    const long = '&'.repeat(5_000);
    const url = `https://example.com/${'x'.repeat(670)}`;
    const revision = { action: long, id: long, title: long, body: long, commitUrl: url, entityUrl: url };
    const message = deploymentMessage({
      ...report,
      name: long,
      application: long,
      group: long,
      deploymentId: 'd'.repeat(550),
      error: { code: long, message: long },
      failure: {
        kind: 'known',
        targetId: long,
        lifecycleEvent: long,
        errorCode: long,
        scriptName: long,
        message: long,
        logTail: `${long}\n`.repeat(20),
        otherTargets: 24,
        hasMoreTargets: true,
      },
      rollback: { message: long, triggeringDeploymentId: long, rollbackDeploymentId: long },
      siteUrl: url,
      source: {
        kind: 'known',
        certainty: 'latest',
        doubt: long,
        pipeline: 'p'.repeat(550),
        revisions: [revision, ...Array.from({ length: 9 }, () => revision)],
      },
    });
    expect(message.attachments?.[0]?.blocks.at(-1)).toMatchObject({ type: 'actions', elements: { length: 5 } });
    expect(checkSlackPayload(JSON.stringify(message))).toEqual({ status: 200, body: 'ok' });
  });

  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.constantFrom(
      '',
      ' \n',
      '<!channel>',
      '`'.repeat(4),
      '\ud800',
      'x'.repeat(40_000),
      '&'.repeat(5_000),
      '👩‍🚀'.repeat(3_000),
    ),
  );
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const revision = fc.record({
    action: text,
    id: text,
    title: maybe(text),
    body: fc.oneof(
      text,
      fc.array(text, { maxLength: 20 }).map((lines) => lines.join('\n')),
    ),
    commitUrl: maybe(fc.oneof(text, fc.webUrl())),
    entityUrl: maybe(fc.oneof(text, fc.webUrl())),
  });
  const source: fc.Arbitrary<DeployedSource> = fc.oneof(
    fc.record({
      kind: fc.constant('known' as const),
      certainty: fc.constantFrom('exact' as const, 'latest' as const),
      doubt: maybe(text),
      pipeline: text,
      revisions: fc.tuple(revision, fc.array(revision)).map(([first, others]) => [first, ...others] as const),
    }) as fc.Arbitrary<DeployedSource>,
    fc.record({ kind: fc.constant('unknown' as const), reason: text, pipeline: maybe(text) }),
  );
  const statuses: DeploymentStatus[] = [
    'created',
    'queued',
    'in_progress',
    'baking',
    'ready',
    'succeeded',
    'failed',
    'stopped',
    'unknown',
  ];
  const count = fc.nat({ max: 2 ** 40 });
  const anyReport: fc.Arbitrary<DeploymentReport> = fc.record({
    environment: fc.constantFrom('dev', 'prod'),
    name: text,
    status: fc.constantFrom(...statuses),
    statusText: text,
    application: text,
    group: text,
    deploymentId: text,
    region: maybe(text),
    startedAt: maybe(fc.date({ noInvalidDate: true })),
    endedAt: maybe(fc.date({ noInvalidDate: true })),
    instances: maybe(
      fc.record({ succeeded: count, failed: count, skipped: count, inProgress: count, pending: count, ready: count }),
    ),
    error: maybe(fc.record({ code: maybe(text), message: maybe(text) })),
    failure: maybe(
      fc.oneof(
        fc.record({
          kind: fc.constant('known' as const),
          targetId: text,
          lifecycleEvent: text,
          errorCode: maybe(text),
          scriptName: maybe(text),
          message: maybe(text),
          logTail: maybe(fc.array(text, { maxLength: 30 }).map((lines) => lines.join('\n'))),
          otherTargets: fc.nat({ max: 24 }),
          hasMoreTargets: fc.boolean(),
        }),
        fc.record({ kind: fc.constant('unknown' as const), reason: text }),
      ),
    ),
    rollback: maybe(
      fc.record({
        message: maybe(text),
        triggeringDeploymentId: maybe(text),
        rollbackDeploymentId: maybe(text),
      }),
    ),
    siteUrl: maybe(fc.oneof(text, fc.webUrl())),
    source,
  });

  it('is taken by Slack whatever the report holds, and pings nobody', () => {
    fc.assert(
      fc.property(anyReport, (any) => {
        const message = deploymentMessage(any);
        expect(checkSlackPayload(JSON.stringify(message))).toEqual({ status: 200, body: 'ok' });
        expect(messageText(message)).not.toMatch(/<(?!!date\^)/);
      }),
    );
  });
});

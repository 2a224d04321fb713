import { noticeMessage } from '@shipbell/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOtherEvent } from './event.ts';

function parse(payload: unknown, subject?: string) {
  return parseOtherEvent({ payload, id: '1', subject, topicArn: undefined });
}

function headlineOf(payload: unknown, subject?: string): string {
  const { kind, id, ...notice } = parse(payload, subject);
  return noticeMessage({ environment: 'dev', linkStyle: 'text', ...notice }).text;
}

describe('parseOtherEvent', () => {
  it.each([
    ['Batch Job State Change', { jobName: 'nightly', jobId: 'x', status: 'FAILED' }, 'Batch Job', 'nightly', 'FAILED'],
    [
      'CloudWatch Alarm State Change',
      { alarmName: 'slow', state: { value: 'ALARM' }, previousState: { value: 'OK' } },
      'CloudWatch Alarm',
      'slow',
      'ALARM',
    ],
    [
      'EC2 Instance State-change Notification',
      { 'instance-id': 'i-0b', state: 'stopped' },
      'EC2 Instance',
      'i-0b',
      'stopped',
    ],
    [
      'CodeArtifact Package Version State Change',
      { domainName: 'acme', repositoryName: 'npm', packageName: 'left', packageVersionState: 'Published' },
      'CodeArtifact Package Version',
      'npm / left',
      'Published',
    ],
    [
      'ECS Task State Change',
      { containers: [{ name: 'web', lastStatus: 'STOPPED' }], group: 'service:web', lastStatus: 'RUNNING' },
      'ECS Task',
      'service:web',
      'RUNNING',
    ],
    [
      'Backup Job State Change',
      { backupVaultName: 'x', resourceArn: 'arn:aws:ec2:eu-west-1:1:volume/vol-1', state: 'FAILED' },
      'Backup Job',
      'vol-1',
      'FAILED',
    ],
    [
      'Config Rules Compliance Change',
      {
        configRuleName: 'no-public-buckets',
        newEvaluationResult: { complianceType: 'NON_COMPLIANT', annotation: 'It is public.' },
        oldEvaluationResult: { complianceType: 'COMPLIANT' },
      },
      'Config Rules Compliance Change',
      'no-public-buckets',
      'NON_COMPLIANT',
    ],
    [
      'CloudFormation StackSet Operation Status Change',
      {
        'stack-set-arn': 'arn:aws:cloudformation:eu-west-1:1:stackset/guardrails:0a',
        action: 'UPDATE',
        'status-details': { status: 'FAILED' },
      },
      'CloudFormation StackSet Operation',
      'guardrails',
      'FAILED',
    ],
    [
      'Lambda Function Invocation Result - Failure',
      { requestContext: { condition: 'RetriesExhausted' }, responseContext: { statusCode: 200 }, application: 'rates' },
      'Lambda Function Invocation Result - Failure',
      'rates',
      'RetriesExhausted',
    ],
  ])('reads of the event %j with %j what it is about and how that stands', (type, detail, title, about, status) => {
    expect(parse({ source: 'aws.x', 'detail-type': type, detail })).toMatchObject({ title, about, status });
    expect(parse({ source: 'aws.x', detailType: type, detail })).toMatchObject({ title, about, status });
  });

  it('gives the sentence of the phase in which a build failed, and the page of its log', () => {
    const phases = [
      { 'phase-type': 'INSTALL', 'phase-status': 'SUCCEEDED', 'phase-context': ['null: null'] },
      { 'phase-type': 'BUILD', 'phase-status': 'FAILED', 'phase-context': ['COMMAND_EXECUTION_ERROR: exit status 2'] },
    ];
    const logs = { 'group-name': '/aws/codebuild/web', 'deep-link': 'https://console.aws.amazon.com/log' };
    const detail = { 'build-status': 'FAILED', 'project-name': 'web', 'additional-information': { logs, phases } };
    expect(parse({ source: 'aws.codebuild', 'detail-type': 'CodeBuild Build State Change', detail })).toMatchObject({
      about: 'web',
      status: 'FAILED',
      text: 'COMMAND_EXECUTION_ERROR: exit status 2',
      links: [{ label: 'Log', url: 'https://console.aws.amazon.com/log' }],
    });
  });

  it('does not repeat a sentence that CodeBuild writes as a list of one', () => {
    const detail = {
      'completed-phase': 'BUILD',
      'completed-phase-status': 'FAILED',
      'completed-phase-context': '[COMMAND_EXECUTION_ERROR: exit status 2]',
    };
    expect(parse({ source: 'aws.codebuild', 'detail-type': 'CodeBuild Build Phase Change', detail })).toMatchObject({
      text: 'COMMAND_EXECUTION_ERROR: exit status 2',
      facts: [['completed-phase', 'BUILD']],
    });
  });

  it('does not repeat what the subject says', () => {
    const alarm = {
      AlarmName: 'slow',
      NewStateValue: 'ALARM',
      OldStateValue: 'OK',
      NewStateReason: 'It took too long.',
    };
    expect(parse(alarm, 'ALARM: "slow" in Europe (Ireland)')).toMatchObject({
      about: undefined,
      status: undefined,
      text: 'It took too long.',
    });
  });

  it('takes a sentence where there is no status', () => {
    expect(parse({ 'Source ID': 'db', 'Event Message': 'DB instance restarted' })).toMatchObject({
      about: 'db',
      status: 'DB instance restarted',
      text: undefined,
    });
  });

  it('takes the first line of plain text, unless it is the subject', () => {
    expect(parse('Disk is full\nOn i-0b.', 'Disk')).toMatchObject({ title: 'Disk', status: 'Disk is full' });
    expect(parse('Disk is full\nOn i-0b.', 'Disk is full')).toMatchObject({ status: undefined });
    expect(headlineOf('')).toBe('ℹ️ *Notification* on *dev*');
  });

  it('masks plain text before its first line is taken, because the second may show that the first is a secret', () => {
    const text = '"value": "hunter2",\n"name": "DB_PASSWORD"';
    expect(parse(text).status).toBe('"value": ••••••",');
    expect(parse(text, text).status).toBeUndefined();
  });

  it('links to a log and to another page, but not by an address with a secret', () => {
    const signed = 'https://example.com/?X-Amz-Signature=0f0f';
    const logs = { 'deep-link': 'https://example.com/log' };
    const { links, facts } = parse({ logs, consoleUrl: 'https://example.com/page', codeUrl: signed });
    expect(links).toEqual([
      { label: 'Log', url: 'https://example.com/log' },
      { label: 'Details', url: 'https://example.com/page' },
    ]);
    expect(facts).toEqual([]);
  });

  it('shows a fact once, and a time that people can read', () => {
    const at = '2026-11-25T09:46:40Z';
    const { facts } = parse({ at, updatedAt: at, since: 1_795_600_000_000, awsAccountId: '1', cpu: 256, memory: 256 });
    expect(facts).toEqual([
      ['at', at],
      ['cpu', '256'],
      ['memory', '256'],
    ]);
  });

  it('shows no member whose name is a secret’s, however deep it is', () => {
    const payload = { approval: { token: 'abcd-1' }, a: { secretName: 'abcd-2', b: [{ password: 'abcd-3' }] } };
    expect(JSON.stringify(parse(payload))).not.toContain('abcd');
  });

  it('says in the headline what a member called state or status holds, and the name', () => {
    const word = fc.stringMatching(/^[A-Z][A-Za-z_]{2,20}$/);
    const status = fc.constantFrom('state', 'status', 'build-status', 'jobStatus', 'NewStateValue', 'scan-status');
    const name = fc.constantFrom('name', 'project-name', 'repositoryName', 'AlarmName', 'Source ID', 'pipeline');
    fc.assert(
      fc.property(word, word, status, name, fc.object(), (how, what, statusKey, nameKey, more) => {
        const text = headlineOf({
          source: 'aws.x',
          'detail-type': 'X',
          detail: { [statusKey]: how, [nameKey]: what },
          more,
        });
        expect(text).toBe(`ℹ️ *X* on *dev*: *${what}* ${how}`);
      }),
    );
  });

  it('reads any payload', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.object({ maxDepth: 8 }), fc.string()),
        fc.option(fc.string(), { nil: undefined }),
        (payload, subject) => {
          expect(headlineOf(payload, subject)).toContain('on *dev*');
        },
      ),
    );
    expect(headlineOf(JSON.parse(`${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`))).toBe('ℹ️ *Notification* on *dev*');
    expect(
      headlineOf({ text: 'x'.repeat(200_000), list: Array.from({ length: 50_000 }, () => ({ status: 'x' })) }),
    ).toContain(': x');
  });
});

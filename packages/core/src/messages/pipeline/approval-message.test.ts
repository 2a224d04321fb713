import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApprovalReport } from '../../reports/approval-report.ts';
import { NO_TEAM } from '../../settings/team-message.ts';
import { LINK_STYLES } from '../../slack/blocks.ts';
import { anyDate, anySource, anyText, anyUrl, LONGEST_URL, maybe } from '../../testing/any-source.ts';
import { anyTeam } from '../../testing/any-team.ts';
import { notIn } from '../../testing/hiding.ts';
import { linksOf, messageText } from '../../testing/message-text.ts';
import { refusal } from '../../testing/refusal.ts';
import { LONG, longSource, longTeam, sampleSource } from '../../testing/sample-reports.ts';
import { approvalMessage } from './approval-message.ts';

const report: ApprovalReport = {
  environment: 'prod',
  linkStyle: 'text',
  team: NO_TEAM,
  name: 'shop',
  status: 'waiting',
  statusText: 'STARTED',
  pipeline: 'shop-pipeline',
  stage: 'Approve',
  action: 'ReleaseToProd',
  region: 'eu-west-1',
  request: [['', 'Check the numbers on staging <!channel>']],
  expiresAt: new Date('2024-11-08T21:36:00Z'),
  reviewUrl:
    'https://console.aws.amazon.com/codepipeline/home?region=eu-west-1#/view/shop/Approve/ReleaseToProd/approve/t',
  externalUrl: 'https://staging.example.com',
  summary: undefined,
  source: sampleSource,
};

function linesOf(any: ApprovalReport): string[] {
  return messageText(approvalMessage(any)).split('\n');
}

describe('approvalMessage', () => {
  it('says which commit waits, what is asked, until when and where it can be answered', () => {
    const message = approvalMessage(report);
    expect(message.text).toBe(
      '✋ *shop* waits for approval on *prod* at *Approve / ReleaseToProd*: [BE] Add the review reminder (`a1b2c3d`)',
    );
    expect(linesOf(report).slice(1)).toEqual([
      '> Check the numbers on staging &lt;!channel&gt;',
      '⏳ Can be answered until <!date^1731101760^{date_short_pretty} {time}|2024-11-08 21:36:00 UTC>',
      'Review · What to review · Commit · Pipeline',
      'Youngsu Lee · branch <https://github.com/example/backend/tree/develop|develop>',
      '> * refactor: split the mailer',
      'shop-pipeline · execution 1a2b3c4d',
    ]);
    expect(linksOf(message)).toMatchObject({
      Review: report.reviewUrl,
      'What to review': 'https://staging.example.com/',
      Pipeline:
        'https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop-pipeline/executions/1a2b3c4d-0000-4000-8000-000000000001/visualization?region=eu-west-1',
    });
  });

  it('shows a request in JSON as names and values, without secrets', () => {
    const request = [
      ['StackName', 'shop-prod'],
      ['Password', 'hunter2'],
    ] as const;
    expect(linesOf({ ...report, request }).slice(1, 3)).toEqual(['> StackName: shop-prod', '> Password: ••••••']);
  });

  it.each([
    ['succeeded', '👍 *shop* was approved on *prod* at *Approve / ReleaseToProd*: '],
    ['failed', '👎 *shop* was not approved on *prod* at *Approve / ReleaseToProd*: '],
    ['abandoned', '⏹️ *shop* needs no approval any more on *prod* at *Approve / ReleaseToProd*: '],
    ['unknown', 'ℹ️ *shop* approval on *prod* at *Approve / ReleaseToProd*: status PAUSED, '],
  ] as const)('shows the answer and not the request of an approval with the status %s', (status, start) => {
    const answered = {
      ...report,
      status,
      statusText: 'PAUSED',
      summary: 'Approved by alice: looks good, token=hunter2',
    };
    expect(approvalMessage(answered).text.startsWith(start)).toBe(true);
    expect(linesOf(answered)[1]).toBe('Approved by alice: looks good, token=••••••');
    expect(messageText(approvalMessage(answered))).not.toMatch(/Check the numbers|⏳|Review/);
  });

  it('makes a message of the names alone if nothing else is known', () => {
    const message = approvalMessage({
      ...report,
      request: [],
      expiresAt: undefined,
      reviewUrl: undefined,
      externalUrl: undefined,
      source: undefined,
    });
    expect(message.text).toBe('✋ *shop* waits for approval on *prod* at *Approve / ReleaseToProd*');
    expect(messageText(message).split('\n').slice(1)).toEqual(['Pipeline', 'shop-pipeline']);
  });

  it('makes a message that Slack takes and that pings whom the team mentions alone, whatever the report and the settings hold', () => {
    const anyReport: fc.Arbitrary<ApprovalReport> = fc.record({
      environment: fc.constantFrom('dev', 'prod'),
      linkStyle: fc.constantFrom(...LINK_STYLES),
      team: anyTeam,
      name: anyText,
      status: fc.constantFrom('waiting', 'succeeded', 'failed', 'abandoned', 'unknown'),
      statusText: anyText,
      pipeline: anyText,
      stage: anyText,
      action: anyText,
      region: maybe(fc.oneof(anyText, fc.constant('eu-west-1'))),
      request: fc.array(fc.tuple(anyText, anyText), { maxLength: 12 }),
      expiresAt: anyDate,
      reviewUrl: anyUrl,
      externalUrl: anyUrl,
      summary: maybe(anyText),
      source: maybe(anySource),
    });
    fc.assert(
      fc.property(anyReport, (any) => {
        const message = approvalMessage(any);
        expect(refusal(message, any.team.mentions)).toBeUndefined();
        const whole = approvalMessage({ ...any, team: { ...any.team, hide: [] } });
        expect(notIn(whole, message)).toEqual([]);
      }),
    );
  });

  it.each(LINK_STYLES)(
    'makes a message with links as %s that Slack takes when every part is as long as it can be',
    (linkStyle) => {
      const long = { name: LONG, pipeline: LONG, stage: LONG, action: LONG, summary: LONG, source: longSource };
      const asked = { request: [[LONG, LONG]] as const, reviewUrl: LONGEST_URL, externalUrl: LONGEST_URL };
      const longest = { ...report, ...long, ...asked, linkStyle };
      const message = approvalMessage(longest);
      expect(Object.keys(linksOf(message))).toEqual(['Review', 'What to review', 'Revision']);
      expect(refusal(message)).toBeUndefined();
      expect(refusal(approvalMessage({ ...longest, team: longTeam }), longTeam.mentions)).toBeUndefined();
    },
  );
});

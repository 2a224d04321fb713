import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StageOrActionReport } from '../../reports/stage-or-action-report.ts';
import { NO_TEAM } from '../../settings/team-message.ts';
import { LINK_STYLES } from '../../slack/blocks.ts';
import { anyText, anyUrl, maybe } from '../../testing/any-source.ts';
import { anyTeam } from '../../testing/any-team.ts';
import { notIn } from '../../testing/hiding.ts';
import { linksOf, messageText } from '../../testing/message-text.ts';
import { refusal } from '../../testing/refusal.ts';
import { stageOrActionMessage } from './stage-or-action-message.ts';

const report: StageOrActionReport = {
  environment: 'prod',
  linkStyle: 'text',
  team: NO_TEAM,
  name: 'shop',
  pipeline: 'shop-pipeline',
  executionId: '1a2b3c4d-0000-4000-8000-000000000001',
  attempt: 2,
  region: 'eu-west-1',
  stage: 'Build',
  action: 'unit-tests',
  provider: 'CodeBuild',
  status: 'failed',
  statusText: 'FAILED',
  summary:
    'Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: Error while executing command: npm test. Reason: exit status 1',
  errorCode: 'JobFailed',
  logUrl: 'https://example.com/log',
};

describe('stageOrActionMessage', () => {
  it('says which action failed and why, with a link to its log', () => {
    const message = stageOrActionMessage(report);
    expect(message.text).toBe(
      '❌ *shop* action *Build / unit-tests* failed on *prod*: npm test: exit status 1, attempt 2',
    );
    expect(messageText(message).split('\n').slice(1)).toEqual([
      '*CodeBuild*: Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: Error while executing command: npm test. Reason: exit status 1',
      'Build log · Pipeline',
      'shop-pipeline · execution 1a2b3c4d',
    ]);
    expect(linksOf(message)['Build log']).toBe('https://example.com/log');
  });

  it('gives a short reason in the headline alone, without secrets', () => {
    const message = stageOrActionMessage({ ...report, attempt: 1, summary: 'denied for TOKEN=hunter2' });
    expect(message.text).toBe('❌ *shop* action *Build / unit-tests* failed on *prod*: denied for TOKEN=••••••');
    expect(messageText(message).split('\n')[1]).toBe('Build log · Pipeline');
  });

  it.each([
    ['started', '▶️ *shop* stage *Build* started on *prod*'],
    ['succeeded', '☑️ *shop* stage *Build* succeeded on *prod*'],
    ['stopping', '⏹️ *shop* stage *Build* is being stopped on *prod*'],
    ['unknown', 'ℹ️ *shop* stage *Build* on *prod*: status PAUSED'],
  ] as const)('returns the headline of a stage with the status %s', (status, text) => {
    const unsaid = { attempt: 1, action: undefined, provider: undefined, summary: undefined, errorCode: undefined };
    expect(stageOrActionMessage({ ...report, ...unsaid, status, statusText: 'PAUSED' }).text).toBe(text);
  });

  it('makes a message that Slack takes and that pings whom the team mentions alone, whatever the report and the settings hold', () => {
    const anyReport: fc.Arbitrary<StageOrActionReport> = fc.record({
      environment: fc.constantFrom('dev', 'prod'),
      linkStyle: fc.constantFrom(...LINK_STYLES),
      team: anyTeam,
      name: anyText,
      pipeline: anyText,
      executionId: anyText,
      attempt: maybe(fc.nat()),
      region: maybe(fc.oneof(anyText, fc.constant('eu-west-1'))),
      stage: anyText,
      action: maybe(anyText),
      provider: maybe(anyText),
      status: fc.constantFrom(
        'started',
        'resumed',
        'succeeded',
        'failed',
        'stopping',
        'stopped',
        'canceled',
        'abandoned',
        'unknown',
      ),
      statusText: anyText,
      summary: maybe(anyText),
      errorCode: maybe(anyText),
      logUrl: anyUrl,
    });
    fc.assert(
      fc.property(anyReport, (any) => {
        const message = stageOrActionMessage(any);
        expect(refusal(message, any.team.mentions)).toBeUndefined();
        const whole = stageOrActionMessage({ ...any, team: { ...any.team, hide: [] } });
        expect(notIn(whole, message)).toEqual([]);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InstanceReport } from '../../reports/instance-report.ts';
import { NO_TEAM } from '../../settings/team-message.ts';
import { LINK_STYLES } from '../../slack/blocks.ts';
import { anyDate, anyText, maybe } from '../../testing/any-source.ts';
import { anyTeam } from '../../testing/any-team.ts';
import { notIn } from '../../testing/hiding.ts';
import { linksOf, messageText } from '../../testing/message-text.ts';
import { refusal } from '../../testing/refusal.ts';
import { instanceMessage } from './instance-message.ts';

const report: InstanceReport = {
  environment: 'dev',
  linkStyle: 'text',
  team: NO_TEAM,
  name: 'backend',
  status: 'failed',
  statusText: 'Failed',
  deploymentId: 'd-75I7MBT7C',
  instanceId: 'i-496589f7',
  region: 'us-east-2',
  at: new Date('2024-11-01T06:15:13Z'),
  lifecycleEvents: [
    { name: 'ApplicationStop', status: 'Succeeded' },
    { name: 'BeforeInstall', status: 'Failed' },
    { name: 'Install', status: 'Skipped' },
  ],
};

describe('instanceMessage', () => {
  it('says on which instance a deployment failed, at which lifecycle event, and how the other events ended', () => {
    const message = instanceMessage(report);
    expect(message.text).toBe('❌ *backend* deployment failed on instance `i-496589f7` on *dev* at *BeforeInstall*');
    expect(messageText(message).split('\n').slice(1)).toEqual([
      'ApplicationStop succeeded · BeforeInstall failed · Install skipped',
      'Deployment',
      'd-75I7MBT7C · <!date^1730441713^{date_short_pretty} {time_secs}|2024-11-01 06:15:13 UTC>',
    ]);
    expect(linksOf(message).Deployment).toContain('/codedeploy/deployments/d-75I7MBT7C?region=us-east-2');
  });

  it('says why the lifecycle event failed, without secrets', () => {
    const message = 'Script at specified location: stop.sh <!here> password=hunter2 failed';
    const lifecycleEvents = [
      { name: 'ApplicationStop', status: 'Succeeded', message: 'Script succeeded' },
      { name: 'BeforeInstall', status: 'Failed', message },
    ];
    const lines = messageText(instanceMessage({ ...report, lifecycleEvents })).split('\n');
    expect(lines[1]).toBe('Script at specified location: stop.sh &lt;!here&gt; password=•••••• failed');
    expect(messageText(instanceMessage({ ...report, lifecycleEvents, status: 'succeeded' }))).not.toContain('stop.sh');
  });

  it('counts the lifecycle events beyond the first twenty', () => {
    const lifecycleEvents = Array.from({ length: 23 }, (_, index) => ({ name: `E${index}`, status: 'Succeeded' }));
    expect(messageText(instanceMessage({ ...report, lifecycleEvents }))).toContain(' · E19 succeeded · 3 more\n');
  });

  it.each([
    ['started', '▶️ *backend* is being deployed to instance `i-496589f7` on *dev*'],
    ['ready', '⏸️ *backend* is ready on instance `i-496589f7` on *dev*'],
    ['succeeded', '☑️ *backend* is deployed to instance `i-496589f7` on *dev*'],
    ['unknown', 'ℹ️ *backend* deployment to instance `i-496589f7` on *dev*: status PAUSED'],
  ] as const)('returns the headline of an instance with the status %s', (status, text) => {
    expect(instanceMessage({ ...report, status, statusText: 'PAUSED', lifecycleEvents: [] }).text).toBe(text);
  });

  it('makes a message that Slack takes and that pings whom the team mentions alone, whatever the report and the settings hold', () => {
    const anyReport: fc.Arbitrary<InstanceReport> = fc.record({
      environment: fc.constantFrom('dev', 'prod'),
      linkStyle: fc.constantFrom(...LINK_STYLES),
      team: anyTeam,
      name: anyText,
      status: fc.constantFrom('started', 'ready', 'succeeded', 'failed', 'unknown'),
      statusText: anyText,
      deploymentId: anyText,
      instanceId: anyText,
      region: maybe(fc.oneof(anyText, fc.constant('us-east-2'))),
      at: anyDate,
      lifecycleEvents: fc.array(fc.record({ name: anyText, status: anyText, message: maybe(anyText) }), {
        maxLength: 30,
      }),
    });
    fc.assert(
      fc.property(anyReport, (any) => {
        const message = instanceMessage(any);
        expect(refusal(message, any.team.mentions)).toBeUndefined();
        const whole = instanceMessage({ ...any, team: { ...any.team, hide: [] } });
        expect(notIn(whole, message)).toEqual([]);
      }),
    );
  });
});

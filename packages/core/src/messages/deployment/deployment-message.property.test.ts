import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeploymentReport, DeploymentStatus, DeploymentStop } from '../../reports/deployment-report.ts';
import { LINK_STYLES } from '../../slack/blocks.ts';
import { COLORS } from '../../slack/message.ts';
import {
  anyChange,
  anyDate,
  anyRevisionName,
  anySource,
  anyText,
  anyUrl,
  LONGEST_URL,
  maybe,
} from '../../testing/any-source.ts';
import { anyRecovery, anySlowness } from '../../testing/any-success.ts';
import { anyTeam } from '../../testing/any-team.ts';
import { notIn } from '../../testing/hiding.ts';
import { linksOf, messageText } from '../../testing/message-text.ts';
import { refusal } from '../../testing/refusal.ts';
import { LONG, longSource, longTeam, sampleDeployment } from '../../testing/sample-reports.ts';
import { deploymentMessage } from './deployment-message.ts';

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
const anyStop: fc.Arbitrary<DeploymentStop> = fc.oneof(
  fc.record({ kind: fc.constant('alarm' as const), alarms: fc.array(anyText, { maxLength: 4 }) }),
  fc.constant({ kind: 'person' as const }),
);
const anyReport: fc.Arbitrary<DeploymentReport> = fc.record({
  environment: fc.constantFrom('dev', 'prod'),
  linkStyle: fc.constantFrom(...LINK_STYLES),
  team: anyTeam,
  name: anyText,
  status: fc.constantFrom(...statuses),
  statusText: anyText,
  application: anyText,
  group: anyText,
  deploymentId: anyText,
  region: maybe(fc.oneof(anyText, fc.constant('eu-west-1'))),
  startedAt: anyDate,
  endedAt: anyDate,
  platform: fc.constantFrom('Server', 'ECS', 'Lambda', undefined),
  scaling: fc.constantFrom(undefined, undefined, 'launch', 'update', 'termination'),
  description: maybe(anyText),
  isBlueGreen: fc.boolean(),
  functions: fc.array(fc.record({ name: anyText, alias: maybe(anyText), from: maybe(anyText), to: maybe(anyText) }), {
    maxLength: 3,
  }),
  wait: maybe(
    fc.record({
      end: fc.constantFrom('stop', 'reroute'),
      minutes: maybe(fc.nat({ max: 10_000_000 })),
      until: maybe(fc.date()),
    }),
  ),
  stop: maybe(fc.oneof(anyStop, fc.record({ kind: fc.constant('unknown' as const), reason: anyText }))),
  withoutRollback: fc.constantFrom(undefined, 'off', 'other ends'),
  rolledBackStop: maybe(anyStop),
  instances: maybe(
    fc.record({ succeeded: count, failed: count, skipped: count, inProgress: count, pending: count, ready: count }),
  ),
  error: maybe(fc.record({ code: maybe(anyText), message: maybe(anyText) })),
  failure: maybe(
    fc.oneof(
      fc.record({
        kind: fc.constant('known' as const),
        targetId: anyText,
        lifecycleEvent: maybe(anyText),
        outcome: fc.constantFrom('failed', 'unfinished', 'nothing ran', 'went well'),
        errorCode: maybe(anyText),
        scriptName: maybe(anyText),
        message: maybe(anyText),
        logTail: maybe(fc.array(anyText, { maxLength: 30 }).map((lines) => lines.join('\n'))),
        otherTargets: fc.nat({ max: 24 }),
        hasMoreTargets: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('unknown' as const), reason: anyText }),
    ),
  ),
  rollback: maybe(
    fc.record({
      message: maybe(anyText),
      triggeringDeploymentId: maybe(anyText),
      rollbackDeploymentId: maybe(anyText),
      from: maybe(anyRevisionName),
    }),
  ),
  siteUrl: anyUrl,
  source: anySource,
  change: maybe(anyChange),
  recovery: anyRecovery,
  slowness: anySlowness,
});

/** A report whose own words hold no counts. */
const PLAIN: DeploymentReport = { ...sampleDeployment, change: undefined };
const small = fc.nat({ max: 5 });
const COUNTS = { succeeded: small, failed: small, skipped: small, inProgress: small, pending: small, ready: small };

describe('deploymentMessage', () => {
  it('makes a message that Slack takes and that pings whom the team mentions alone, whatever the report and the settings hold', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const message = deploymentMessage(report);
        expect(refusal(message, report.team.mentions)).toBeUndefined();
        const whole = deploymentMessage({ ...report, team: { ...report.team, hide: [] } });
        expect(notIn(whole, message)).toEqual([]);
      }),
    );
  });

  it.each(LINK_STYLES)(
    'makes a message with links as %s that Slack takes when every part is as long as it can be and escaping makes it longer',
    (linkStyle) => {
      const from = { id: LONG, title: LONG };
      const stop = { kind: 'alarm', alarms: [LONG, LONG] } as const;
      const longest: DeploymentReport = {
        ...sampleDeployment,
        linkStyle,
        instances: { succeeded: 1, failed: 1, skipped: 0, inProgress: 0, pending: 0, ready: 0 },
        functions: [{ name: LONG, alias: LONG, from: LONG, to: LONG }],
        description: LONG,
        stop,
        rolledBackStop: stop,
        withoutRollback: 'off',
        name: LONG,
        status: 'failed',
        application: LONG,
        group: LONG,
        deploymentId: 'd'.repeat(350),
        error: { code: LONG, message: LONG },
        failure: {
          kind: 'known',
          targetId: LONG,
          lifecycleEvent: LONG,
          outcome: 'failed',
          errorCode: LONG,
          scriptName: 's'.repeat(5_000),
          message: LONG,
          logTail: `${LONG}\n`.repeat(20),
          otherTargets: 24,
          hasMoreTargets: true,
        },
        rollback: {
          message: LONG,
          triggeringDeploymentId: 'd'.repeat(350),
          rollbackDeploymentId: 'd'.repeat(350),
          from,
        },
        siteUrl: LONGEST_URL,
        source: longSource,
        change: { kind: 'back', previous: { ...from, deployedAt: new Date(0) }, compareUrl: LONGEST_URL },
      };
      const message = deploymentMessage(longest);
      expect(Object.keys(linksOf(message))).toHaveLength(5);
      expect(refusal(message)).toBeUndefined();
      expect(refusal(deploymentMessage({ ...longest, team: longTeam }), longTeam.mentions)).toBeUndefined();
    },
  );

  it('never shows a rollback or an older commit as a plain success, whatever else the report holds', () => {
    const rollback = {
      message: undefined,
      triggeringDeploymentId: 'd-BAD',
      rollbackDeploymentId: undefined,
      from: undefined,
    };
    const previous = { id: 'a', title: undefined, deployedAt: undefined };
    const reason = fc.constantFrom({ rollback, scaling: undefined }, {
      change: { kind: 'back', previous, compareUrl: undefined },
    } as const);
    fc.assert(
      fc.property(anyReport, reason, (report, back) => {
        const { text, attachments } = deploymentMessage({ ...report, ...back });
        expect(text).not.toMatch(/^✅/);
        expect(attachments?.[0]?.color).not.toBe(COLORS.good);
      }),
    );
  });

  it('is red where it failed or an alarm stopped it, yellow where a person did, and green only where all went well', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { status, platform, instances } = report;
        const mayBeStopped = status === 'stopped' || (status === 'failed' && report.stop?.kind === 'alarm');
        const stop = mayBeStopped ? report.stop : undefined;
        const { attachments } = deploymentMessage({ ...report, stop });
        const color = attachments?.[0]?.color;
        if (status === 'failed' || stop?.kind === 'alarm') expect(color).toBe(COLORS.bad);
        if (stop?.kind === 'person') expect(color).toBe(COLORS.warning);
        if (platform === 'Server' && instances?.failed) expect(color).not.toBe(COLORS.good);
        if (status !== 'succeeded') expect(color).not.toBe(COLORS.good);
        if (status !== 'failed' && status !== 'stopped') expect(color).not.toBe(COLORS.bad);
      }),
    );
  });

  it('speaks of instances for a server alone, and counts nothing of an ECS service or a function', () => {
    const any = fc.record({ report: anyReport, platform: fc.constantFrom('ECS', 'Lambda', undefined) });
    fc.assert(
      fc.property(any, ({ report, platform }) => {
        const plain = { ...PLAIN, status: report.status, instances: report.instances, failure: undefined };
        const text = messageText(deploymentMessage({ ...plain, platform }));
        expect(text).not.toMatch(/\binstances?\b/);
        if (platform !== undefined) expect(text).not.toMatch(/\d of \d/);
      }),
    );
  });

  it('has counts that agree with each other', () => {
    fc.assert(
      fc.property(fc.record({ ...COUNTS }), fc.constantFrom(...statuses), (instances, status) => {
        const text = messageText(deploymentMessage({ ...PLAIN, instances, status }));
        const total = Object.values(instances).reduce((sum, each) => sum + each, 0);
        for (const [, succeeded, all] of text.matchAll(/(\d+) of (\d+) instances/g)) {
          expect([Number(succeeded), Number(all)]).toEqual([instances.succeeded, total]);
        }
        for (const [, failed] of text.matchAll(/, (\d+) failed/g)) expect(Number(failed)).toBe(instances.failed);
      }),
    );
  });
});

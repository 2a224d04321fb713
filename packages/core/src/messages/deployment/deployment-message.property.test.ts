import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeploymentReport, DeploymentStatus } from '../../reports/deployment-report.ts';
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
import { linksOf } from '../../testing/message-text.ts';
import { refusal } from '../../testing/refusal.ts';
import { LONG, longSource, sampleDeployment } from '../../testing/sample-reports.ts';
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
const anyReport: fc.Arbitrary<DeploymentReport> = fc.record({
  environment: fc.constantFrom('dev', 'prod'),
  linkStyle: fc.constantFrom(...LINK_STYLES),
  name: anyText,
  status: fc.constantFrom(...statuses),
  statusText: anyText,
  application: anyText,
  group: anyText,
  deploymentId: anyText,
  region: maybe(fc.oneof(anyText, fc.constant('eu-west-1'))),
  startedAt: anyDate,
  endedAt: anyDate,
  instances: maybe(
    fc.record({ succeeded: count, failed: count, skipped: count, inProgress: count, pending: count, ready: count }),
  ),
  error: maybe(fc.record({ code: maybe(anyText), message: maybe(anyText) })),
  failure: maybe(
    fc.oneof(
      fc.record({
        kind: fc.constant('known' as const),
        targetId: anyText,
        lifecycleEvent: anyText,
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
});

describe('deploymentMessage', () => {
  it('makes a message that Slack takes and that pings nobody, whatever the report holds', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(refusal(deploymentMessage(report))).toBeUndefined();
      }),
    );
  });

  it.each(LINK_STYLES)(
    'makes a message with links as %s that Slack takes when every part is as long as it can be and escaping makes it longer',
    (linkStyle) => {
      const from = { id: LONG, title: LONG };
      const message = deploymentMessage({
        ...sampleDeployment,
        linkStyle,
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
      });
      expect(Object.keys(linksOf(message))).toHaveLength(5);
      expect(refusal(message)).toBeUndefined();
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
    const reason = fc.constantFrom({ rollback }, {
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
});

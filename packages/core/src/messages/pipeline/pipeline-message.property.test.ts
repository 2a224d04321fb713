import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeployTarget, PipelineReport, PipelineStatus, TargetOutcome } from '../../reports/pipeline-report.ts';
import { LINK_STYLES } from '../../slack/blocks.ts';
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
import { linksOf } from '../../testing/message-text.ts';
import { refusal } from '../../testing/refusal.ts';
import { LONG, longSource, longTeam, samplePipeline as report } from '../../testing/sample-reports.ts';
import { pipelineMessage } from './pipeline-message.ts';

const OUTCOMES: readonly TargetOutcome[] = ['deployed', 'failed', 'unfinished', 'not reached'];

const longTarget: DeployTarget = {
  provider: LONG,
  name: LONG,
  action: LONG,
  account: LONG,
  region: LONG,
  outcome: 'failed',
};

const anyTarget: fc.Arbitrary<DeployTarget> = fc.record({
  provider: anyText,
  name: maybe(anyText),
  action: maybe(anyText),
  account: maybe(anyText),
  region: maybe(anyText),
  outcome: fc.constantFrom(...OUTCOMES),
});

describe('pipelineMessage', () => {
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
    linkStyle: fc.constantFrom(...LINK_STYLES),
    team: anyTeam,
    name: anyText,
    status: fc.constantFrom(...statuses),
    statusText: anyText,
    pipeline: anyText,
    executionId: anyText,
    attempt: maybe(fc.nat()),
    account: maybe(anyText),
    startedBy: maybe(anyText),
    variables: fc.array(fc.tuple(anyText, anyText), { maxLength: 5 }),
    region: maybe(fc.oneof(anyText, fc.constant('eu-west-1'))),
    startedAt: anyDate,
    endedAt: anyDate,
    siteUrl: anyUrl,
    targets: fc.oneof(
      fc.record({
        kind: fc.constant('known' as const),
        targets: fc.array(anyTarget, { maxLength: 8 }),
      }),
      fc.record({ kind: fc.constant('unknown' as const), reason: anyText }),
    ),
    source: maybe(anySource),
    change: maybe(fc.record({ change: anyChange, target: maybe(anyTarget) })),
    recovery: anyRecovery,
    slowness: anySlowness,
    failure: maybe(
      fc.oneof(
        fc.record({
          kind: fc.constant('known' as const),
          stage: anyText,
          action: maybe(anyText),
          provider: maybe(anyText),
          subject: maybe(anyText),
          errorCode: maybe(anyText),
          message: maybe(anyText),
          logUrl: anyUrl,
          otherActions: fc.array(anyText, { maxLength: 50 }),
        }),
        fc.record({ kind: fc.constant('unknown' as const), reason: anyText }),
      ),
    ),
    rollback: maybe(
      fc.record({
        isAutomatic: fc.boolean(),
        startedBy: maybe(anyText),
        failedExecutionId: maybe(anyText),
        targetExecutionId: maybe(anyText),
        from: maybe(anyRevisionName),
      }),
    ),
    summary: maybe(anyText),
    stopReason: maybe(anyText),
  });

  it('makes a message that Slack takes and that pings whom the team mentions alone, whatever the report and the settings hold', () => {
    fc.assert(
      fc.property(anyReport, (any) => {
        const message = pipelineMessage(any);
        expect(refusal(message, any.team.mentions)).toBeUndefined();
        const whole = pipelineMessage({ ...any, team: { ...any.team, hide: [] } });
        expect(notIn(whole, message)).toEqual([]);
      }),
    );
  });

  it.each(LINK_STYLES)(
    'makes a message with links as %s that Slack takes when every part is as long as it can be and escaping makes it longer',
    (linkStyle) => {
      const from = { id: LONG, title: LONG };
      const longest: PipelineReport = {
        ...report,
        linkStyle,
        name: LONG,
        status: 'failed',
        pipeline: 'p'.repeat(300),
        siteUrl: LONGEST_URL,
        startedBy: LONG,
        variables: Array.from({ length: 9 }, () => [LONG, LONG] as const),
        targets: {
          kind: 'known',
          targets: OUTCOMES.flatMap((outcome) => Array.from({ length: 9 }, () => ({ ...longTarget, outcome }))),
        },
        source: longSource,
        change: {
          change: { kind: 'back', previous: { ...from, deployedAt: new Date(0) }, compareUrl: LONGEST_URL },
          target: longTarget,
        },
        failure: {
          kind: 'known',
          stage: LONG,
          action: LONG,
          provider: LONG,
          subject: LONG,
          errorCode: LONG,
          message: LONG,
          logUrl: LONGEST_URL,
          otherActions: Array.from({ length: 50 }, () => LONG),
        },
        rollback: { isAutomatic: true, startedBy: LONG, failedExecutionId: LONG, targetExecutionId: LONG, from },
        summary: LONG,
        stopReason: `Because ${LONG}`,
      };
      const message = pipelineMessage(longest);
      expect(linksOf(message)).toMatchObject({ 'What changed': LONGEST_URL, Action: LONGEST_URL });
      expect(refusal(message)).toBeUndefined();
      expect(refusal(pipelineMessage({ ...longest, team: longTeam }), longTeam.mentions)).toBeUndefined();
    },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PipelineReport, PipelineStatus } from '../../reports/pipeline-report.ts';
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
import { linksOf } from '../../testing/message-text.ts';
import { refusal } from '../../testing/refusal.ts';
import { LONG, longSource, samplePipeline as report } from '../../testing/sample-reports.ts';
import { pipelineMessage } from './pipeline-message.ts';

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

  it('makes a message that Slack takes and that pings nobody, whatever the report holds', () => {
    fc.assert(
      fc.property(anyReport, (any) => {
        expect(refusal(pipelineMessage(any))).toBeUndefined();
      }),
    );
  });

  it.each(LINK_STYLES)(
    'makes a message with links as %s that Slack takes when every part is as long as it can be and escaping makes it longer',
    (linkStyle) => {
      const from = { id: LONG, title: LONG };
      const message = pipelineMessage({
        ...report,
        linkStyle,
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
      expect(linksOf(message)).toMatchObject({ 'What changed': LONGEST_URL, Action: LONGEST_URL });
      expect(refusal(message)).toBeUndefined();
    },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ExecutionFailure,
  type ExecutionReport,
  type NestedExecution,
  SPAN_KINDS,
  STATE_OUTCOMES,
  type StateLine,
} from '../../reports/execution-report.ts';
import { LINK_STYLES } from '../../slack/blocks.ts';
import { anyRecovery } from '../../testing/any-success.ts';
import { anyTeam } from '../../testing/any-team.ts';
import { checkSlackPayload } from '../../testing/check-slack-payload.ts';
import { notIn } from '../../testing/hiding.ts';
import { linksOf } from '../../testing/message-text.ts';
import { refusal } from '../../testing/refusal.ts';
import { failedLine, sampleExecution, sampleFailure, sampleNested, stateLine } from '../../testing/sample-execution.ts';
import { longTeam } from '../../testing/sample-reports.ts';
import { executionMessage } from './execution-message.ts';

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.constantFrom(
    '',
    ' ',
    '<!channel>',
    '```',
    '`*_~>&<',
    '\ud800',
    '\ufffe\uffff\u0000',
    '👩‍💻'.repeat(40),
    '&'.repeat(32_768),
    'x\n'.repeat(16_384),
    JSON.stringify({ errorMessage: '<'.repeat(32_000) }),
  ),
);

function maybe<Value>(value: fc.Arbitrary<Value>) {
  return fc.option(value, { nil: undefined });
}
const moment = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });

const anyCounts = fc.dictionary(fc.constantFrom(...STATE_OUTCOMES), fc.nat());
const anyUrl = maybe(
  fc.oneof(
    fc.webUrl(),
    hostileText,
    fc.constantFrom(
      'http://example.com/',
      'https://github.com@example.org/a',
      `https://example.com/#${'a'.repeat(2_900)}`,
    ),
  ),
);
const anyNested: fc.Arbitrary<NestedExecution> = fc.record({ executionArn: hostileText, url: anyUrl });
const anySlowest = maybe(fc.record({ ms: fc.nat(), iteration: fc.nat() }));

const anyLine: fc.Arbitrary<StateLine> = fc.record({
  name: hostileText,
  type: fc.constantFrom('Task', 'Map', 'Parallel', 'Fail'),
  parent: maybe(fc.nat({ max: 30 })),
  visits: fc.nat(),
  outcomes: anyCounts,
  outcome: fc.constantFrom(...STATE_OUTCOMES),
  earlier: fc.boolean(),
  busyMs: maybe(fc.nat({ max: Number.MAX_SAFE_INTEGER })),
  spans: fc.array(fc.record({ kind: fc.constantFrom(...SPAN_KINDS), from: fc.nat(), to: fc.nat() }), { maxLength: 5 }),
  retries: fc.nat(),
  errors: fc.array(hostileText, { maxLength: 3 }),
  resource: maybe(hostileText),
  slowest: anySlowest,
  iterations: maybe(
    fc.record({
      total: fc.nat(),
      outcomes: anyCounts,
      slowest: anySlowest,
      firstFailed: maybe(fc.nat()),
      distributed: fc.boolean(),
      unknown: maybe(hostileText),
    }),
  ),
  branches: maybe(fc.nat()),
  mapRunUrl: anyUrl,
  nested: fc.array(anyNested, { maxLength: 3 }),
});

const anyFailure: fc.Arbitrary<ExecutionFailure> = fc.record({
  state: hostileText,
  line: fc.nat({ max: 30 }),
  iteration: maybe(fc.nat()),
  at: maybe(moment),
  error: maybe(hostileText),
  cause: maybe(hostileText),
  resource: maybe(hostileText),
  nested: maybe(anyNested),
  lambda: maybe(fc.record({ name: hostileText, logUrl: anyUrl })),
  later: fc.array(fc.record({ state: maybe(hostileText), error: maybe(hostileText), cause: maybe(hostileText) }), {
    maxLength: 4,
  }),
  earlier: maybe(fc.record({ state: hostileText, error: maybe(hostileText), cause: maybe(hostileText) })),
  jobPages: fc.array(fc.record({ label: fc.constantFrom('Batch job', 'Job log'), url: anyUrl }), { maxLength: 2 }),
});

const anyReport: fc.Arbitrary<ExecutionReport> = fc.record({
  environment: hostileText,
  linkStyle: fc.constantFrom(...LINK_STYLES),
  team: anyTeam,
  name: hostileText,
  status: fc.constantFrom('running', 'succeeded', 'failed', 'timed_out', 'aborted', 'pending_redrive', 'unknown'),
  statusText: hostileText,
  executionArn: hostileText,
  url: anyUrl,
  parentUrl: anyUrl,
  imageUrl: maybe(fc.oneof(fc.webUrl(), fc.constant(`https://example.com/${'a'.repeat(2_900)}`))),
  redriveCount: fc.nat(),
  startedAt: maybe(moment),
  endedAt: maybe(moment),
  error: maybe(fc.record({ name: maybe(hostileText), cause: maybe(hostileText) })),
  stoppedAt: fc.array(hostileText, { maxLength: 3 }),
  failure: maybe(anyFailure),
  retrying: maybe(fc.record({ state: hostileText, error: maybe(hostileText), cause: maybe(hostileText) })),
  lines: fc.array(anyLine, { maxLength: 30 }),
  statesUnknown: maybe(hostileText),
  typicalDuration: maybe(
    fc.oneof(
      fc.record({ medianMs: fc.nat(), of: fc.nat({ max: 9 }) }),
      fc.record({ unknown: hostileText.map((reason) => `unknown: ${reason}`) }),
    ),
  ),
  isSlow: fc.boolean(),
  recovery: anyRecovery,
  input: fc.array(fc.tuple(hostileText, hostileText), { maxLength: 20 }),
});

describe('executionMessage', () => {
  it('pings nobody, whatever the state machine calls its errors', () => {
    const hostile = '<!channel> <@U1> <https://example.com|x>';
    const message = executionMessage(
      sampleExecution({
        name: hostile,
        stoppedAt: [hostile],
        error: { name: hostile, cause: hostile },
        failure: sampleFailure({
          state: hostile,
          resource: hostile,
          nested: { executionArn: hostile, url: undefined },
          iteration: 1,
          line: 1,
          later: [{ state: hostile, error: `${hostile}1`, cause: `${hostile}2` }],
          earlier: { state: hostile, error: `${hostile}3`, cause: `${hostile}4` },
        }),
        lines: [
          stateLine(hostile, 0, 9, { type: 'Map', nested: [sampleNested(hostile)] }),
          failedLine(hostile, 0, 9, hostile, { parent: 0 }),
        ],
        statesUnknown: hostile,
        typicalDuration: { unknown: hostile },
        input: [[hostile, hostile]],
      }),
    );
    const withoutPlainText = JSON.stringify(message, (_key, value) => (value?.type === 'button' ? undefined : value));
    expect(withoutPlainText).not.toMatch(/<(?!!date\^|https:[^|<>]*\|(?:State machine|Failed|Execution of) )/);
  });

  it.each(LINK_STYLES)(
    'makes a message with links as %s that Slack takes when every part is as long as it can be',
    (linkStyle) => {
      const long = '<'.repeat(32_768);
      const url = `https://example.com/${'a'.repeat(1_500)}`;
      const line = failedLine(long, 0, 9, long, { visits: 25_000, retries: 99, nested: [{ executionArn: long, url }] });
      const iterations = { total: 9, outcomes: { failed: 9 }, slowest: undefined, firstFailed: 1, distributed: true };
      const longest = sampleExecution({
        environment: long,
        linkStyle,
        name: long,
        executionArn: long,
        url,
        imageUrl: url,
        redriveCount: 9,
        error: { name: long, cause: long },
        stoppedAt: [long, long],
        failure: sampleFailure({
          state: long,
          resource: long,
          iteration: 9,
          at: new Date(0),
          lambda: { name: long, logUrl: url },
          cause: long,
          later: ['>', '>>', '&'].map((word) => ({
            state: word.repeat(32_768),
            error: word.repeat(256),
            cause: word.repeat(30_000),
          })),
          earlier: { state: long, error: '&&', cause: '>&'.repeat(9_000) },
        }),
        lines: [
          ...Array.from({ length: 3 }, () => ({
            ...line,
            type: 'Map',
            iterations: { ...iterations, unknown: long },
          })),
          ...Array.from({ length: 30 }, (_, index) => ({ ...line, name: `${index}${long}`, parent: 0 })),
        ],
        statesUnknown: long,
        typicalDuration: { unknown: long },
        input: Array.from({ length: 20 }, () => [long, long]),
      });
      const message = executionMessage(longest);
      expect(checkSlackPayload(JSON.stringify(message))).toEqual({ status: 200, body: 'ok' });
      expect(Object.keys(linksOf(message))).toHaveLength(1);
      expect(refusal(executionMessage({ ...longest, team: longTeam }), longTeam.mentions)).toBeUndefined();
    },
  );

  it('makes a message that Slack takes and that pings whom the team mentions alone, whatever the report and the settings hold', () => {
    fc.assert(
      fc.property(anyReport, (any) => {
        const message = executionMessage(any);
        expect(refusal(message, any.team.mentions)).toBeUndefined();
        const whole = executionMessage({ ...any, team: { ...any.team, hide: [] } });
        expect(notIn(whole, message)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

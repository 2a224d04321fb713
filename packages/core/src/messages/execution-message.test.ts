import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExecutionReport, type ExecutionStep, STEP_OUTCOMES } from '../reports/execution-report.ts';
import { messageText } from '../testing/message-text.ts';
import { refusal } from '../testing/refusal.ts';
import { executionMessage } from './execution-message.ts';

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:2024-03-05';

const report = (more: Partial<ExecutionReport> = {}): ExecutionReport => ({
  environment: 'prod',
  name: 'nightly-etl',
  status: 'failed',
  statusText: 'FAILED',
  executionArn: ARN,
  url: `https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/${ARN}`,
  imageUrl: undefined,
  redriveCount: 0,
  startedAt: new Date('2024-03-05T02:00:01Z'),
  endedAt: new Date('2024-03-05T02:12:05Z'),
  error: undefined,
  stoppedAt: [],
  steps: [],
  stepsUnknown: undefined,
  ...more,
});

const headline = (more: Partial<ExecutionReport>): string => executionMessage(report(more)).text;
const text = (more: Partial<ExecutionReport>): string => messageText(executionMessage(report(more)));

describe('the headline of an execution', () => {
  it.each<[string, Partial<ExecutionReport>]>([
    ['✅ *nightly-etl* succeeded on *prod* in 12m 04s', { status: 'succeeded' }],
    [
      '❌ *nightly-etl* failed on *prod* at *Load* after 12m 04s: States.Timeout',
      { stoppedAt: ['Load'], error: { name: 'States.Timeout', cause: undefined } },
    ],
    ['❌ *nightly-etl* failed on *prod* after 12m 04s', {}],
    [
      '⏱️ *nightly-etl* timed out on *prod* at *Left* and 1 more after 12m 04s',
      { status: 'timed_out', stoppedAt: ['Left', 'Right'], error: { name: 'States.Timeout', cause: undefined } },
    ],
    ['⏹️ *nightly-etl* was aborted on *prod* at *Load* after 12m 04s', { status: 'aborted', stoppedAt: ['Load'] }],
    ['✅ *nightly-etl* succeeded on *prod* in 12m 04s (redrive 2)', { status: 'succeeded', redriveCount: 2 }],
    ['▶️ *nightly-etl* is running on *prod*', { status: 'running', endedAt: undefined }],
    ['🕒 *nightly-etl* waits to be redriven on *prod*', { status: 'pending_redrive', endedAt: undefined }],
    ['ℹ️ *nightly-etl* changed its status on *prod*: PAUSED', { status: 'unknown', statusText: 'PAUSED' }],
    ['✅ *nightly-etl* succeeded on *prod*', { status: 'succeeded', startedAt: undefined }],
  ])('reads %s', (expected, more) => {
    expect(headline(more)).toBe(expected);
  });
});

describe('the message of an execution', () => {
  it('links to the execution in the console', () => {
    expect(JSON.stringify(executionMessage(report()))).toContain(`"url":"${report().url}"`);
  });

  it('shows times in the time zone of the reader, and the execution', () => {
    expect(text({})).toContain('Started <!date^1709604001^');
    expect(text({})).toContain('Ended <!date^1709604725^');
    expect(text({})).toContain(ARN);
  });

  it('shows the cause without what looks like a secret', () => {
    const cause = '{"errorMessage":"cannot reach postgres://app:hunter2@db.internal:5432/app"}';
    expect(text({ error: { name: 'Error', cause } })).toContain('cannot reach postgres://••••••@db.internal');
  });

  it('says why the steps are not known', () => {
    expect(text({ stepsUnknown: 'Steps unknown: throttled' })).toContain('❔ Steps unknown: throttled');
  });

  it('shows the image beside the cause', () => {
    const message = executionMessage(
      report({ imageUrl: 'https://example.com/a.png', error: { name: 'E', cause: 'why' } }),
    );
    expect(message.attachments?.[0]?.blocks[0]).toMatchObject({
      text: { text: 'why' },
      accessory: { image_url: 'https://example.com/a.png', alt_text: 'nightly-etl' },
    });
  });

  it('shows the image without a cause too', () => {
    const message = executionMessage(report({ status: 'succeeded', imageUrl: 'https://example.com/a.png' }));
    expect(JSON.stringify(message)).toContain('https://example.com/a.png');
  });

  it('pings nobody, whatever the state machine calls its errors', () => {
    const hostile = '<!channel> <@U1> <https://example.com|x>';
    const message = JSON.stringify(
      executionMessage(report({ name: hostile, stoppedAt: [hostile], error: { name: hostile, cause: hostile } })),
    );
    expect(message).not.toMatch(/<(?!!date\^)/);
  });

  it('is taken by Slack, whatever happened', () => {
    fc.assert(
      fc.property(anyReport, (any) => {
        expect(refusal(executionMessage(any))).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});

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

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const moment = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });

const anyStep: fc.Arbitrary<ExecutionStep> = fc.record({
  name: hostileText,
  type: fc.constantFrom('Task', 'Map', 'Parallel', 'Fail'),
  parent: fc.constant(undefined),
  enteredAt: maybe(moment),
  endedAt: maybe(moment),
  outcome: fc.constantFrom(...STEP_OUTCOMES),
  attempts: fc.nat({ max: 99 }),
  errors: fc.array(maybe(hostileText), { maxLength: 3 }),
  resource: maybe(hostileText),
  superseded: fc.boolean(),
});

const anyReport: fc.Arbitrary<ExecutionReport> = fc.record({
  environment: hostileText,
  name: hostileText,
  status: fc.constantFrom('running', 'succeeded', 'failed', 'timed_out', 'aborted', 'pending_redrive', 'unknown'),
  statusText: hostileText,
  executionArn: hostileText,
  url: maybe(fc.oneof(fc.webUrl(), hostileText, fc.constant(`https://example.com/#${'a'.repeat(2_900)}`))),
  imageUrl: maybe(fc.oneof(fc.webUrl(), fc.constant(`https://example.com/${'a'.repeat(2_900)}`))),
  redriveCount: fc.nat(),
  startedAt: maybe(moment),
  endedAt: maybe(moment),
  error: maybe(fc.record({ name: maybe(hostileText), cause: maybe(hostileText) })),
  stoppedAt: fc.array(hostileText, { maxLength: 3 }),
  steps: fc.array(anyStep, { maxLength: 30 }),
  stepsUnknown: maybe(hostileText),
});

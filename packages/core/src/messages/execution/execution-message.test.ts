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
import { checkSlackPayload } from '../../testing/check-slack-payload.ts';
import { messageText } from '../../testing/message-text.ts';
import { refusal } from '../../testing/refusal.ts';
import { failedLine, stateLine } from '../../testing/sample-state-lines.ts';
import { executionMessage } from './execution-message.ts';

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:2024-03-05';

function report(more: Partial<ExecutionReport> = {}): ExecutionReport {
  return {
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
    failure: undefined,
    lines: [],
    statesUnknown: undefined,
    typicalDuration: undefined,
    input: [],
    ...more,
  };
}

function failure(more: Partial<ExecutionFailure> = {}): ExecutionFailure {
  return {
    state: 'Load',
    line: 0,
    iteration: undefined,
    at: undefined,
    error: 'States.Timeout',
    cause: undefined,
    resource: undefined,
    nested: undefined,
    lambda: undefined,
    ...more,
  };
}

function nested(name: string): NestedExecution {
  return {
    executionArn: `arn:aws:states:eu-west-1:123456789012:execution:child:${name}`,
    url: `https://example.com/${name}`,
  };
}

function headline(more: Partial<ExecutionReport>): string {
  return executionMessage(report(more)).text;
}
function text(more: Partial<ExecutionReport>): string {
  return messageText(executionMessage(report(more)));
}

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
    [
      '✅ *nightly-etl* succeeded on *prod* in 12m 04s (usually 6m 10s)',
      { status: 'succeeded', typicalDuration: { median: 370_000, of: 9 } },
    ],
    [
      '❌ *nightly-etl* failed on *prod* at *Settle* after 12m 04s: CardDeclined',
      {
        stoppedAt: ['Settle'],
        error: { name: 'States.TaskFailed', cause: undefined },
        failure: failure({ state: 'Settle', error: 'CardDeclined' }),
      },
    ],
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

  it("shows the cause at the failed state, or the execution's where that says nothing", () => {
    const error = { name: 'States.TaskFailed', cause: 'it went wrong' };
    expect(text({ error, failure: failure({ cause: '{"errorMessage":"the bank said no"}' }) })).toContain(
      'the bank said no',
    );
    expect(text({ error, failure: failure({ cause: '{"errorMessage":""}' }) })).toContain('it went wrong');
  });

  it('does not repeat an error as its own cause', () => {
    const error = { name: 'States.Timeout', cause: 'States.Timeout' };
    expect(text({ error }).split('States.Timeout')).toHaveLength(2);
  });

  it.each<[string, Partial<ExecutionReport>]>([
    [
      '*Load* failed in iteration #7 of *Each*, in function `loader`',
      {
        lines: [stateLine('Each', 0, 9, { type: 'Map' }), failedLine('Load', 0, 9, 'E', { parent: 0 })],
        failure: failure({ line: 1, iteration: 7, lambda: { name: 'loader', logUrl: undefined } }),
      },
    ],
    [
      '*Load* failed calling `states:startExecution.sync:2`, in its execution `run-7`',
      { failure: failure({ resource: 'states:startExecution.sync:2', nested: nested('run-7') }) },
    ],
    ['*Load* failed at <!date^1709604600^', { failure: failure({ at: new Date('2024-03-05T02:10:00Z') }) }],
  ])('says how the state failed: %s', (expected, more) => {
    expect(text({ stoppedAt: ['Load'], ...more })).toContain(expected);
  });

  it('does not repeat what the headline and the end of the execution say', () => {
    const report = { stoppedAt: ['Load'], failure: failure({ at: new Date('2024-03-05T02:12:04.700Z') }) };
    expect(text(report)).not.toContain('*Load* failed');
  });

  it("links to the failed function's log and to nested executions, each once", () => {
    const lines = [
      stateLine('Ship', 0, 9, { nested: [nested('old'), nested('shipped')] }),
      failedLine('Load', 0, 9, 'E', { nested: [nested('broken')] }),
    ];
    const lambda = { name: 'loader', logUrl: 'https://example.com/log' };
    const message = executionMessage(
      report({ lines, failure: failure({ line: 1, lambda, nested: nested('broken') }) }),
    );
    const buttons = message.attachments?.[0]?.blocks.at(-1);
    expect(buttons).toMatchObject({
      elements: [
        { text: { text: 'State machine execution detail' }, url: report().url },
        { text: { text: "Failed step's log" }, url: 'https://example.com/log' },
        { text: { text: 'Failed nested execution' }, url: 'https://example.com/broken' },
        { text: { text: 'Execution of Ship' }, url: 'https://example.com/shipped' },
      ],
    });
    expect(buttons).toHaveProperty('elements.length', 4);
  });

  it('shows what of the input may be shown, without what looks like a secret', () => {
    const input = [
      { path: '$.order.id', value: '4711' },
      { path: '$.note', value: 'password=hunter2' },
      { path: '$.date', value: '' },
    ];
    expect(text({ input })).toContain('$.order.id `4711` · $.note `password=••••••` · $.date is empty');
  });

  it('says how many values of the input it leaves out', () => {
    const input = Array.from({ length: 13 }, (_, index) => ({ path: `$.a${index}`, value: `${index}` }));
    expect(text({ input })).toContain('$.a9 `9` · and 3 more');
    expect(text({ input })).not.toContain('$.a10');
  });

  it('says what is not known', () => {
    const iterations = { total: 0, outcomes: {}, slowest: undefined, firstFailed: undefined, distributed: true };
    const unknown = text({
      statesUnknown: 'Steps unknown: throttled',
      typicalDuration: { unknown: 'denied' },
      lines: [stateLine('Each', 0, 9, { type: 'Map', iterations: { ...iterations, unknown: 'throttled' } })],
    });
    expect(unknown).toContain(
      '❔ Steps unknown: throttled\n❔ What became of the items of *Each* is unknown: throttled\n' +
        '❔ How long it usually takes is unknown: denied',
    );
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
    const message = executionMessage(
      report({
        name: hostile,
        stoppedAt: [hostile],
        error: { name: hostile, cause: hostile },
        failure: failure({
          state: hostile,
          resource: hostile,
          nested: { executionArn: hostile, url: undefined },
          iteration: 1,
          line: 1,
        }),
        lines: [
          stateLine(hostile, 0, 9, { type: 'Map', nested: [nested(hostile)] }),
          failedLine(hostile, 0, 9, hostile, { parent: 0 }),
        ],
        statesUnknown: hostile,
        typicalDuration: { unknown: hostile },
        input: [{ path: hostile, value: hostile }],
      }),
    );
    const withoutPlainText = JSON.stringify(message, (_key, value) => (value?.type === 'button' ? undefined : value));
    expect(withoutPlainText).not.toMatch(/<(?!!date\^)/);
  });

  it('is taken by Slack when everything is as long as can be', () => {
    const long = '<'.repeat(32_768);
    const url = `https://example.com/${'a'.repeat(1_500)}`;
    const line = failedLine(long, 0, 9, long, { visits: 25_000, retries: 99, nested: [{ executionArn: long, url }] });
    const iterations = { total: 9, outcomes: { failed: 9 }, slowest: undefined, firstFailed: 1, distributed: true };
    const message = executionMessage(
      report({
        environment: long,
        name: long,
        executionArn: long,
        url,
        imageUrl: url,
        redriveCount: 9,
        error: { name: long, cause: long },
        stoppedAt: [long, long],
        failure: failure({
          state: long,
          resource: long,
          iteration: 9,
          at: new Date(0),
          lambda: { name: long, logUrl: url },
        }),
        lines: [
          ...Array.from({ length: 3 }, () => ({ ...line, type: 'Map', iterations: { ...iterations, unknown: long } })),
          ...Array.from({ length: 30 }, (_, index) => ({ ...line, name: `${index}${long}`, parent: 0 })),
        ],
        statesUnknown: long,
        typicalDuration: { unknown: long },
        input: Array.from({ length: 20 }, () => ({ path: long, value: long })),
      }),
    );
    expect(checkSlackPayload(JSON.stringify(message))).toEqual({ status: 200, body: 'ok' });
    expect(message.attachments?.[0]?.blocks.at(-1)).toHaveProperty('elements.length', 2);
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

function maybe<Value>(value: fc.Arbitrary<Value>) {
  return fc.option(value, { nil: undefined });
}
const moment = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });

const anyCounts = fc.dictionary(fc.constantFrom(...STATE_OUTCOMES), fc.nat());
const anyUrl = maybe(fc.oneof(fc.webUrl(), hostileText, fc.constant(`https://example.com/#${'a'.repeat(2_900)}`)));
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
  busy: maybe(fc.nat({ max: Number.MAX_SAFE_INTEGER })),
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
});

const anyReport: fc.Arbitrary<ExecutionReport> = fc.record({
  environment: hostileText,
  name: hostileText,
  status: fc.constantFrom('running', 'succeeded', 'failed', 'timed_out', 'aborted', 'pending_redrive', 'unknown'),
  statusText: hostileText,
  executionArn: hostileText,
  url: anyUrl,
  imageUrl: maybe(fc.oneof(fc.webUrl(), fc.constant(`https://example.com/${'a'.repeat(2_900)}`))),
  redriveCount: fc.nat(),
  startedAt: maybe(moment),
  endedAt: maybe(moment),
  error: maybe(fc.record({ name: maybe(hostileText), cause: maybe(hostileText) })),
  stoppedAt: fc.array(hostileText, { maxLength: 3 }),
  failure: maybe(anyFailure),
  lines: fc.array(anyLine, { maxLength: 30 }),
  statesUnknown: maybe(hostileText),
  typicalDuration: maybe(
    fc.oneof(
      fc.record({ median: fc.nat(), of: fc.nat({ max: 9 }) }),
      fc.record({ unknown: hostileText.map((reason) => `unknown: ${reason}`) }),
    ),
  ),
  input: fc.array(fc.record({ path: hostileText, value: hostileText }), { maxLength: 20 }),
});

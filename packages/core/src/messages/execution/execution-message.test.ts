import { describe, expect, it } from 'vitest';
import type { ExecutionReport } from '../../reports/execution-report.ts';
import { messageText } from '../../testing/message-text.ts';
import {
  EXECUTION_ARN,
  failedLine,
  sampleExecution,
  sampleFailure,
  sampleNested,
  stateLine,
} from '../../testing/sample-execution.ts';
import { executionMessage } from './execution-message.ts';

function text(more: Partial<ExecutionReport>): string {
  return messageText(executionMessage(sampleExecution(more)));
}

describe('executionMessage', () => {
  it('links to the execution in the console', () => {
    expect(JSON.stringify(executionMessage(sampleExecution()))).toContain(`"url":"${sampleExecution().url}"`);
  });

  it("shows start and end in the reader's time zone, and the execution's ARN", () => {
    expect(text({})).toContain('Started <!date^1709604001^');
    expect(text({})).toContain('Ended <!date^1709604725^');
    expect(text({})).toContain(EXECUTION_ARN);
  });

  it('shows the cause without what looks like a secret', () => {
    const cause = '{"errorMessage":"cannot reach postgres://app:hunter2@db.internal:5432/app"}';
    expect(text({ error: { name: 'Error', cause } })).toContain('cannot reach postgres://••••••@db.internal');
  });

  it("shows the cause of the failed state, or the execution's if the state's says nothing", () => {
    const error = { name: 'States.TaskFailed', cause: 'it went wrong' };
    expect(text({ error, failure: sampleFailure({ cause: '{"errorMessage":"the bank said no"}' }) })).toContain(
      'the bank said no',
    );
    expect(text({ error, failure: sampleFailure({ cause: '{"errorMessage":""}' }) })).toContain('it went wrong');
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
        failure: sampleFailure({ line: 1, iteration: 7, lambda: { name: 'loader', logUrl: undefined } }),
      },
    ],
    [
      '*Load* failed calling `states:startExecution.sync:2`, in its execution `run-7`',
      { failure: sampleFailure({ resource: 'states:startExecution.sync:2', nested: sampleNested('run-7') }) },
    ],
    ['*Load* failed at <!date^1709604600^', { failure: sampleFailure({ at: new Date('2024-03-05T02:10:00Z') }) }],
  ])('says how the state failed: %s', (expected, more) => {
    expect(text({ stoppedAt: ['Load'], ...more })).toContain(expected);
  });

  it('does not repeat the state and the time that the headline and the facts show', () => {
    const report = { stoppedAt: ['Load'], failure: sampleFailure({ at: new Date('2024-03-05T02:12:04.700Z') }) };
    expect(text(report)).not.toContain('*Load* failed');
  });

  it("links to the failed function's log and to nested executions, each once", () => {
    const lines = [
      stateLine('Ship', 0, 9, { nested: [sampleNested('old'), sampleNested('shipped')] }),
      failedLine('Load', 0, 9, 'E', { nested: [sampleNested('broken')] }),
    ];
    const lambda = { name: 'loader', logUrl: 'https://example.com/log' };
    const message = executionMessage(
      sampleExecution({ lines, failure: sampleFailure({ line: 1, lambda, nested: sampleNested('broken') }) }),
    );
    const buttons = message.attachments?.[0]?.blocks.at(-1);
    expect(buttons).toMatchObject({
      elements: [
        { text: { text: 'State machine execution detail' }, url: sampleExecution().url },
        { text: { text: "Failed step's log" }, url: 'https://example.com/log' },
        { text: { text: 'Failed nested execution' }, url: 'https://example.com/broken' },
        { text: { text: 'Execution of Ship' }, url: 'https://example.com/shipped' },
      ],
    });
    expect(buttons).toHaveProperty('elements.length', 4);
  });

  it('shows the allowed parts of the input without what looks like a secret', () => {
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

  it('says what is unknown and why', () => {
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
      sampleExecution({ imageUrl: 'https://example.com/a.png', error: { name: 'E', cause: 'why' } }),
    );
    expect(message.attachments?.[0]?.blocks[0]).toMatchObject({
      text: { text: 'why' },
      accessory: { image_url: 'https://example.com/a.png', alt_text: 'nightly-etl' },
    });
  });

  it('shows the image beside the counts of the states if there is no cause', () => {
    const message = executionMessage(sampleExecution({ status: 'succeeded', imageUrl: 'https://example.com/a.png' }));
    expect(JSON.stringify(message)).toContain('https://example.com/a.png');
  });
});

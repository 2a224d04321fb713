import { describe, expect, it } from 'vitest';
import type { ExecutionReport, ShownInput, StateLine } from '../../reports/execution-report.ts';
import { LINK_STYLES } from '../../slack/blocks.ts';
import { linksOf, messageText } from '../../testing/message-text.ts';
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

const iterations = {
  total: 9,
  outcomes: {},
  slowest: undefined,
  firstFailed: undefined,
  distributed: true,
  unknown: undefined,
};

describe('executionMessage', () => {
  it('links to the execution in the console', () => {
    expect(linksOf(executionMessage(sampleExecution()))).toEqual({
      'State machine execution detail': sampleExecution().url,
    });
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

  it('takes the message of the answer that a task failed with, and nothing from the data that a Fail state fails with', () => {
    const failure = sampleFailure({ cause: '{"message":"the bank said no"}', line: 0 });
    expect(text({ failure, lines: [failedLine('Settle', 0, 1, 'E')] })).toContain('the bank said no');
    expect(text({ failure, lines: [failedLine('Settle', 0, 1, 'E', { type: 'Fail' })] })).not.toContain('the bank');
    const nested = sampleNested('child');
    expect(text({ failure: { ...failure, nested }, lines: [failedLine('Settle', 0, 1, 'E')] })).not.toContain(
      'the bank',
    );
  });

  it('shows an error whole before the cause where the headline has no place for it', () => {
    const name = `the page was refused ${'again and '.repeat(12)}again`;
    expect(text({ error: { name, cause: 'see the log' } })).toContain(`${name}\nsee the log`);
    expect(text({ error: { name, cause: undefined } })).toContain(name);
    expect(text({ error: { name, cause: `${name}: see the log` } }).split('the page was refused')).toHaveLength(3);
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
    expect(linksOf(message)).toEqual({
      'State machine execution detail': sampleExecution().url,
      "Failed state's log": 'https://example.com/log',
      'Failed nested execution': 'https://example.com/broken',
      'Execution of Ship': 'https://example.com/shipped',
    });
  });

  it('links to the failed job and its log, and to the execution that started this one', () => {
    const jobPages = [
      { label: 'Batch job', url: 'https://example.com/job' },
      { label: 'Job log', url: 'https://example.com/log' },
    ];
    const message = executionMessage(
      sampleExecution({ parentUrl: 'https://example.com/parent', failure: sampleFailure({ jobPages }) }),
    );
    expect(linksOf(message)).toEqual({
      'State machine execution detail': sampleExecution().url,
      'Batch job': 'https://example.com/job',
      'Job log': 'https://example.com/log',
      'Parent execution': 'https://example.com/parent',
    });
  });

  it('links to the Map Runs whose items or Map failed, by name where there are several', () => {
    const map = (name: string, outcome: StateLine['outcome'], failed: number): StateLine =>
      stateLine(name, 0, 9, {
        outcome,
        iterations: { ...iterations, outcomes: { succeeded: 9, failed } },
        mapRunUrl: `https://example.com/${name}`,
      });
    const [files, pages, tiles] = [
      map('Files', 'failed', 0),
      map('Pages', 'succeeded', 2),
      map('Tiles', 'succeeded', 0),
    ];
    const labels = (lines: readonly StateLine[]) => Object.keys(linksOf(executionMessage(sampleExecution({ lines }))));
    expect(labels([files, tiles])).toEqual(['State machine execution detail', 'Map Run']);
    expect(labels([pages])).toEqual(['State machine execution detail', 'Map Run']);
    expect(labels([files, pages])).toEqual(['State machine execution detail', 'Map Run of Files', 'Map Run of Pages']);
  });

  it.each(LINK_STYLES)('keeps each link as %s whole where escaping makes its label longer', (linkStyle) => {
    const address = (index: number) => `https://example.com/${index}${'x'.repeat(index === 0 ? 0 : 760)}`;
    const lines = [1, 2, 3].map((index) =>
      stateLine(`${index}${'&'.repeat(80)}`, 0, 9, { nested: [{ executionArn: `${index}`, url: address(index) }] }),
    );
    const message = executionMessage(sampleExecution({ linkStyle, url: address(0), lines }));
    expect(Object.values(linksOf(message))).toEqual([address(0), address(1), address(2)]);
  });

  it('says why it failed, then shows links, and then what is long', () => {
    const message = executionMessage(
      sampleExecution({
        lines: [failedLine('Ship', 0, 9, 'States.TaskFailed')],
        failure: sampleFailure({ iteration: 1 }),
      }),
    );
    const lines = messageText(message).split('\n');
    const [sentence, links, timeline] = [/^\*.* failed in iteration/, /^State machine execution detail/, /^```/].map(
      (start) => lines.findIndex((line) => start.test(line)),
    );
    expect(sentence).toBeGreaterThan(0);
    expect(links).toBe(Number(sentence) + 1);
    expect(timeline).toBe(Number(links) + 1);
  });

  it('shows no value of a task’s answer whose name says that it is secret', () => {
    const cause = JSON.stringify({ password: 'correct horse battery', state: 'off' });
    const shown = text({ failure: sampleFailure({ cause }), lines: [stateLine('Load', 0, 9)] });
    expect(shown).toContain('password: ••••••, state: off');
  });

  it('shows the allowed parts of the input without what looks like a secret', () => {
    const input: ShownInput[] = [
      ['$.order.id', '4711'],
      ['$.note', 'password=hunter2'],
      ['$.date', ''],
    ];
    expect(text({ input })).toContain('$.order.id `4711` · $.note `password=••••••` · $.date is empty');
  });

  it('says how many values of the input it leaves out', () => {
    const input = Array.from({ length: 13 }, (_, index): ShownInput => [`$.a${index}`, `${index}`]);
    expect(text({ input })).toContain('$.a9 `9` · and 3 more');
    expect(text({ input })).not.toContain('$.a10');
  });

  it('says what is unknown and why', () => {
    const unknown = text({
      statesUnknown: 'States unknown: throttled',
      typicalDuration: { unknown: 'denied' },
      lines: [stateLine('Each', 0, 9, { type: 'Map', iterations: { ...iterations, unknown: 'throttled' } })],
    });
    expect(unknown).toContain(
      '❔ States unknown: throttled\n❔ What became of the items of *Each* is unknown: throttled\n' +
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

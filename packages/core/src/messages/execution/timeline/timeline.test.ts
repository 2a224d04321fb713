import { describe, expect, it } from 'vitest';
import type { ExecutionReport, Iterations, StateLine } from '../../../reports/execution-report.ts';
import { at, failedLine, START_MS, span, stateLine } from '../../../testing/sample-execution.ts';
import { timeline } from './timeline.ts';

type Timed = Pick<ExecutionReport, 'startedAt' | 'endedAt' | 'failure'>;

/** Returns the rows of the timeline of an execution that took so many seconds, as a reader sees them. */
function picture(lines: readonly StateLine[], seconds = 100, more: Partial<Timed> = {}): string[] {
  const times = { startedAt: new Date(START_MS), endedAt: new Date(at(seconds)), failure: undefined };
  const block = timeline({ lines, ...times, ...more }, 3_000)?.mrkdwn ?? '';
  return block.replaceAll('\u00a0', ' ').split('\n').slice(1, -1);
}

function iterations(more: Partial<Iterations>): Iterations {
  return {
    total: 24,
    outcomes: { succeeded: 24 },
    slowest: undefined,
    firstFailed: undefined,
    distributed: false,
    unknown: undefined,
    ...more,
  };
}

describe('timeline', () => {
  it('returns undefined for a report without lines', () => {
    expect(
      timeline({ lines: [], startedAt: undefined, endedAt: undefined, failure: undefined }, 3_000),
    ).toBeUndefined();
  });

  it('shows where the time went and where the execution failed', () => {
    const retried = [span('running', 130, 250), span('retried', 250, 330), span('running', 330, 424)];
    const lines = [
      stateLine('Extract', 0, 130),
      stateLine('Transform', 130, 424, {
        visits: 24,
        outcomes: { succeeded: 24 },
        spans: retried,
        retries: 2,
        errors: ['Throttled'],
      }),
      failedLine('Load', 424, 724, 'States.Timeout'),
    ];
    expect(picture(lines, 724)).toEqual([
      'Extract       ✓ ███··········· 2m 10s',
      'Transform ×24 ✓ ···██▒██······ 4m 54s   2 retries   Throttled',
      'Load          ✗ ········XXXXXX 5m 00s   States.Timeout',
      '▒ retried  X failed',
    ]);
  });

  it('indents the states in a container and shows an error only at the state where it happened', () => {
    const lines = [
      failedLine('Fan out', 0, 100, 'Broken', { type: 'Parallel', branches: 2 }),
      failedLine('Each', 0, 80, 'Broken', {
        parent: 0,
        type: 'Map',
        iterations: iterations({
          outcomes: { failed: 1, aborted: 3, succeeded: 20 },
          firstFailed: 7,
          slowest: { ms: 61_000, iteration: 4 },
        }),
      }),
      failedLine('Copy', 0, 80, 'Broken', { parent: 1, visits: 24, outcomes: { failed: 1, succeeded: 23 } }),
      stateLine('Mail', 0, 100, { parent: 0, outcome: 'aborted' }),
    ];
    expect(picture(lines).map((line) => line.replace(/[█X·]+/, '…'))).toEqual([
      'Fan out    ✗ … 1m 40s   2 branches',
      ' Each ×24  ✗ … 1m 20s   1 failed, 3 aborted   first failed #7   slowest #4 1m 01s',
      '  Copy ×24 ✗ … 1m 20s   1 failed   Broken',
      ' Mail      ■ … 1m 40s   aborted',
    ]);
  });

  it.each<[string, Partial<StateLine>]>([
    ['caught States.TaskFailed', { outcome: 'caught', errors: ['States.TaskFailed'] }],
    ['error caught', { outcome: 'caught' }],
    ['unfinished', { outcome: 'open' }],
    ['aborted   Throttled   1 retry', { outcome: 'aborted', errors: ['Throttled'], retries: 1 }],
    ['States.Timeout', { outcome: 'timed_out', errors: ['States.Timeout'] }],
    ['iterations unknown', { iterations: iterations({ unknown: 'AccessDenied' }) }],
    ['entered 3 times', { iterations: iterations({}), visits: 3 }],
  ])('adds the note %s', (expected, more) => {
    expect(picture([stateLine('S', 0, 1, more)])[0]).toMatch(new RegExp(`s   ${expected}$`));
  });

  it.each<[string, Partial<StateLine>]>([
    ['Load ×3', { visits: 3, outcomes: { succeeded: 3 } }],
    ['Load ×25k', { visits: 25_000, outcomes: { succeeded: 25_000 } }],
    ['Load ×0', { iterations: iterations({ total: 0 }) }],
    ['Load', { iterations: iterations({ total: 0, unknown: 'AccessDenied' }) }],
  ])('counts visits and iterations: %s', (expected, more) => {
    expect(picture([stateLine('Load', 0, 1, more)])[0]?.split(' ✓')[0]).toBe(expected);
  });

  it('shows a name of 24 columns whole, also in a container, and a shorter bar', () => {
    const lines = [
      stateLine('Fan out', 0, 100, { type: 'Parallel' }),
      stateLine('ValidateTheWholeInvoices', 0, 60, { parent: 0, visits: 12, outcomes: { succeeded: 12 } }),
    ];
    expect(picture(lines)).toEqual([
      'Fan out                       ✓ ██████ 1m 40s',
      ' ValidateTheWholeInvoices ×12 ✓ ████·· 1m 00s',
    ]);
  });

  it('shows names that differ in their middle so that they differ', () => {
    const middle = (name: string) => `${'Transform'.repeat(3)}${name}${'IntoTheLake'.repeat(3)}`;
    const lines = [middle('Eu'), middle('Us')].map((name) => stateLine(name, 0, 100, { visits: 3 }));
    expect(picture(lines).map((line) => line.split(' ×')[0])).toEqual(['Transf…EuIntoTheL…', 'Transf…UsIntoTheL…']);
  });

  it('gives every count of a long tally a note of its own', () => {
    const outcomes = { failed: 2_100, timed_out: 300, aborted: 8_000, open: 5_000 };
    const lines = [stateLine('Each', 0, 1, { type: 'Map', iterations: iterations({ outcomes }) })];
    expect(picture(lines)[0]).toMatch(/ {3}2100 failed {3}300 timed out {3}8000 aborted {3}5000 unfinished$/);
  });

  it('draws no bar if no time is known or none passed', () => {
    const line = stateLine('Load', 0, 0, { busyMs: undefined, spans: [], outcome: 'open' });
    expect(picture([line], 0, { startedAt: undefined, endedAt: undefined })).toEqual(['Load … –   unfinished']);
    expect(picture([stateLine('Load', 0, 0)], 0)).toEqual(['Load ✓ 0 s']);
  });

  it('draws an execution of milliseconds', () => {
    expect(picture([stateLine('Pick', 0, 0.2), stateLine('Load', 0.2, 0.4)], 0.4)).toEqual([
      'Pick ✓ ██████████·········· 0.2 s',
      'Load ✓ ··········██████████ 0.2 s',
    ]);
  });

  it('draws a running execution up to the last moment that is known', () => {
    expect(picture([stateLine('Load', 0, 50)], 0, { endedAt: undefined })).toEqual([
      'Load ✓ ████████████████████ 50 s',
    ]);
  });

  it('keeps the failed and the longest of many lines in their order, and counts the others', () => {
    const lines = Array.from({ length: 50 }, (_, index) => stateLine(`S${index}`, index, index + (index % 10) / 10));
    lines[30] = failedLine('S30', 30, 30, 'Broken');
    const drawn = picture(lines);
    const shown = drawn.slice(0, -1).map((line) => Number(/^S(\d+)/.exec(line)?.[1]));
    expect(drawn).toHaveLength(20);
    expect(drawn.at(-1)).toBe('… and 31 more states: 31 succeeded');
    expect(shown).toEqual(shown.toSorted((one, other) => one - other));
    expect(shown).toEqual(expect.arrayContaining([9, 19, 29, 30, 39, 49]));
  });

  it('counts the states that ended before the redrive', () => {
    const lines = [stateLine('Extract', -500, -400, { earlier: true }), stateLine('Load', 0, 100)];
    expect(picture(lines)).toEqual(['Load ✓ ████████████████████ 1m 40s', 'Before the redrive: 1 succeeded']);
  });

  it('shows the time of a state that a redrive continued from the redrive on', () => {
    const spans = [span('retried', -500, -400), span('running', 0, 60)];
    expect(picture([stateLine('Load', 0, 60, { busyMs: 160_000, spans })])[0]).toMatch(/^Load ✓ █{12}·{8} 1m 00s$/);
  });

  it('keeps the columns in order when names are written from right to left', () => {
    const [line] = picture([stateLine('تحميل', 0, 100, { visits: 3 })]);
    expect(line?.startsWith('\u200eتحميل\u200e ×3 ✓ █')).toBe(true);
  });
});

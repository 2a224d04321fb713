import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExecutionStep } from '../reports/execution-report.ts';
import { foldSteps } from './steps-lines.ts';
import { stepsTable } from './steps-table.ts';
import { displayWidth } from './steps-width.ts';

const START = Date.UTC(2024, 2, 5, 2, 0, 0);
const at = (second: number): Date => new Date(START + second * 1_000);

/** A visit that succeeds, from one second to another. */
const step = (name: string, from: number, to: number, more: Partial<ExecutionStep> = {}): ExecutionStep => ({
  name,
  type: 'Task',
  parent: undefined,
  enteredAt: at(from),
  endedAt: at(to),
  outcome: 'succeeded',
  attempts: 1,
  errors: [],
  resource: undefined,
  superseded: false,
  ...more,
});

const linesOf = (steps: readonly ExecutionStep[]): string[] => {
  const table = stepsTable(steps)?.mrkdwn ?? '';
  return table.split('\n').slice(1, -1);
};

describe('stepsTable', () => {
  it('is nothing without steps', () => {
    expect(stepsTable([])).toBeUndefined();
  });

  it('has a line a state with mark, time and note in columns', () => {
    const steps = [
      step('Extract', 0, 130),
      step('Load', 130, 430, { outcome: 'failed', errors: ['States.Timeout'], attempts: 3 }),
    ];
    expect(linesOf(steps)).toEqual(['Extract  ✓  2m 10s', 'Load     ✗  5m 00s  States.Timeout, 2 retries']);
  });

  it('aligns by what is seen', () => {
    const lines = linesOf([step('주문', 0, 1), step('Load', 1, 2), step('🚀', 2, 3)]);
    expect(lines.map((line) => displayWidth(line.split('✓')[0] ?? ''))).toEqual([6, 6, 6]);
  });

  it('folds the visits of a loop and counts only the time in them', () => {
    const steps = [step('Poll', 0, 2), step('Wait', 2, 10), step('Poll', 10, 12), step('Wait', 12, 20)];
    expect(linesOf(steps)).toEqual(['Poll ×2  ✓   4 s', 'Wait ×2  ✓  16 s']);
  });

  it('counts the time of parallel iterations once', () => {
    const steps = [
      step('Map', 0, 20, { type: 'Map' }),
      step('Copy', 0, 10, { parent: 0 }),
      step('Copy', 5, 20, { parent: 0 }),
      step('Copy', 6, 8, { parent: 0 }),
    ];
    expect(linesOf(steps)).toEqual(['Map        ✓  20 s', '  Copy ×3  ✓  20 s']);
  });

  it('puts a state under the container it ran in, though another branch was entered in between', () => {
    const steps = [
      step('Fan out', 0, 9, { type: 'Parallel' }),
      step('Left', 0, 9, { type: 'Map', parent: 0 }),
      step('Right', 1, 9, { parent: 0 }),
      step('Item', 2, 3, { parent: 1 }),
    ];
    expect(linesOf(steps).map((line) => line.trimEnd().split('  ✓')[0]?.trimEnd())).toEqual([
      'Fan out',
      '  Left',
      '    Item',
      '  Right',
    ]);
  });

  it('tells how many of many failed', () => {
    const steps = [
      step('Map', 0, 3, { type: 'Map', outcome: 'failed' }),
      step('Item', 0, 1, { parent: 0 }),
      step('Item', 0, 2, { parent: 0, outcome: 'failed', errors: ['Broken'] }),
      step('Item', 0, 3, { parent: 0, outcome: 'aborted' }),
    ];
    expect(linesOf(steps)[1]).toBe('  Item ×3  ✗  3 s  1 failed, 1 aborted, Broken');
  });

  it('does not count a visit against a state that a later attempt of its container replaced', () => {
    const steps = [
      step('Fan out', 0, 3, { type: 'Parallel', attempts: 2 }),
      step('Branch', 0, 1, { parent: 0, outcome: 'failed', errors: ['Broken'], superseded: true }),
      step('Branch', 2, 3, { parent: 0 }),
    ];
    expect(linesOf(steps)).toEqual(['Fan out      ✓  3 s  1 retry', '  Branch ×2  ✓  2 s']);
  });

  it('tells a caught error from a failure', () => {
    expect(linesOf([step('Load', 0, 1, { outcome: 'caught', errors: ['States.TaskFailed'] })])).toEqual([
      'Load  ↷  1 s  caught States.TaskFailed',
    ]);
  });

  it('shows a time only where one is known', () => {
    expect(linesOf([step('Load', 0, 1, { outcome: 'open', endedAt: undefined })])).toEqual(['Load  …  –  unfinished']);
  });

  it('keeps the failed and the longest of many, in the order they ran, and sums up the others', () => {
    const steps = Array.from({ length: 50 }, (_, index) => step(`S${index}`, index, index + (index % 10) / 10));
    steps[30] = step('S30', 30, 30, { outcome: 'failed', errors: ['Broken'] });
    steps[40] = step('S40', 40, 40, { outcome: 'caught' });
    const lines = linesOf(steps);
    const shown = lines.slice(0, -1).map((line) => Number(/^S(\d+)/.exec(line)?.[1]));
    expect(lines).toHaveLength(20);
    expect(lines.at(-1)).toBe('… and 31 more states: 31 succeeded');
    expect(shown).toEqual(shown.toSorted((one, other) => one - other));
    expect(shown).toEqual(expect.arrayContaining([9, 19, 29, 30, 39, 40, 49]));
  });

  it('never shows a state without the containers it ran in', () => {
    const steps = [
      step('Outer', 0, 1, { type: 'Parallel' }),
      ...Array.from({ length: 30 }, (_, index) => step(`Long ${index}`, 0, 100 + index)),
      step('Inner', 0, 1, { parent: 0, outcome: 'caught' }),
    ];
    const names = linesOf(steps).map((line) => line.trim().split('  ')[0]);
    expect(names.slice(0, 2)).toEqual(['Outer', 'Inner']);
  });

  it('stays within a section of Slack, whatever the names and errors are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('&'.repeat(80), '`'.repeat(80), '한'.repeat(80)),
    );
    const visit = fc.record({
      name: text,
      outcome: fc.constantFrom('failed', 'timed_out', 'aborted', 'open', 'caught', 'succeeded'),
      attempts: fc.nat({ max: 9 }),
      errors: fc.array(fc.option(text, { nil: undefined }), { maxLength: 3 }),
      parent: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(visit, { minLength: 1, maxLength: 40 }), (visits) => {
        const steps = visits.map(({ name, parent, ...more }, index) =>
          step(name, 0, 1, { ...more, parent: parent !== undefined && parent < index ? parent : undefined }),
        );
        const table = stepsTable(steps)?.mrkdwn ?? '';
        expect(table.length).toBeLessThanOrEqual(3_000);
        expect(table.split('```')).toHaveLength(3);
        expect(table.split('\n').length - 2).toBeLessThanOrEqual(20);
      }),
    );
  });
});

describe('foldSteps', () => {
  it('puts every visit into exactly one line', () => {
    const names = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.option(fc.nat({ max: 30 }), { nil: undefined })),
    );
    fc.assert(
      fc.property(names, (list) => {
        const steps = list.map(([name, parent], index) =>
          step(name, 0, 1, { parent: parent !== undefined && parent < index ? parent : undefined }),
        );
        const folded = foldSteps(steps).flatMap(({ visits }) => visits);
        expect(folded).toHaveLength(steps.length);
        expect(new Set(folded)).toEqual(new Set(steps));
      }),
    );
  });

  it('stands states that are nested deeper than a call stack', () => {
    const steps = Array.from({ length: 20_000 }, (_, index) =>
      step(`S${index}`, 0, 1, { parent: index === 0 ? undefined : index - 1 }),
    );
    expect(foldSteps(steps)).toHaveLength(20_000);
  });
});

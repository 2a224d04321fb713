import { describe, expect, it } from 'vitest';
import type { ExecutionFailure } from '../../reports/execution-report.ts';
import { sampleFailure } from '../../testing/sample-execution.ts';
import { otherFailures } from './other-failures.ts';

function lines(more: Partial<ExecutionFailure>, cause = 'the disk is full'): string[] {
  return otherFailures({ failure: sampleFailure(more), retrying: undefined }, cause).map(({ mrkdwn }) => mrkdwn);
}

const words = { state: 'Give up', error: 'GaveUp', cause: 'sorry' };

describe('otherFailures', () => {
  it('returns a line for each state that failed afterwards, with its own words', () => {
    expect(lines({ later: [{ ...words, state: 'Notify', error: 'Denied', cause: 'no access' }, words] })).toEqual([
      'Then *Notify*: Denied: no access',
      'Then *Give up*: GaveUp: sorry',
    ]);
  });

  it("returns a line for the execution's end where it differs", () => {
    expect(lines({ later: [{ ...words, state: undefined }] })).toEqual(['It ended with: GaveUp: sorry']);
  });

  it('returns a line for what was caught before', () => {
    expect(lines({ earlier: words })).toEqual(['Before that, *Give up* failed and was caught: GaveUp: sorry']);
  });

  it('returns a line for an attempt that had failed where the execution was stopped', () => {
    const [line] = otherFailures({ failure: undefined, retrying: words }, '');
    expect(line?.mrkdwn).toBe('An attempt of *Give up* had failed: GaveUp: sorry');
    expect(otherFailures({ failure: undefined, retrying: undefined }, '')).toEqual([]);
  });

  it('does not repeat what has been said, and returns no line where nothing is left', () => {
    const full = { ...words, cause: 'the disk is full' };
    expect(lines({ later: [full, full] })).toEqual(['Then *Give up*: GaveUp']);
    expect(lines({ error: 'GaveUp', later: [full] })).toEqual([]);
    expect(lines({ later: [{ ...words, cause: 'GaveUp: sorry' }] })).toEqual(['Then *Give up*: GaveUp: sorry']);
    expect(lines({ later: [{ state: 'Give up', error: undefined, cause: '' }] })).toEqual([]);
  });

  it('returns each on one line, cut', () => {
    const [line] = lines({ later: [{ ...words, cause: `sorry\n${'x'.repeat(400)}` }] });
    expect(line).toMatch(/^Then \*Give up\*: GaveUp: sorry x+…$/);
    expect(line?.length).toBeLessThan(400);
  });
});

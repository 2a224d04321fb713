import { describe, expect, it } from 'vitest';
import { entered, exited, history, lambda, outcomes, statesOf } from '../testing/history.ts';

describe('createStateBuilder, for a Parallel,', () => {
  const branches = [
    ['ExecutionStarted', 0],
    ['ParallelStateEntered', 0, entered('Fan out')],
    ['ParallelStateStarted', 2],
    ['TaskStateEntered', 3, entered('Left')],
    ['WaitStateEntered', 3, entered('Right')],
    ['TaskScheduled', 4, lambda],
  ] as const;

  it('ends the Parallel with an exit that points at the branch that ended last', () => {
    const events = history(
      ...branches,
      ['WaitStateExited', 5, exited('Right')],
      ['TaskSucceeded', 6, lambda],
      ['TaskStateExited', 8, exited('Left')],
      ['ParallelStateSucceeded', 9],
      ['ParallelStateExited', 9, exited('Fan out')],
      ['SucceedStateEntered', 11, entered('Done')],
      ['SucceedStateExited', 12, exited('Done')],
      ['ExecutionSucceeded', 13],
    );
    expect(outcomes(events)).toEqual([
      'Fan out succeeded',
      'Fan out Left succeeded',
      'Fan out Right succeeded',
      'Done succeeded',
    ]);
  });

  it('counts the state that failed in it as failed, and the states beside that one as aborted', () => {
    const events = history(
      ...branches,
      ['TaskFailed', 6, { ...lambda, error: 'Broken' }],
      ['WaitStateAborted', 5],
      ['ParallelStateFailed', 7],
      ['ExecutionFailed', 9, { error: 'Broken' }],
    );
    expect(outcomes(events)).toEqual(['Fan out failed', 'Fan out Left failed', 'Fan out Right aborted']);
    expect(statesOf(events).stoppedAt).toEqual(['Left']);
  });

  it('counts a Parallel that is exited after a branch failed as caught, with or without a ParallelStateFailed', () => {
    const failed = ['TaskFailed', 6, { ...lambda, error: 'Broken' }] as const;
    const reported = history(
      ...branches,
      failed,
      ['ParallelStateFailed', 7],
      ['ParallelStateExited', 8, exited('Fan out')],
    );
    const unreported = history(...branches, failed, ['ParallelStateExited', 7, exited('Fan out')]);
    const expected = ['Fan out caught', 'Fan out Left failed', 'Fan out Right aborted'];
    expect(outcomes(reported)).toEqual(expected);
    expect(outcomes(unreported)).toEqual(expected);
    expect(statesOf(unreported).lines[0]?.errors).toEqual(['Broken']);
  });

  it('does not count a state that succeeded as failed', () => {
    const events = history(
      ...branches,
      ['WaitStateExited', 5, exited('Right')],
      ['ParallelStateFailed', 7],
      ['ExecutionFailed', 8, { error: 'Broken' }],
    );
    expect(outcomes(events)).toEqual(['Fan out failed', 'Fan out Left aborted', 'Fan out Right succeeded']);
  });

  it('counts a second start as a retry, though it points at the state that failed', () => {
    const events = history(
      ...branches,
      ['TaskFailed', 6, { ...lambda, error: 'Broken' }],
      ['ParallelStateStarted', 7],
      ['PassStateEntered', 8, entered('Left')],
      ['PassStateExited', 9, exited('Left')],
      ['ParallelStateExited', 10, exited('Fan out')],
      ['ExecutionSucceeded', 11],
    );
    expect(statesOf(events).lines).toMatchObject([
      { name: 'Fan out', outcome: 'succeeded', retries: 1, errors: ['Broken'] },
      { name: 'Left', visits: 2, outcomes: { succeeded: 1 }, errors: ['Broken'] },
      { name: 'Right', visits: 1, outcomes: { aborted: 1 } },
    ]);
  });

  it('counts a Parallel as retried, and not the one inside it that had failed for good', () => {
    const events = history(
      ['ExecutionStarted', 0],
      ['ParallelStateEntered', 0, entered('Outer')],
      ['ParallelStateStarted', 2],
      ['ParallelStateEntered', 3, entered('Inner')],
      ['ParallelStateStarted', 4],
      ['FailStateEntered', 5, entered('Break')],
      ['ParallelStateFailed', 6],
      ['ParallelStateStarted', 7],
    );
    expect(statesOf(events).lines.map(({ name, retries }) => `${name} ${retries}`)).toEqual([
      'Outer 1',
      'Inner 0',
      'Break 0',
    ]);
  });

  it('counts the branches as aborted when the time of the execution is up', () => {
    const { lines, stoppedAt } = statesOf(history(...branches, ['ExecutionTimedOut', 6]));
    expect(lines.map(({ outcome }) => outcome)).toEqual(['aborted', 'aborted', 'aborted']);
    expect(stoppedAt).toEqual(['Left', 'Right']);
  });
});

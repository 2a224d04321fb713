import { describe, expect, it } from 'vitest';
import { entered, exited, history, lambda, outcomes, statesOf } from '../testing/history.ts';

describe('createStateBuilder, for a failure that has no event of its own,', () => {
  it('finds the failure at the state and event that the cause names', () => {
    const cause = "An error occurred while executing the state 'Shape' (entered at the event id #4). Invalid path";
    const events = history(
      ['ExecutionStarted', 0],
      ['PassStateEntered', 0, entered('Begin')],
      ['PassStateExited', 2, exited('Begin')],
      ['PassStateEntered', 3, entered('Shape')],
      ['ExecutionFailed', 3, { error: 'States.Runtime', cause }],
    );
    expect(statesOf(events)).toMatchObject({
      stoppedAt: ['Shape'],
      lines: [{ outcome: 'succeeded' }, { outcome: 'failed', errors: ['States.Runtime'] }],
    });
  });

  it('finds the failure at the state that the cause names, though the end points at its sibling', () => {
    const cause = "An error occurred while executing the state 'Left' (entered at the event id #4). Invalid path";
    const events = history(
      ['ExecutionStarted', 0],
      ['ParallelStateEntered', 0, entered('Fan out')],
      ['ParallelStateStarted', 2],
      ['WaitStateEntered', 3, entered('Left')],
      ['WaitStateEntered', 3, entered('Right')],
      ['ExecutionFailed', 5, { error: 'States.Runtime', cause }],
    );
    expect(outcomes(events)).toEqual(['Fan out failed', 'Fan out Left failed', 'Fan out Right aborted']);
  });

  it('finds the failure at the state that is open when the cause names none', () => {
    const events = history(
      ['ExecutionStarted', 0],
      ['PassStateEntered', 0, entered('Shape')],
      ['ExecutionFailed', 2, { error: 'States.DataLimitExceeded', cause: 'too large' }],
    );
    expect(statesOf(events).stoppedAt).toEqual(['Shape']);
  });

  it('does not confuse a state that a nested execution names with one of its own, though the cause quotes it', () => {
    const nested = JSON.stringify({
      Cause: "An error occurred while executing the state 'Begin' (entered at the event id #2). Invalid path",
    });
    const events = history(
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, entered('Begin')],
      ['TaskStateEntered', 0, entered('Call the other')],
      ['TaskScheduled', 3, { resourceType: 'states', resource: 'startExecution.sync' }],
      ['TaskFailed', 4, { error: 'States.TaskFailed', cause: nested }],
      ['ExecutionFailed', 5, { error: 'States.TaskFailed', cause: nested }],
    );
    expect(statesOf(events).stoppedAt).toEqual(['Call the other']);
  });

  it('finds the failure at the Fail state, which is never exited', () => {
    const events = history(
      ['ExecutionStarted', 0],
      ['FailStateEntered', 0, entered('Give up')],
      ['ExecutionFailed', 2, { error: 'NotReady' }],
    );
    expect(statesOf(events)).toMatchObject({
      stoppedAt: ['Give up'],
      lines: [{ outcome: 'failed', errors: ['NotReady'] }],
    });
  });

  it('finds the failure at the state that EvaluationFailed names, though its event points before that state', () => {
    const cause = "An error occurred while executing the state 'Send' (entered at the event id #4). Undefined.";
    const events = history(
      ['ExecutionStarted', 0],
      ['PassStateEntered', 0, entered('Begin')],
      ['PassStateExited', 2, exited('Begin')],
      ['TaskStateEntered', 3, entered('Send')],
      ['EvaluationFailed', 3, { error: 'States.QueryEvaluationError', cause, state: 'Send' }],
      ['ExecutionFailed', 5, { error: 'States.QueryEvaluationError', cause }],
    );
    expect(outcomes(events)).toEqual(['Begin succeeded', 'Send failed']);
    expect(statesOf(events).stoppedAt).toEqual(['Send']);
  });
});

describe('createStateBuilder, for an execution that was stopped by a limit,', () => {
  const loop = [
    ['ExecutionStarted', 0],
    ['TaskStateEntered', 0, entered('Poll')],
    ['TaskScheduled', 2, lambda],
    ['TaskFailed', 3, { ...lambda, error: 'Throttled', cause: 'slow down' }],
  ] as const;

  it.each<[string, Record<string, unknown>]>([
    [
      'ExecutionFailed',
      { error: 'States.Runtime', cause: 'The execution reached the maximum number of history events (25000).' },
    ],
    ['ExecutionTimedOut', {}],
  ])('finds no failure for %s, only the states that were under way', (type, details) => {
    expect(statesOf(history(...loop, [type, 0, details]))).toMatchObject({
      failure: undefined,
      stoppedAt: ['Poll'],
      retrying: { error: 'Throttled', cause: 'slow down' },
      lines: [{ outcome: 'aborted', errors: ['Throttled'] }],
    });
  });

  it('finds the error of an attempt that had failed, without its cause while the next one is under way', () => {
    const { retrying } = statesOf(history(...loop, ['TaskScheduled', 4, lambda], ['ExecutionAborted', 0]));
    expect(retrying).toMatchObject({ line: { name: 'Poll' }, error: 'Throttled', cause: undefined });
    expect(statesOf(history(...loop.slice(0, 3), ['ExecutionTimedOut', 0])).retrying).toBeUndefined();
    expect(statesOf(history(...loop, ['ExecutionFailed', 4, { error: 'Throttled' }])).retrying).toBeUndefined();
  });

  it('finds no failure where the last possible event says nothing', () => {
    const end = { type: 'ExecutionFailed', id: 25_000, previousEventId: 0 } as ReturnType<typeof history>[number];
    expect(statesOf([...history(...loop), end])).toMatchObject({ failure: undefined, stoppedAt: ['Poll'] });
    expect(statesOf([...history(...loop), { ...end, id: 24_999 }])).toMatchObject({ stoppedAt: ['Poll'] });
    expect(statesOf([...history(...loop), { ...end, id: 24_999 }]).failure).toBeDefined();
  });
});

describe('createStateBuilder, for an evaluation that fails in one of many iterations,', () => {
  const iterations = [
    ['ExecutionStarted', 0],
    ['MapStateEntered', 0, entered('Each')],
    ['MapStateStarted', 2, { length: 2 }],
    ['MapIterationStarted', 3, { name: 'Each', index: 0 }],
    ['MapIterationStarted', 3, { name: 'Each', index: 1 }],
    ['TaskStateEntered', 4, entered('Item')],
    ['TaskStateEntered', 5, entered('Item')],
  ] as const;
  const failed = ['ExecutionFailed', 8, { error: 'E' }] as const;

  it('finds the failure in the visit that its cause names', () => {
    const cause = "An error occurred while executing the state 'Item' (entered at the event id #6). Undefined.";
    const events = history(...iterations, ['EvaluationFailed', 4, { error: 'E', cause, state: 'Item' }], failed);
    expect(statesOf(events).failure).toMatchObject({ iteration: 0, error: 'E' });
  });

  it('finds the failure in the latest visit of its state when the cause names none', () => {
    const events = history(
      ...iterations,
      ['EvaluationFailed', 5, { error: 'E', cause: 'Undefined.', state: 'Item' }],
      failed,
    );
    expect(statesOf(events).failure).toMatchObject({ iteration: 1, error: 'E' });
  });

  it('counts the evaluation as an attempt, though nothing was scheduled', () => {
    const events = history(
      ...iterations,
      ['EvaluationFailed', 5, { error: 'E', cause: 'Undefined.', state: 'Item' }],
      ['TaskScheduled', 8, lambda],
    );
    expect(statesOf(events).lines[1]).toMatchObject({ visits: 2, retries: 1, errors: ['E'] });
  });
});

import { describe, expect, it } from 'vitest';
import { entered, exited, history, lambda, outcomes, statesOf } from '../testing/history.ts';

describe('createStateBuilder, for a redrive,', () => {
  const failed = [
    ['ExecutionStarted', 0],
    ['MapStateEntered', 0, entered('Each')],
    ['MapStateStarted', 2, { length: 1 }],
    ['MapIterationStarted', 3, { name: 'Each', index: 0 }],
    ['TaskStateEntered', 4, entered('Item')],
    ['TaskScheduled', 5, lambda],
    ['TaskFailed', 6, { ...lambda, error: 'Broken' }],
    ['MapIterationFailed', 7, { name: 'Each', index: 0 }],
    ['MapStateFailed', 7],
    ['ExecutionFailed', 9, { error: 'Broken' }],
    ['ExecutionRedriven', 10, { redriveCount: 1 }],
  ] as const;
  const well = [
    ['MapIterationSucceeded', 14, { name: 'Each', index: 0 }],
    ['MapStateExited', 15, exited('Each')],
    ['ExecutionSucceeded', 16],
  ] as const;

  it('no longer counts a task that the redrive scheduled again as failed', () => {
    const events = history(
      ...failed,
      ['TaskScheduled', 7, lambda],
      ['TaskSucceeded', 12, lambda],
      ['TaskStateExited', 13, exited('Item')],
      ...well,
    );
    expect(statesOf(events).lines).toMatchObject([
      {
        name: 'Each',
        outcomes: { succeeded: 1 },
        errors: [],
        iterations: { total: 1, outcomes: { succeeded: 1 }, firstFailed: undefined },
      },
      { name: 'Item', visits: 1, outcomes: { succeeded: 1 }, errors: [], retries: 0, busyMs: 2_000 },
    ]);
  });

  it('finds a state that the redrive enters again in the container in which it had run', () => {
    const events = history(
      ...failed,
      ['TaskStateEntered', 11, entered('Item')],
      ['TaskSucceeded', 12, lambda],
      ['TaskStateExited', 13, exited('Item')],
      ...well,
    );
    expect(statesOf(events).lines).toMatchObject([
      { name: 'Each', outcome: 'succeeded' },
      { name: 'Item', visits: 1, outcomes: { succeeded: 1 }, parent: 0 },
    ]);
  });

  it('finds that a redrive which is stopped as well was stopped at the state with which it went on', () => {
    const events = history(...failed, ['TaskStateEntered', 11, entered('Item')], ['ExecutionAborted', 0]);
    expect(statesOf(events)).toMatchObject({
      stoppedAt: ['Item'],
      lines: [
        { name: 'Each', outcomes: { aborted: 1 } },
        { name: 'Item', visits: 1, outcomes: { aborted: 1 } },
      ],
    });
  });

  it('leaves the execution without an end while the redrive has not ended', () => {
    expect(statesOf(history(...failed, ['TaskStateEntered', 11, entered('Item')]))).toMatchObject({
      end: undefined,
      stoppedAt: [],
    });
  });

  it('leaves out a redrive that came after the event', () => {
    const events = history(...failed, ['TaskScheduled', 7, lambda], ['TaskSucceeded', 12, lambda]);
    expect(outcomes(events, 0)).toEqual(['Each failed', 'Each Item failed']);
    expect(statesOf(events, 0)).toMatchObject({ stoppedAt: ['Item'], end: { outcome: 'failed' } });
  });
});

describe('createStateBuilder, for the first event after a redrive,', () => {
  const denied = { error: 'Denied', cause: 'no access' };
  const before = [
    ['ExecutionStarted', 0],
    ['TaskStateEntered', 0, entered('Load')],
    ['TaskScheduled', 2, lambda],
    ['TaskFailed', 3, { ...lambda, error: 'DiskFull', cause: 'no space' }],
    ['TaskScheduled', 4, lambda],
    ['TaskFailed', 5, { ...lambda, error: 'DiskFull', cause: 'no space' }],
    ['ExecutionFailed', 6, { error: 'DiskFull', cause: 'no space' }],
    ['ExecutionRedriven', 7, { redriveCount: 1 }],
  ] as const;

  it.each([6, 7, 8, 0, 2])('finds the attempt that the redrive schedules, pointing at event %d', (previousId) => {
    const events = history(
      ...before,
      ['TaskScheduled', previousId, lambda],
      ['TaskFailed', 9, { ...lambda, ...denied }],
      ['ExecutionFailed', 10, denied],
    );
    expect(statesOf(events)).toMatchObject({
      failure: denied,
      lines: [{ visits: 1, retries: 0, errors: ['Denied'], outcomes: { failed: 1 }, busyMs: 1_000 }],
    });
    expect(statesOf(events, 0)).toMatchObject({ failure: { cause: 'no space' }, lines: [{ retries: 1 }] });
  });

  it.each([6, 7, 8, 0])('finds the state that the redrive enters again, pointing at event %d', (previousId) => {
    const events = history(
      ...before,
      ['TaskStateEntered', previousId, entered('Load')],
      ['TaskScheduled', 9, lambda],
      ['TaskFailed', 10, { ...lambda, error: 'Slow' }],
      ['TaskScheduled', 11, lambda],
      ['TaskSucceeded', 12, lambda],
      ['TaskStateExited', 13, exited('Load')],
      ['ExecutionSucceeded', 14],
    );
    expect(statesOf(events).lines).toMatchObject([
      { visits: 1, retries: 1, errors: ['Slow'], outcomes: { succeeded: 1 }, busyMs: 5_000 },
    ]);
  });

  it.each([8, 9, 10, 4, 0])("finds the distributed Map, pointing at event %d, and its time's begin", (previousId) => {
    const mapRunArn = 'arn:aws:states:eu-west-1:1:mapRun:nightly/Files:1';
    const events = history(
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, entered('Files')],
      ['MapStateStarted', 2, { length: 0 }],
      ['MapRunStarted', 3, { mapRunArn }],
      ['WaitStateEntered', 0, entered('Beside it')],
      ['WaitStateExited', 5, exited('Beside it')],
      ['MapRunFailed', 4, { error: 'States.ExceedToleratedFailureThreshold' }],
      ['MapStateFailed', 7],
      ['ExecutionFailed', 8, { error: 'States.ExceedToleratedFailureThreshold' }],
      ['ExecutionRedriven', 9, { redriveCount: 1 }],
      ['MapRunRedriven', previousId, { mapRunArn, redriveCount: 1 }],
      ['MapRunSucceeded', 11],
      ['MapStateExited', 12, exited('Files')],
      ['ExecutionSucceeded', 13],
    );
    const [files, beside] = statesOf(events).lines;
    expect(files).toMatchObject({ visits: 1, retries: 0, errors: [], outcomes: { succeeded: 1 }, busyMs: 2_000 });
    expect(beside).toMatchObject({ earlier: true, outcomes: { succeeded: 1 } });
  });

  it.each([9, 11, 12, 0])('finds both branches of a Parallel of which one had failed, pointing at %d', (previousId) => {
    const queue = { resourceType: 'sqs', resource: 'sendMessage' };
    const events = history(
      ['ExecutionStarted', 0],
      ['ParallelStateEntered', 0, entered('Both')],
      ['ParallelStateStarted', 2],
      ['TaskStateEntered', 3, entered('Left')],
      ['TaskStateEntered', 3, entered('Right')],
      ['TaskScheduled', 4, lambda],
      ['TaskScheduled', 5, queue],
      ['TaskFailed', 7, { ...queue, error: 'Broken' }],
      ['ParallelStateFailed', 8],
      ['TaskStateAborted', 6],
      ['ExecutionFailed', 9, { error: 'Broken' }],
      ['ExecutionRedriven', 11, { redriveCount: 1 }],
      ['TaskScheduled', previousId, lambda],
      ['TaskScheduled', previousId, queue],
      ['TaskSucceeded', 13, lambda],
      ['TaskStateExited', 15, exited('Left')],
      ['TaskFailed', 14, { ...queue, ...denied }],
      ['ParallelStateFailed', 17],
      ['ExecutionFailed', 18, denied],
    );
    expect(statesOf(events)).toMatchObject({
      failure: { line: { name: 'Right' }, ...denied },
      lines: [
        { name: 'Both', visits: 1, retries: 0, branches: 2, outcomes: { failed: 1 }, errors: ['Denied'] },
        { name: 'Left', visits: 1, retries: 0, outcomes: { succeeded: 1 }, errors: [], busyMs: 3_000 },
        { name: 'Right', visits: 1, retries: 0, outcomes: { failed: 1 }, errors: ['Denied'] },
      ],
    });
  });

  it('counts only the iterations that the redrive runs again, and in the Map all of them', () => {
    const item = (index: number) => ({ name: 'Each', index });
    const events = history(
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, entered('Each')],
      ['MapStateStarted', 2, { length: 2 }],
      ['MapIterationStarted', 3, item(0)],
      ['TaskStateEntered', 4, entered('Item')],
      ['TaskStateExited', 5, exited('Item')],
      ['MapIterationSucceeded', 6, item(0)],
      ['MapIterationStarted', 3, item(1)],
      ['TaskStateEntered', 8, entered('Item')],
      ['TaskFailed', 9, { ...lambda, error: 'Broken' }],
      ['MapIterationFailed', 10, item(1)],
      ['MapStateFailed', 10],
      ['ExecutionFailed', 12, { error: 'Broken' }],
      ['ExecutionRedriven', 13, { redriveCount: 1 }],
      ['MapIterationStarted', 14, item(1)],
      ['TaskStateEntered', 15, entered('Item')],
      ['TaskStateExited', 16, exited('Item')],
      ['MapIterationSucceeded', 17, item(1)],
      ['MapStateExited', 18, exited('Each')],
      ['ExecutionSucceeded', 19],
    );
    expect(statesOf(events).lines).toMatchObject([
      { name: 'Each', visits: 1, outcomes: { succeeded: 1 }, iterations: { total: 2, outcomes: { succeeded: 2 } } },
      { name: 'Item', visits: 1, outcomes: { succeeded: 1 }, errors: [] },
    ]);
  });
});

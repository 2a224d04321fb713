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
      { name: 'Item', visits: 2, outcomes: { succeeded: 1 }, parent: 0 },
    ]);
  });

  it('finds that a redrive which is stopped as well was stopped at the state with which it went on', () => {
    const events = history(...failed, ['TaskStateEntered', 11, entered('Item')], ['ExecutionAborted', 0]);
    expect(statesOf(events)).toMatchObject({
      stoppedAt: ['Item'],
      lines: [
        { name: 'Each', outcomes: { aborted: 1 } },
        { name: 'Item', visits: 2, outcomes: { aborted: 1 } },
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

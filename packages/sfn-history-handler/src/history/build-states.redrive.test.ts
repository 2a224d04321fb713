import { describe, expect, it } from 'vitest';
import { entered, exited, history, lambda, outcomes, statesOf } from '../testing/history.ts';

describe('createStateBuilder, for a redrive', () => {
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

  it('no longer takes a task for failed that the redrive scheduled again', () => {
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
      { name: 'Item', visits: 1, outcomes: { succeeded: 1 }, errors: [], retries: 0, busy: 2_000 },
    ]);
  });

  it('puts a state that the redrive enters again where it had been', () => {
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

  it('finds a redrive that is stopped too stopped where it went on', () => {
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

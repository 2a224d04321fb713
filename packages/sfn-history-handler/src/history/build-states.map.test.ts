import { describe, expect, it } from 'vitest';
import { entered, exited, history, lambda, outcomes, statesOf } from '../testing/history.ts';
import { createStateBuilder } from './build-states.ts';
import { toHistoryEvent } from './history-event.ts';

describe('createStateBuilder, for a Map,', () => {
  const iteration = (index: number) => ({ name: 'Each', index });

  it('finds each iteration, though one that runs after another points at the end of that one', () => {
    const events = history(
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, entered('Each')],
      ['MapStateStarted', 2, { length: 2 }],
      ['MapIterationStarted', 3, iteration(0)],
      ['PassStateEntered', 4, entered('Item')],
      ['PassStateExited', 5, exited('Item')],
      ['MapIterationSucceeded', 6, iteration(0)],
      ['MapIterationStarted', 6, iteration(1)],
      ['PassStateEntered', 8, entered('Item')],
      ['PassStateExited', 9, exited('Item')],
      ['MapIterationSucceeded', 10, iteration(1)],
      ['MapStateSucceeded', 11],
      ['MapStateExited', 11, exited('Each')],
      ['ExecutionSucceeded', 13],
    );
    expect(outcomes(events)).toEqual(['Each succeeded', 'Each Item 2 succeeded']);
  });

  it('ends a Map without items where it started', () => {
    const events = history(
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, entered('Each')],
      ['MapStateStarted', 2, { length: 0 }],
      ['MapStateSucceeded', 3],
      ['MapStateExited', 3, exited('Each')],
      ['ExecutionSucceeded', 5],
    );
    expect(outcomes(events)).toEqual(['Each succeeded']);
  });

  it('finds the iteration that failed, though the events of the aborted ones point at it too', () => {
    const events = history(
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, entered('Each')],
      ['MapStateStarted', 2, { length: 2 }],
      ['MapIterationStarted', 3, iteration(0)],
      ['MapIterationStarted', 3, iteration(1)],
      ['TaskStateEntered', 4, entered('Item')],
      ['TaskStateEntered', 5, entered('Item')],
      ['TaskScheduled', 6, lambda],
      ['TaskScheduled', 7, lambda],
      ['TaskFailed', 8, { ...lambda, error: 'Broken' }],
      ['MapIterationFailed', 10, iteration(0)],
      ['TaskStateAborted', 10],
      ['MapIterationAborted', 10, iteration(1)],
      ['MapStateFailed', 10],
      ['ExecutionFailed', 14, { error: 'Broken' }],
    );
    expect(outcomes(events)).toEqual(['Each failed', 'Each Item 1 aborted, 1 failed']);
    expect(statesOf(events).stoppedAt).toEqual(['Item']);
  });

  it.each(['MapRunSucceeded', 'MapRunStarted'])('ends a distributed Map that is exited after %s', (last) => {
    const run = [['MapRunStarted', 3, { mapRunArn: 'arn' }] as const, ['MapRunSucceeded', 4] as const];
    const id = last === 'MapRunStarted' ? 4 : 5;
    const events = history(
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, entered('Each')],
      ['MapStateStarted', 2, { length: 2 }],
      ...run,
      ['MapStateExited', id, exited('Each')],
      ['ExecutionSucceeded', 6],
    );
    expect(outcomes(events)).toEqual(['Each succeeded']);
  });

  it.each(['ExecutionAborted', 'ExecutionTimedOut'])('finds an aborted Map where %s stopped the execution', (end) => {
    const events = history(
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, entered('Each')],
      ['MapStateStarted', 2, { length: 2 }],
      ['MapRunStarted', 3, { mapRunArn: 'arn' }],
      ['MapRunAborted', 4],
      ['MapStateAborted', 5],
      [end, 0],
    );
    expect(outcomes(events)).toEqual(['Each aborted']);
    expect(statesOf(events).stoppedAt).toEqual(['Each']);
  });

  it('counts the last run alone of a distributed Map that is retried', () => {
    const events = history(
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, entered('Each')],
      ['MapStateStarted', 2, { length: 0 }],
      ['MapRunStarted', 3, { mapRunArn: 'arn:a' }],
      ['MapRunFailed', 4, { error: 'E' }],
      ['MapStateStarted', 5, { length: 0 }],
      ['MapRunStarted', 6, { mapRunArn: 'arn:b' }],
      ['MapRunSucceeded', 7],
      ['MapStateSucceeded', 8],
      ['MapStateExited', 8, exited('Each')],
      ['ExecutionSucceeded', 10],
    );
    const builder = createStateBuilder();
    for (const event of events) builder.add(toHistoryEvent(event));
    expect(builder.finish().lines).toMatchObject([
      { mapRuns: ['arn:b'], retries: 1, counted: { visits: { succeeded: 1 } } },
    ]);
  });

  it('gives a distributed Map the error of its run, once', () => {
    const events = history(
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, entered('Each')],
      ['MapStateStarted', 2, { length: 2 }],
      ['MapRunStarted', 3, { mapRunArn: 'arn' }],
      ['MapRunFailed', 4, { error: 'States.ItemReaderFailed' }],
      ['MapStateFailed', 5],
      ['ExecutionFailed', 6, { error: 'States.ItemReaderFailed' }],
    );
    expect(statesOf(events).lines).toMatchObject([{ outcome: 'failed', errors: ['States.ItemReaderFailed'] }]);
  });
});

describe('createStateBuilder, for an event that names a Map which it is not in,', () => {
  it('does not make two Maps fail because of each other', () => {
    const events = history(
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, entered('One')],
      ['MapStateEntered', 0, entered('Other')],
      ['MapIterationFailed', 3, { name: 'One', index: 0 }],
      ['MapIterationFailed', 2, { name: 'Other', index: 0 }],
      ['ExecutionFailed', 3],
    );
    expect(statesOf(events).stoppedAt).toEqual(['Other']);
  });
});

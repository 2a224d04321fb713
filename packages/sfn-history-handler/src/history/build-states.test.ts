import { describe, expect, it } from 'vitest';
import { entered, exited, history, lambda, outcomes, type ShortEvent, statesOf, timeOf } from '../testing/history.ts';
import { createStateBuilder } from './build-states.ts';
import { toHistoryEvent } from './history-event.ts';

describe('createStateBuilder, for a chain of states', () => {
  const events = history(
    ['ExecutionStarted', 0],
    ['PassStateEntered', 0, entered('Begin')],
    ['PassStateExited', 2, exited('Begin')],
    ['TaskStateEntered', 3, entered('Load')],
    ['TaskScheduled', 4, lambda],
    ['TaskStarted', 5, lambda],
    ['TaskSucceeded', 6, lambda],
    ['TaskStateExited', 7, exited('Load')],
    ['ExecutionSucceeded', 8],
  );

  it('gives the states in the order they ran, with type, times and what a task called', () => {
    expect(statesOf(events).lines).toMatchObject([
      { name: 'Begin', type: 'Pass', outcome: 'succeeded', parent: undefined },
      {
        name: 'Load',
        type: 'Task',
        outcome: 'succeeded',
        retries: 0,
        errors: [],
        resource: 'lambda:invoke',
        busy: 4_000,
        spans: [
          { kind: 'running', from: timeOf(6), to: timeOf(8) },
          { kind: 'waiting', from: timeOf(4), to: timeOf(6) },
        ],
      },
    ]);
  });

  it('keeps neither the parameters nor the cause of a visit that is over, for both may be long', () => {
    const builder = createStateBuilder();
    const caught = history(
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, entered('Load')],
      ['TaskScheduled', 2, { ...lambda, parameters: '{}' }],
      ['TaskFailed', 3, { ...lambda, error: 'Broken', cause: 'why' }],
      ['TaskStateExited', 4, exited('Load')],
    );
    for (const event of caught) builder.add(toHistoryEvent(event));
    expect(builder.finish().lines[0]?.latest).toMatchObject({ scheduled: undefined, lastCause: undefined });
  });

  it('leaves states open whose end was not read', () => {
    expect(outcomes(events.slice(0, 6))).toEqual(['Begin succeeded', 'Load open']);
    expect(statesOf(events.slice(0, 6)).stoppedAt).toEqual([]);
  });
});

describe('createStateBuilder, for a task that fails', () => {
  const failing = (...rest: readonly ShortEvent[]) =>
    history(
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, entered('Load')],
      ['LambdaFunctionScheduled', 2, { resource: 'arn:aws:lambda:eu-west-1:123456789012:function:load' }],
      ['LambdaFunctionStarted', 3],
      ['LambdaFunctionFailed', 4, { error: 'Broken', cause: '{}' }],
      ...rest,
    );

  it('takes a task for retried that is scheduled again without being entered again', () => {
    const events = failing(
      ['LambdaFunctionScheduled', 5, { resource: 'arn:aws:lambda:eu-west-1:123456789012:function:load' }],
      ['LambdaFunctionStarted', 6],
      ['LambdaFunctionSucceeded', 7],
      ['TaskStateExited', 8, exited('Load')],
      ['ExecutionSucceeded', 9],
    );
    expect(statesOf(events).lines).toMatchObject([{ outcome: 'succeeded', retries: 1, errors: ['Broken'] }]);
  });

  it('takes a task for caught that is exited all the same', () => {
    const events = failing(['TaskStateExited', 5, exited('Load')], ['ExecutionSucceeded', 6]);
    expect(statesOf(events).lines).toMatchObject([{ outcome: 'caught', retries: 0, errors: ['Broken'] }]);
  });

  it('takes a task for failed when the execution ends', () => {
    const { lines, stoppedAt } = statesOf(failing(['ExecutionFailed', 5, { error: 'Broken' }]));
    expect(lines).toMatchObject([{ outcome: 'failed', errors: ['Broken'] }]);
    expect(stoppedAt).toEqual(['Load']);
  });

  it('takes a task for aborted when the execution is stopped while it waits for its next try', () => {
    const { lines, stoppedAt } = statesOf(failing(['ExecutionAborted', 0]));
    expect(lines).toMatchObject([{ outcome: 'aborted', errors: ['Broken'] }]);
    expect(stoppedAt).toEqual(['Load']);
  });
});

describe.each([
  ['TaskTimedOut', { error: 'States.Timeout' }],
  ['LambdaFunctionTimedOut', {}],
  ['ActivityTimedOut', { error: 'States.Timeout' }],
])('createStateBuilder, for %s', (type, details) => {
  it('takes the attempt for timed out and not for failed', () => {
    const events = history(
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, entered('Load')],
      ['TaskScheduled', 2, lambda],
      [type, 3, details],
      ['ExecutionFailed', 4, { error: 'States.Timeout' }],
    );
    expect(statesOf(events).lines).toMatchObject([{ outcome: 'timed_out', errors: ['States.Timeout'] }]);
  });
});

describe.each(['TaskStartFailed', 'TaskSubmitFailed', 'LambdaFunctionStartFailed', 'ActivityScheduleFailed'])(
  'createStateBuilder, for %s',
  (type) => {
    it('takes the attempt for failed', () => {
      const events = history(
        ['ExecutionStarted', 0],
        ['TaskStateEntered', 0, entered('Load')],
        ['TaskScheduled', 2, lambda],
        [type, 3, { error: 'NoCapacity' }],
        ['ExecutionFailed', 4],
      );
      expect(statesOf(events).lines).toMatchObject([{ outcome: 'failed', errors: ['NoCapacity'] }]);
    });
  },
);

describe('createStateBuilder, for ids that are missing', () => {
  it('takes an event that points at the beginning for one at the beginning', () => {
    const [start, outer, begun, first, second] = history(
      ['ExecutionStarted', 0],
      ['ParallelStateEntered', 0, entered('Fan out')],
      ['ParallelStateStarted', 2],
      ['PassStateEntered', 3, entered('Inside')],
      ['PassStateEntered', 0, entered('Outside')],
    );
    const events = [start, outer, begun, { ...first, id: 0 }, second] as ReturnType<typeof history>;
    expect(outcomes(events)).toEqual(['Fan out open', 'Fan out Inside open', 'Outside open']);
  });
});

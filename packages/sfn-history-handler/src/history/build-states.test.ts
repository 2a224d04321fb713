import { describe, expect, it } from 'vitest';
import { entered, exited, history, lambda, outcomes, type ShortEvent, statesOf, timeOf } from '../testing/history.ts';
import { createStateBuilder } from './build-states.ts';
import { toHistoryEvent } from './history-event.ts';

describe('createStateBuilder, for a chain of states,', () => {
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

  it('returns the states in the order in which they ran, with their types and times, and with what a task called', () => {
    expect(statesOf(events).lines).toMatchObject([
      { name: 'Begin', type: 'Pass', outcome: 'succeeded', parent: undefined },
      {
        name: 'Load',
        type: 'Task',
        outcome: 'succeeded',
        retries: 0,
        errors: [],
        resource: 'lambda:invoke',
        busyMs: 4_000,
        spans: [
          { kind: 'running', from: timeOf(6), to: timeOf(8) },
          { kind: 'waiting', from: timeOf(4), to: timeOf(6) },
        ],
      },
    ]);
  });

  it('keeps neither the parameters nor the cause of a visit that is over, because both may be long', () => {
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

describe('createStateBuilder, for a task that fails,', () => {
  const failing = (...rest: readonly ShortEvent[]) =>
    history(
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, entered('Load')],
      ['LambdaFunctionScheduled', 2, { resource: 'arn:aws:lambda:eu-west-1:123456789012:function:load' }],
      ['LambdaFunctionStarted', 3],
      ['LambdaFunctionFailed', 4, { error: 'Broken', cause: '{}' }],
      ...rest,
    );

  it('counts a task that is scheduled again without being entered again as retried', () => {
    const events = failing(
      ['LambdaFunctionScheduled', 5, { resource: 'arn:aws:lambda:eu-west-1:123456789012:function:load' }],
      ['LambdaFunctionStarted', 6],
      ['LambdaFunctionSucceeded', 7],
      ['TaskStateExited', 8, exited('Load')],
      ['ExecutionSucceeded', 9],
    );
    expect(statesOf(events).lines).toMatchObject([{ outcome: 'succeeded', retries: 1, errors: ['Broken'] }]);
  });

  it('counts a task that is exited although it failed as caught', () => {
    const events = failing(['TaskStateExited', 5, exited('Load')], ['ExecutionSucceeded', 6]);
    expect(statesOf(events).lines).toMatchObject([{ outcome: 'caught', retries: 0, errors: ['Broken'] }]);
  });

  it('counts a task as failed when the execution fails', () => {
    const { lines, stoppedAt } = statesOf(failing(['ExecutionFailed', 5, { error: 'Broken' }]));
    expect(lines).toMatchObject([{ outcome: 'failed', errors: ['Broken'] }]);
    expect(stoppedAt).toEqual(['Load']);
  });

  it('counts a task as aborted when the execution is stopped while the task waits for its next attempt', () => {
    const { lines, stoppedAt } = statesOf(failing(['ExecutionAborted', 0]));
    expect(lines).toMatchObject([{ outcome: 'aborted', errors: ['Broken'] }]);
    expect(stoppedAt).toEqual(['Load']);
  });
});

describe.each([
  ['TaskTimedOut', { error: 'States.Timeout' }],
  ['LambdaFunctionTimedOut', {}],
  ['ActivityTimedOut', { error: 'States.Timeout' }],
])('createStateBuilder, for %s,', (type, details) => {
  it('counts the attempt as timed out and not as failed', () => {
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
  'createStateBuilder, for %s,',
  (type) => {
    it('counts the attempt as failed', () => {
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

describe('createStateBuilder, for ids that are missing,', () => {
  it('finds a state whose event points at the beginning outside of all containers', () => {
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

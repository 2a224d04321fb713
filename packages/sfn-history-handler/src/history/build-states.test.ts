import { describe, expect, it } from 'vitest';
import { history, type ShortEvent, statesOf } from '../testing/history.ts';
import { createStateBuilder } from './build-states.ts';
import { toHistoryEvent } from './history-event.ts';

function entered(name: string) {
  return { name, input: '{}' };
}
function exited(name: string) {
  return { name, output: '{}' };
}
/** The time of the event with that id. */
function at(id: number): number {
  return Date.UTC(2024, 2, 5, 2, 0, id);
}

const lambda = { resourceType: 'lambda', resource: 'invoke' };

/** `name outcome`, with the name of the container before it and the number of the visits where there are more. */
function outcomes(events: ReturnType<typeof history>, redriveCount?: number): string[] {
  const { lines } = statesOf(events, redriveCount);
  return lines.map(({ name, parent, visits, outcomes }) => {
    const counts = Object.entries(outcomes).map(([outcome, count]) => (visits > 1 ? `${count} ${outcome}` : outcome));
    return [...(parent === undefined ? [] : [lines[parent]?.name]), name, counts.join(', ')].join(' ');
  });
}

describe('a chain of states', () => {
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

  it('is told in the order it ran, with type, times and what a task called', () => {
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
          { kind: 'running', from: at(6), to: at(8) },
          { kind: 'waiting', from: at(4), to: at(6) },
        ],
      },
    ]);
  });

  it('leaves the states open whose end was not read', () => {
    expect(outcomes(events.slice(0, 6))).toEqual(['Begin succeeded', 'Load open']);
    expect(statesOf(events.slice(0, 6)).stoppedAt).toEqual([]);
  });
});

describe('a task that fails', () => {
  const failing = (...rest: readonly ShortEvent[]) =>
    history(
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, entered('Load')],
      ['LambdaFunctionScheduled', 2, { resource: 'arn:aws:lambda:eu-west-1:123456789012:function:load' }],
      ['LambdaFunctionStarted', 3],
      ['LambdaFunctionFailed', 4, { error: 'Broken', cause: '{}' }],
      ...rest,
    );

  it('is retried when it is scheduled again without being entered again', () => {
    const events = failing(
      ['LambdaFunctionScheduled', 5, { resource: 'arn:aws:lambda:eu-west-1:123456789012:function:load' }],
      ['LambdaFunctionStarted', 6],
      ['LambdaFunctionSucceeded', 7],
      ['TaskStateExited', 8, exited('Load')],
      ['ExecutionSucceeded', 9],
    );
    expect(statesOf(events).lines).toMatchObject([{ outcome: 'succeeded', retries: 1, errors: ['Broken'] }]);
  });

  it('is caught when it is exited all the same', () => {
    const events = failing(['TaskStateExited', 5, exited('Load')], ['ExecutionSucceeded', 6]);
    expect(statesOf(events).lines).toMatchObject([{ outcome: 'caught', retries: 0, errors: ['Broken'] }]);
  });

  it('has failed when the execution ends', () => {
    const { lines, stoppedAt } = statesOf(failing(['ExecutionFailed', 5, { error: 'Broken' }]));
    expect(lines).toMatchObject([{ outcome: 'failed', errors: ['Broken'] }]);
    expect(stoppedAt).toEqual(['Load']);
  });

  it('was aborted when the execution is stopped while it waits for its next try', () => {
    const { lines, stoppedAt } = statesOf(failing(['ExecutionAborted', 0]));
    expect(lines).toMatchObject([{ outcome: 'aborted', errors: ['Broken'] }]);
    expect(stoppedAt).toEqual(['Load']);
  });
});

describe.each([
  ['TaskTimedOut', { error: 'States.Timeout' }],
  ['LambdaFunctionTimedOut', {}],
  ['ActivityTimedOut', { error: 'States.Timeout' }],
])('%s', (type, details) => {
  it('is a timeout and not another failure', () => {
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
  '%s',
  (type) => {
    it('is a failed attempt', () => {
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

describe('a failure that has no event of its own', () => {
  it('is at the state and event that the cause names', () => {
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

  it('is at the state that the cause names, though the end points at its sibling', () => {
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

  it('is at the state that is open when the cause names none', () => {
    const events = history(
      ['ExecutionStarted', 0],
      ['PassStateEntered', 0, entered('Shape')],
      ['ExecutionFailed', 2, { error: 'States.DataLimitExceeded', cause: 'too large' }],
    );
    expect(statesOf(events).stoppedAt).toEqual(['Shape']);
  });

  it('is not looked for in the history of a nested execution, whose cause it quotes in its own', () => {
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

  it('is at the Fail state, which is never exited', () => {
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

  it('is at the state that EvaluationFailed names, though its event points before that state', () => {
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

describe('an evaluation that fails in one of many iterations', () => {
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

  it('belongs to the visit that its cause names', () => {
    const cause = "An error occurred while executing the state 'Item' (entered at the event id #6). Undefined.";
    const events = history(...iterations, ['EvaluationFailed', 4, { error: 'E', cause, state: 'Item' }], failed);
    expect(statesOf(events).failure).toMatchObject({ iteration: 0, error: 'E' });
  });

  it('belongs to the latest visit of its state when the cause names none', () => {
    const events = history(
      ...iterations,
      ['EvaluationFailed', 5, { error: 'E', cause: 'Undefined.', state: 'Item' }],
      failed,
    );
    expect(statesOf(events).failure).toMatchObject({ iteration: 1, error: 'E' });
  });

  it('counts as an attempt, though nothing was scheduled', () => {
    const events = history(
      ...iterations,
      ['EvaluationFailed', 5, { error: 'E', cause: 'Undefined.', state: 'Item' }],
      ['TaskScheduled', 8, lambda],
    );
    expect(statesOf(events).lines[1]).toMatchObject({ visits: 2, retries: 1, errors: ['E'] });
  });
});

describe('ids that are missing', () => {
  it('lead nowhere, and what points at the beginning is at the beginning', () => {
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

describe('a Parallel', () => {
  const branches = [
    ['ExecutionStarted', 0],
    ['ParallelStateEntered', 0, entered('Fan out')],
    ['ParallelStateStarted', 2],
    ['TaskStateEntered', 3, entered('Left')],
    ['WaitStateEntered', 3, entered('Right')],
    ['TaskScheduled', 4, lambda],
  ] as const;

  it('is exited by an event that points at the branch that ended last', () => {
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

  it('fails at the state in it that failed, and its siblings are aborted', () => {
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

  it('is caught when it is exited after a branch failed, with or without a ParallelStateFailed', () => {
    const failed = ['TaskFailed', 6, { ...lambda, error: 'Broken' }] as const;
    const told = history(
      ...branches,
      failed,
      ['ParallelStateFailed', 7],
      ['ParallelStateExited', 8, exited('Fan out')],
    );
    const untold = history(...branches, failed, ['ParallelStateExited', 7, exited('Fan out')]);
    const expected = ['Fan out caught', 'Fan out Left failed', 'Fan out Right aborted'];
    expect(outcomes(told)).toEqual(expected);
    expect(outcomes(untold)).toEqual(expected);
    expect(statesOf(untold).lines[0]?.errors).toEqual(['Broken']);
  });

  it('does not make a state fail that was left well', () => {
    const events = history(
      ...branches,
      ['WaitStateExited', 5, exited('Right')],
      ['ParallelStateFailed', 7],
      ['ExecutionFailed', 8, { error: 'Broken' }],
    );
    expect(outcomes(events)).toEqual(['Fan out failed', 'Fan out Left aborted', 'Fan out Right succeeded']);
  });

  it('is retried by a second start, which points at the state that failed', () => {
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

  it('is retried itself, not the one inside it that had failed for good', () => {
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

  it('has its branches cut off when the execution runs out of time', () => {
    const { lines, stoppedAt } = statesOf(history(...branches, ['ExecutionTimedOut', 6]));
    expect(lines.map(({ outcome }) => outcome)).toEqual(['timed_out', 'timed_out', 'timed_out']);
    expect(stoppedAt).toEqual(['Left', 'Right']);
  });
});

describe('a Map', () => {
  const iteration = (index: number) => ({ name: 'Each', index });

  it('has each iteration, though with one at a time an iteration points at the end of the one before', () => {
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

  it('without items ends where it started', () => {
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

  it('fails at the iteration that failed; the events of the aborted ones point at that one too', () => {
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

  it.each(['MapRunSucceeded', 'MapRunStarted'])('that is distributed is exited after %s', (last) => {
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

  it.each(['ExecutionAborted', 'ExecutionTimedOut'])(
    'that was aborted with the execution is where %s stopped it',
    (end) => {
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
    },
  );

  it('that is distributed and retried counts its last run alone', () => {
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

  it('that is distributed fails with the error of its run, told once', () => {
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

describe('an event that names a Map which it is not in', () => {
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

describe('a redrive', () => {
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

  it('that schedules the failed task again takes back that it had failed', () => {
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

  it('that enters the failed state again puts it where it had been', () => {
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

  it('that is stopped too was stopped where it went on', () => {
    const events = history(...failed, ['TaskStateEntered', 11, entered('Item')], ['ExecutionAborted', 0]);
    expect(statesOf(events)).toMatchObject({
      stoppedAt: ['Item'],
      lines: [
        { name: 'Each', outcomes: { aborted: 1 } },
        { name: 'Item', visits: 2, outcomes: { aborted: 1 } },
      ],
    });
  });

  it('that has not ended leaves the execution without an end', () => {
    expect(statesOf(history(...failed, ['TaskStateEntered', 11, entered('Item')]))).toMatchObject({
      end: undefined,
      stoppedAt: [],
    });
  });

  it('that came after the event is left out', () => {
    const events = history(...failed, ['TaskScheduled', 7, lambda], ['TaskSucceeded', 12, lambda]);
    expect(outcomes(events, 0)).toEqual(['Each failed', 'Each Item failed']);
    expect(statesOf(events, 0)).toMatchObject({ stoppedAt: ['Item'], end: { outcome: 'failed' } });
  });
});

import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { entered, exited, lambda, type ShortEvent, statesOf, history as toHistory } from '../testing/history.ts';

/** Returns the state that broke, those that failed after it, and the one that was caught before, by name. */
function blamed(events: readonly HistoryEvent[]) {
  const { failure, later, earlier } = statesOf(events);
  return { failure: failure?.line.name, later: later.map(({ line }) => line.name), earlier: earlier?.line.name };
}

/**
 * Returns a history in which the states follow each other: `!Name` is a task that fails and is caught, `Name` one that
 * succeeds, `~Name` a Pass state, `?Name` a Choice, and `xName` the last one, a task that fails.
 */
function flow(...states: readonly string[]): HistoryEvent[] {
  const events: ShortEvent[] = [['ExecutionStarted', 0]];
  const add = (type: string, details?: object) =>
    events.push([type, events.length === 1 ? 0 : events.length, { ...details }]);
  for (const state of states) {
    const [, mark = '', name = ''] = /^([!~?x]?)(.+)$/.exec(state) ?? [];
    const type = { '~': 'Pass', '?': 'Choice' }[mark] ?? (name === 'Fail' ? 'Fail' : 'Task');
    add(`${type}StateEntered`, entered(name));
    if (type === 'Fail') continue;
    if (type === 'Task') {
      add('TaskScheduled', lambda);
      if (mark === '') add('TaskSucceeded', lambda);
      else add('TaskFailed', { ...lambda, error: `${name}Error`, cause: `${name} is broken` });
    }
    if (mark !== 'x') add(`${type}StateExited`, exited(name));
  }
  add('ExecutionFailed', { error: 'GaveUp', cause: 'sorry' });
  return toHistory(...events);
}

describe('createStateBuilder, for a Fail state to which a Catch led,', () => {
  it('finds what broke at the state that was caught, with its own error, and then the Fail state', () => {
    const { failure, later, stoppedAt, lines } = statesOf(flow('List', '!Load', 'Fail'));
    expect(failure).toMatchObject({
      line: { name: 'Load' },
      ...{ error: 'LoadError', cause: 'Load is broken', resource: 'lambda:invoke' },
    });
    expect(later).toMatchObject([{ line: { name: 'Fail' }, error: 'GaveUp', cause: 'sorry' }]);
    expect(stoppedAt).toEqual(['Fail']);
    expect(lines.map(({ outcome }) => outcome)).toEqual(['succeeded', 'caught', 'failed']);
  });

  it.each<[string, string[], ReturnType<typeof blamed>]>([
    [
      'through states that notify',
      ['!Load', '~Shape', 'Record', 'Notify', 'Fail'],
      { failure: 'Load', later: ['Fail'], earlier: undefined },
    ],
    [
      'and names the handler that failed as well',
      ['!Load', '!Notify', 'Fail'],
      { failure: 'Load', later: ['Notify', 'Fail'], earlier: undefined },
    ],
    [
      'but not where the same state succeeded in another round',
      ['!Load', '~Wait a little', 'Load', 'Check', 'Fail'],
      { failure: 'Fail', later: [], earlier: undefined },
    ],
    [
      'and names the last round of several',
      ['!Load', '~Wait a little', '!Load', '~Wait a little', '!Load', 'Fail'],
      { failure: 'Load', later: ['Fail'], earlier: undefined },
    ],
    [
      'and names the later one of two between which another state worked',
      ['!Decorate', 'Extract', '!Load', 'Fail'],
      { failure: 'Load', later: ['Fail'], earlier: undefined },
    ],
    [
      'through a Choice on what was recorded',
      ['!Load', 'Record', '?At night', 'Notify', 'Fail'],
      { failure: 'Load', later: ['Fail'], earlier: undefined },
    ],
    [
      'but only mentions it where a Choice on the work of others led to the Fail state',
      ['!Load', 'Load the copy', 'Count', '?Enough', 'Fail'],
      { failure: 'Fail', later: [], earlier: 'Load' },
    ],
    [
      'but only mentions it after more states than handle a failure',
      ['!Decorate', 'Extract', 'Transform', 'Load', 'Publish', 'Fail'],
      { failure: 'Fail', later: [], earlier: 'Decorate' },
    ],
  ])('finds what broke %s', (_, states, expected) => {
    expect(blamed(flow(...states))).toEqual(expected);
  });

  it('finds it after many states where the Fail state repeats its error', () => {
    const events = flow('!Decorate', 'Extract', 'Transform', 'Load', 'Publish', 'Fail').slice(0, -1);
    const end = { type: 'ExecutionFailed', id: 99, previousEventId: events.length } as HistoryEvent;
    const repeated = { error: 'Wrapped', cause: 'failed with DecorateError' };
    expect(blamed([...events, { ...end, executionFailedEventDetails: repeated }]).failure).toBe('Decorate');
    expect(blamed([...events, { ...end, executionFailedEventDetails: {} }]).failure).toBe('Decorate');
  });
});

describe('createStateBuilder, for a task that failed after another one was caught,', () => {
  it.each<[string, string[], ReturnType<typeof blamed>]>([
    [
      'names first what it handled, if it is the first to do so',
      ['!Load', '~Shape', 'xNotify'],
      { failure: 'Load', later: ['Notify'], earlier: undefined },
    ],
    [
      'names it alone, but mentions what was caught, if it is the second',
      ['!Load', 'Record', 'xNotify'],
      { failure: 'Notify', later: [], earlier: 'Load' },
    ],
    [
      'names it alone if more states worked in between',
      ['!Decorate', 'Extract', 'Transform', 'xLoad'],
      { failure: 'Load', later: [], earlier: undefined },
    ],
    [
      'names it alone if it is the same one in another round',
      ['!Load', '~Wait a little', 'xLoad'],
      { failure: 'Load', later: [], earlier: undefined },
    ],
  ])('%s', (_, states, expected) => {
    expect(blamed(flow(...states))).toEqual(expected);
  });
});

const ITERATION = { name: 'Each', index: 0 };

describe('createStateBuilder, for a failure in a container that was caught,', () => {
  it('finds the state in the Parallel that has the Catch', () => {
    const events = toHistory(
      ['ExecutionStarted', 0],
      ['ParallelStateEntered', 0, entered('Try')],
      ['ParallelStateStarted', 2],
      ['TaskStateEntered', 3, entered('Left')],
      ['TaskStateEntered', 3, entered('Right')],
      ['TaskScheduled', 5, lambda],
      ['TaskFailed', 6, { ...lambda, error: 'Broken', cause: 'no disk' }],
      ['TaskStateAborted', 4],
      ['ParallelStateFailed', 7],
      ['ParallelStateExited', 9, exited('Try')],
      ['FailStateEntered', 10, entered('Give up')],
      ['ExecutionFailed', 11, { error: 'GaveUp' }],
    );
    expect(blamed(events)).toEqual({ failure: 'Right', later: ['Give up'], earlier: undefined });
    expect(statesOf(events).failure).toMatchObject({ error: 'Broken', cause: 'no disk' });
  });

  it('finds the state that was caught inside a Map which then succeeded', () => {
    const events = toHistory(
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, entered('Each')],
      ['MapStateStarted', 2, { length: 1 }],
      ['MapIterationStarted', 3, ITERATION],
      ['TaskStateEntered', 4, entered('Merge')],
      ['TaskScheduled', 5, lambda],
      ['TaskFailed', 6, { ...lambda, error: 'Conflict' }],
      ['TaskStateExited', 7, exited('Merge')],
      ['PassStateEntered', 8, entered('Note it')],
      ['PassStateExited', 9, exited('Note it')],
      ['MapIterationSucceeded', 10, ITERATION],
      ['MapStateExited', 11, exited('Each')],
      ['ChoiceStateEntered', 12, entered('All well?')],
      ['ChoiceStateExited', 13, exited('All well?')],
      ['FailStateEntered', 14, entered('Some failed')],
      ['ExecutionFailed', 15, { error: 'SomeFailed', cause: '1 of 1' }],
    );
    expect(blamed(events)).toEqual({ failure: 'Merge', later: ['Some failed'], earlier: undefined });
    expect(statesOf(events).failure).toMatchObject({ iteration: 0, error: 'Conflict' });
  });

  it('does not blame a branch for the failure of another one', () => {
    const events = toHistory(
      ['ExecutionStarted', 0],
      ['ParallelStateEntered', 0, entered('Both')],
      ['ParallelStateStarted', 2],
      ['TaskStateEntered', 3, entered('Left')],
      ['ChoiceStateEntered', 3, entered('Right')],
      ['TaskFailed', 4, { ...lambda, error: 'Broken' }],
      ['TaskStateExited', 6, exited('Left')],
      ['ChoiceStateExited', 5, exited('Right')],
      ['FailStateEntered', 8, entered('No data')],
      ['ExecutionFailed', 9, { error: 'NoData' }],
    );
    expect(blamed(events)).toEqual({ failure: 'No data', later: [], earlier: undefined });
  });
});

describe('createStateBuilder, for events that are missing after a Catch,', () => {
  it('blames only the Fail state, because the failure may have been repaired', () => {
    const { failure } = statesOf(flow('!Load', 'Fail'), undefined, 5);
    expect(failure?.line.name).toBe('Fail');
  });
});

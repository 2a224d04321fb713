import { HistoryEvent$, HistoryEventType } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { eventType } from './event-type.ts';

/** The members of an event as the SDK reads it: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
const members: readonly string[] = HistoryEvent$[4];

/** Types whose events have no details. */
const WITHOUT_DETAILS = [
  'LambdaFunctionStarted',
  'MapRunAborted',
  'MapRunSucceeded',
  'MapStateAborted',
  'MapStateFailed',
  'MapStateSucceeded',
  'ParallelStateAborted',
  'ParallelStateFailed',
  'ParallelStateStarted',
  'ParallelStateSucceeded',
  'TaskStateAborted',
  'WaitStateAborted',
];

describe('the types of events', () => {
  const types = Object.values(HistoryEventType);

  it('are the 62 of the API, each with its own meaning', () => {
    expect(types).toHaveLength(62);
    const quiet = types.filter((type) => eventType(type).kind === 'progress');
    expect(quiet.sort()).toEqual([
      'ExecutionStarted',
      'MapRunAborted',
      'MapRunRedriven',
      'MapRunStarted',
      'MapRunSucceeded',
      'TaskSubmitted',
    ]);
  });

  it.each(types)('%s has its details where the API has them', (type) => {
    expect(members.includes(eventType(type).detailsKey ?? '')).toBe(!WITHOUT_DETAILS.includes(type));
  });

  it('may be one that nobody knows yet, which changes nothing', () => {
    expect(eventType('TaskStateTeleported')).toMatchObject({ kind: 'progress', detailsKey: undefined, tells: 'all' });
  });
});

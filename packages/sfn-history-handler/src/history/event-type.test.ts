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

describe('eventType', () => {
  const types = Object.values(HistoryEventType);

  it('returns a kind for all 62 types of the API, and `progress` for six of them alone', () => {
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

  it.each(types)('returns the member with the details of %s where the API has details', (type) => {
    expect(members.includes(eventType(type).detailsKey ?? '')).toBe(!WITHOUT_DETAILS.includes(type));
  });

  it('takes a type that AWS has not documented yet for one that changes nothing', () => {
    expect(eventType('TaskStateTeleported')).toMatchObject({ kind: 'progress', detailsKey: undefined, carries: 'all' });
  });
});

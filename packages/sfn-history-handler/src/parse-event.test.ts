import { InvalidEventError } from '@shipbell/core/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEvent } from './parse-event.ts';
import { statusEvent } from './testing/status-event.ts';

describe('parseEvent', () => {
  it('reads what EventBridge delivers', () => {
    const event = statusEvent({ status: 'FAILED', error: 'States.Timeout', cause: 'why' });
    expect(parseEvent(event)).toEqual({
      executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:2024-03-05',
      stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:nightly-etl',
      stateMachine: 'nightly-etl',
      isOfMap: false,
      parentArn: undefined,
      input: '{}',
      status: 'failed',
      statusText: 'FAILED',
      redriveCount: 0,
      startedAt: new Date('2024-03-05T02:00:01Z'),
      endedAt: new Date('2024-03-05T02:12:05Z'),
      error: 'States.Timeout',
      cause: 'why',
    });
  });

  it.each([
    ['RUNNING', 'running'],
    ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'failed'],
    ['TIMED_OUT', 'timed_out'],
    ['ABORTED', 'aborted'],
    ['PENDING_REDRIVE', 'pending_redrive'],
    ['NEVER_HEARD_OF', 'unknown'],
    ['constructor', 'unknown'],
  ])('reads the status %s as %s', (status, expected) => {
    expect(parseEvent(statusEvent({ status }))).toMatchObject({ status: expected, statusText: status });
  });

  it('reads the event of the documentation of 2022, which has no redrives and errors', () => {
    const { executionArn, stateMachineArn, status, startDate, stopDate } = statusEvent().detail;
    const event = { ...statusEvent(), detail: { executionArn, stateMachineArn, status, startDate, stopDate } };
    expect(parseEvent(event)).toMatchObject({ redriveCount: 0, error: undefined, cause: undefined });
  });

  it('returns the latest redrive as the start', () => {
    const redriveDate = Date.UTC(2024, 2, 5, 9);
    expect(parseEvent(statusEvent({ redriveCount: 2, redriveDate }))).toMatchObject({
      redriveCount: 2,
      startedAt: new Date(redriveDate),
    });
  });

  it('leaves out a member that is of another type than it should be', () => {
    const odd = { startDate: 'start-date', stopDate: 1e300, redriveCount: -1, redriveDate: 'x', error: 7, cause: {} };
    expect(parseEvent(statusEvent(odd))).toMatchObject({
      startedAt: undefined,
      endedAt: undefined,
      redriveCount: 0,
      error: undefined,
      cause: undefined,
    });
  });

  it.each([
    ['arn:aws:states:eu-west-1:1:stateMachine:etl', 'etl'],
    ['arn:aws:states:eu-west-1:1:stateMachine:etl:12', 'etl'],
    [null, 'nightly-etl'],
    ['nonsense', 'nightly-etl'],
  ])(
    'takes the name of the state machine from the ARN %s, else from the execution: %s',
    (stateMachineArn, expected) => {
      expect(parseEvent(statusEvent({ stateMachineArn })).stateMachine).toBe(expected);
    },
  );

  it.each([
    [{ stateMachineArn: 'arn:aws:states:eu-west-1:1:stateMachine:nightly-etl/Files' }],
    [{ stateMachineArn: null, executionArn: 'arn:aws:states:eu-west-1:1:execution:nightly-etl/Files:6e1c' }],
    [{ executionArn: 'arn:aws:states:eu-west-1:1:execution:nightly-etl/Files:6e1c' }],
  ])("knows an execution of a distributed Map's item by %j", (detail) => {
    expect(parseEvent(statusEvent(detail)).isOfMap).toBe(true);
  });

  const parentArn = 'arn:aws:states:eu-west-1:123456789012:execution:nightly:2024-03-05';

  it('reads the execution that started this one from the input', () => {
    const input = JSON.stringify({ AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: parentArn, day: 5 });
    expect(parseEvent(statusEvent({ input })).parentArn).toBe(parentArn);
    expect(parseEvent(statusEvent({ input, inputDetails: { included: false } })).parentArn).toBeUndefined();
  });

  it.each([
    '7',
    '"no ARN"',
    'null',
    '"arn:aws:s3:::execution:x"',
    '"arn:aws:states:eu-west-1:1:express:a:b:c"',
    '"arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:2024-03-05"',
  ])('takes %s for no other execution that could have started this one', (value) => {
    const input = `{"AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID":${value}}`;
    expect(parseEvent(statusEvent({ input })).parentArn).toBeUndefined();
  });

  it.each(['no JSON', '[1', `${'['.repeat(99_999)}`])('reads an input that is %s', (input) => {
    expect(parseEvent(statusEvent({ input })).parentArn).toBeUndefined();
  });

  it.each([
    ['source', { ...statusEvent(), source: 'aws.codedeploy' }],
    ['detail-type', { ...statusEvent(), 'detail-type': 'Step Functions Map Run Status Change' }],
    ['detail', { ...statusEvent(), detail: null }],
    ['detail.executionArn', statusEvent({ executionArn: 'nightly-etl' })],
    ['detail.status', statusEvent({ status: undefined })],
    ['the event', 'hello'],
    ['the event', null],
  ])('refuses an event for its %s, and says so', (where, event) => {
    expect(() => parseEvent(event)).toThrow(InvalidEventError);
    expect(() => parseEvent(event)).toThrow(`${where} is missing or is something else`);
  });

  it('returns an event or throws an InvalidEventError, whatever it is given', () => {
    const detail = fc.object({ key: fc.constantFrom(...Object.keys(statusEvent().detail)) });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), detail.map(statusEvent)), (anything) => {
        try {
          expect(parseEvent(anything).executionArn).toMatch(/^arn:/);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidEventError);
        }
      }),
    );
  });
});

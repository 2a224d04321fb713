import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableCause } from './execution-cause.ts';

describe('readableCause', () => {
  it('leaves a sentence as it is', () => {
    expect(readableCause('The specified bucket does not exist (Service: S3)')).toBe(
      'The specified bucket does not exist (Service: S3)',
    );
  });

  it("takes the message out of a Lambda function's error", () => {
    const cause = JSON.stringify({ errorMessage: 'no such order', errorType: 'NotFound', stackTrace: ['line 1'] });
    expect(readableCause(cause)).toBe('no such order');
  });

  it('goes through JSON inside of JSON', () => {
    const inner = JSON.stringify({ errorMessage: JSON.stringify({ message: 'card declined' }), errorType: 'Error' });
    expect(readableCause(JSON.stringify({ Cause: inner, Error: 'Error' }))).toBe('card declined');
  });

  it('finds the message deep in a reply', () => {
    const cause = JSON.stringify({ Entries: [{ EventId: '1' }, { ErrorMessage: 'Detail is malformed.' }] });
    expect(readableCause(cause)).toBe('Detail is malformed.');
  });

  it('tells which container of an ECS task exited with what', () => {
    const cause = JSON.stringify({
      Containers: [
        { Name: 'proxy', ExitCode: 0 },
        { Name: 'etl', ExitCode: 137, Reason: 'OutOfMemoryError' },
      ],
      StoppedReason: 'Essential container in task exited',
    });
    expect(readableCause(cause)).toBe('Essential container in task exited; etl exited with 137 (OutOfMemoryError)');
  });

  it("does not tell a nested execution's input", () => {
    const cause = JSON.stringify({ Error: 'States.Timeout', Input: '{"message":"secret"}', Name: 'child' });
    expect(readableCause(cause)).toBe('States.Timeout');
  });

  it("leaves the state and the input out of Step Functions' own error", () => {
    const cause =
      "An error occurred while executing the state 'Shape' (entered at the event id #7). The JSONPath '$.rows' " +
      `specified for the field 'x.$' could not be found in the input '{"password": "it's secret"}'`;
    expect(readableCause(cause)).toBe(
      "The JSONPath '$.rows' specified for the field 'x.$' could not be found in the input",
    );
  });

  it('reads JSON that was cut at the limit of a cause', () => {
    const cause = JSON.stringify({ errorMessage: 'out of "memory"', stackTrace: ['x'.repeat(40_000)] }).slice(
      0,
      32_768,
    );
    expect(readableCause(cause)).toBe('out of "memory"');
  });

  it('lists what a JSON without a message holds', () => {
    expect(readableCause('{"code":42,"retryable":false,"nested":{},"Output":"secret"}')).toBe(
      'code: 42, retryable: false',
    );
  });

  it('says nothing for a custom error without a message', () => {
    expect(readableCause('{"errorMessage":"","errorType":"CustomException"}')).toBe('');
  });

  it('shows ten lines of a long cause', () => {
    expect(readableCause(Array.from({ length: 30 }, (_, line) => `line ${line}`).join('\n')).split('\n')).toHaveLength(
      11,
    );
  });

  it('never throws, whatever the cause', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json({ maxDepth: 8 })), (cause) => {
        expect(typeof readableCause(cause)).toBe('string');
      }),
    );
  });
});

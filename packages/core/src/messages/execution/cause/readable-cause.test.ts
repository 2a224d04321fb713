import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableCause } from './readable-cause.ts';

describe('readableCause', () => {
  it('leaves a sentence as it is', () => {
    expect(readableCause('The specified bucket does not exist (Service: S3)')).toBe(
      'The specified bucket does not exist (Service: S3)',
    );
  });

  it("returns the message of a Lambda function's error", () => {
    const cause = JSON.stringify({ errorMessage: 'no such order', errorType: 'NotFound', stackTrace: ['line 1'] });
    expect(readableCause(cause)).toBe('no such order');
  });

  it('finds the message in JSON inside of JSON', () => {
    const inner = JSON.stringify({ errorMessage: JSON.stringify({ message: 'card declined' }), errorType: 'Error' });
    expect(readableCause(JSON.stringify({ Cause: inner, Error: 'Error' }))).toBe('card declined');
  });

  it('finds the message deep in a reply', () => {
    const cause = JSON.stringify({ Entries: [{ EventId: '1' }, { ErrorMessage: 'Detail is malformed.' }] });
    expect(readableCause(cause)).toBe('Detail is malformed.');
  });

  it('names the containers of an ECS task that failed with their exit codes', () => {
    const cause = JSON.stringify({
      Containers: [
        { Name: 'proxy', ExitCode: 0 },
        { Name: 'etl', ExitCode: 137, Reason: 'OutOfMemoryError' },
      ],
      StoppedReason: 'Essential container in task exited',
    });
    expect(readableCause(cause)).toBe('etl exited with 137: OutOfMemoryError');
  });

  it("does not show a nested execution's input", () => {
    const cause = JSON.stringify({ Error: 'States.Timeout', Input: '{"message":"secret"}', Name: 'child' });
    expect(readableCause(cause)).toBe('States.Timeout');
  });

  it('names a nested execution that ended without an error', () => {
    const nested = { ExecutionArn: 'arn:aws:states:eu-west-1:1:execution:child:1', Name: '1', Status: 'ABORTED' };
    expect(readableCause(JSON.stringify(nested))).toBe('execution 1 ended with ABORTED');
  });

  it("leaves the state and the input out of Step Functions' own error", () => {
    const cause =
      "An error occurred while executing the state 'Shape' (entered at the event id #7). The JSONPath '$.rows' " +
      `specified for the field 'x.$' could not be found in the input '{"password": "it's secret"}'`;
    expect(readableCause(cause)).toBe(
      "The JSONPath '$.rows' specified for the field 'x.$' could not be found in the input",
    );
  });

  it.each([
    [
      `The Parameters '{"QueryParameters":"token=s3cret"}' could not be used to start the Task: [The value is bad]`,
      'The parameters could not be used to start the Task: [The value is bad]',
    ],
    [`Unable to apply step "rows" to input {"token":"s3cret"}`, 'Unable to apply step "rows" to the input'],
    ['Map state input must be an array but was: {"token":"s3cret"}', 'Map state input must be an array'],
    [
      'The SecondsPath parameter cannot be parsed as a long value: $.a == s3cret',
      'The SecondsPath parameter cannot be parsed as a long value: $.a',
    ],
    [
      'The MaxConcurrencyPath field refers to value "s3cret" which is not a valid integer: $.max',
      'The MaxConcurrencyPath field refers to a value which is not a valid integer: $.max',
    ],
    [
      'The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: s3cret',
      'The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string',
    ],
    [
      "The JSONata expression '$x' specified for the field 'Items' returned an unexpected result type. " +
        `Expected 'array', but was 'object' for value: {"token":"s3cret"}`,
      "The JSONata expression '$x' specified for the field 'Items' returned an unexpected result type. " +
        "Expected 'array', but was 'object'",
    ],
  ])('leaves out the data that Step Functions quotes in %s', (error, readable) => {
    const cause = `An error occurred while executing the state 'Shape' (entered at the event id #7). ${error}`;
    expect(readableCause(cause)).toBe(readable);
  });

  it('leaves out data that was cut at the limit of a cause', () => {
    const data = `{"token":"s3cret ${'x'.repeat(40_000)}`;
    const inner = (start: string) => readableCause(`${start}${data}`.slice(0, 32_768));
    expect(inner("The JSONPath '$.rows' could not be found in the input '")).toMatch(
      /in the input\n\(the cause was cut off\)$/,
    );
    expect(inner("The Parameters '")).not.toContain('s3cret');
    expect(inner('{"ExecutionArn":"arn:aws:states:…","Input":"')).not.toContain('s3cret');
    expect(inner('{"Attempts":[],"Container":{"Environment":[{"Name":"A","Value":"')).not.toContain('s3cret');
  });

  it("returns a text that is not Step Functions' own as it is", () => {
    for (const text of ['expected a == b', '[ERROR] no such file', '{name} is not set', 'bad for value: 3']) {
      expect(readableCause(text)).toBe(text);
    }
  });

  it('leaves out data at any depth of JSON', () => {
    let cause = JSON.stringify({ Input: 's3cret', Name: 'child' });
    for (let depth = 0; depth < 12; depth += 1) cause = JSON.stringify({ Input: 's3cret', Cause: cause });
    expect(readableCause(cause)).not.toContain('s3cret');
    const lambda = 'The cause could not be determined because Lambda did not return an error type.';
    expect(readableCause(`${lambda} Returned payload: {"token":"s3cret"}`)).toBe(lambda);
  });

  it('returns the message of a payload that Lambda quotes', () => {
    const payload = JSON.stringify({ errorMessage: 'Task timed out after 60.16 seconds' });
    expect(
      readableCause(
        `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`,
      ),
    ).toBe('Task timed out after 60.16 seconds');
  });

  it('reads JSON that was cut at the limit of a cause', () => {
    const cause = JSON.stringify({ errorMessage: 'out of "memory"', stackTrace: ['x'.repeat(40_000)] }).slice(
      0,
      32_768,
    );
    expect(readableCause(cause)).toBe('out of "memory"\n(the cause was cut off)');
  });

  it('returns the name of a custom error without a message', () => {
    expect(readableCause('{"errorMessage":"","errorType":"CustomException"}')).toBe('CustomException');
  });

  it.each([
    ['{"code":42,"retryable":false,"nested":{},"Output":"secret"}', 'code: 42, retryable: false'],
    ['{"Id":"7","Explanation":"The table is locked","Command":"rm a b"}', 'The table is locked'],
    ['{"message":"Forbidden"}', 'Forbidden'],
    ['{"Job":{"message":"ring twice"},"size":3}', 'size: 3'],
    ['{"reason":"QUOTA","requestId":"7","createdAt":1}', 'reason: QUOTA'],
    ['{"Arn":"arn:aws:x","CreatedAt":1}', ''],
  ])('takes what may be the reason from the answer %s of a task, and nothing from the same in data', (cause, words) => {
    expect(readableCause(cause, true)).toBe(words);
    expect(readableCause(cause)).toBe('');
  });

  it.each([
    ['{"orders":[{"message":"ring twice","name":"ben"}]}', ''],
    ['{"message":"ring twice","status":"FAILED","name":"ben"}', ''],
    ['{"order":{"state":"FAILED","Name":"ben"}}', ''],
    ['{"output":{"Error":"E","Cause":"ring twice"},"errorOutput":{"Error":"E","Cause":"lock held"}}', 'lock held'],
    ['{"message":"ring twice","failure":{"message":"lock held"}}', 'lock held'],
    ['{"message":"ring twice","last":{"name":"LockError","message":"lock held"}}', 'lock held'],
    ['{"message":"ring twice","last":{"Error":"LockError","Cause":"lock held"}}', 'lock held'],
    ['{"message":"ring twice","last":{"Error":"LockError","Cause":""}}', 'LockError'],
    ['{"message":"ring twice","error":{}}', ''],
    ['{"a":{"message":"ring twice"},"z":[{"errorType":"LockError","errorMessage":"lock held"}]}', 'lock held'],
    [`{"message":"ring twice","error":${JSON.stringify('{"errorMessage":"lock held"}')}}`, 'lock held'],
    ['{"Error":"ApiGateway.403","Cause":"{\\"message\\":\\"Forbidden\\"}"}', 'Forbidden'],
    ['Could not load {"message":"ring twice","city":"Ulm"} in time', 'Could not load {…} in time'],
  ])("finds the error in the data %s that a Fail state has as its cause, and no customer's text", (cause, words) => {
    expect(readableCause(cause)).toBe(words);
  });

  it.each([
    ['Load failed: LockError {"errorMessage":"lock held","errorType":"LockError"} (see the runbook)', 'lock held'],
    ['Load failed: {"Error":"E","Cause":"{\\"errorMessage\\":\\"lock held\\"}"}', 'lock held'],
    [`Load failed: ${JSON.stringify('{"errorMessage":"lock held"}')}.`, 'lock held'],
    ['First {"errorMessage":"lock held"}, then {"errorMessage":"no space"}', 'no space'],
  ])('unwraps the JSON in the sentence %s', (cause, words) => {
    expect(readableCause(cause)).toContain(words);
    expect(readableCause(cause)).not.toContain('{');
  });

  it.each([
    ['RequestId: 3d1f-77 Error: Task timed out after 3.00 seconds', 'Task timed out after 3.00 seconds'],
    [
      '2026-11-27T02:00:00.123Z 3d1f9c2e-0000-4000-8000-0000000000ab Task timed out after 3.00 seconds',
      'Task timed out after 3.00 seconds',
    ],
    ['[stdout]Loading\n[stderr]no space', 'Loading\nno space'],
    [
      'No such key (Service: S3, Status Code: 404, Request ID: A1, Extended Request ID: b/2=) (SDK Attempt Count: 1)',
      'No such key (Service: S3, Status Code: 404)',
    ],
    [
      'No such key (Service: Amazon S3; Status Code: 404; Request ID: A1; S3 Extended Request ID: b/2=; Proxy: null)',
      'No such key (Service: Amazon S3; Status Code: 404)',
    ],
  ])('leaves out what AWS adds in %s', (cause, words) => {
    expect(readableCause(cause)).toBe(words);
  });

  it('never throws, whatever the cause', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json({ maxDepth: 8 })), (cause) => {
        expect(typeof readableCause(cause)).toBe('string');
      }),
    );
  });
});

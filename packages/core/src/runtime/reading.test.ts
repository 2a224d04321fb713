import { describe, expect, it } from 'vitest';
import { ForeignAccountError, isThrottled, read, readFailure, ThrottledError } from './reading.ts';

const SUBJECT = { action: 'codepipeline:GetPipelineState', resource: 'pipeline p' };

function error(name: string): Error {
  return Object.assign(new Error('secret details'), { name });
}

describe('readFailure', () => {
  it.each([
    [error('AccessDeniedException'), 'pipeline p may not be read: codepipeline:GetPipelineState was denied'],
    [error('PipelineNotFoundException'), 'pipeline p does not exist in this account and region'],
    [error('DeploymentDoesNotExistException'), 'pipeline p does not exist in this account and region'],
    [
      error('ExecutionDoesNotExist'),
      'Step Functions does not know this execution (ExecutionDoesNotExist); histories are kept for 90 days',
    ],
    [error('ThrottlingException'), 'pipeline p could not be read: AWS throttled codepipeline:GetPipelineState'],
    [
      new ThrottledError(),
      'pipeline p could not be read: AWS throttled codepipeline:GetPipelineState; nothing more was asked',
    ],
    [error('TimeoutError'), 'pipeline p did not answer in time'],
    [error('AbortError'), 'pipeline p did not answer in time'],
    [
      error('KmsInvalidStateException'),
      'the key that encrypts pipeline p is disabled or deleted (KmsInvalidStateException)',
    ],
    [
      error('KmsAccessDeniedException'),
      "the key that encrypts pipeline p may not be used (KmsAccessDeniedException); allow kms:Decrypt on it to the function's role",
    ],
    [
      new ForeignAccountError('999999999999'),
      'pipeline p is in account 999999999999, which this function does not read',
    ],
    [error('ValidationException'), 'pipeline p could not be read: ValidationException'],
    ['thrown', 'pipeline p could not be read: an unknown error'],
  ])('returns a reason that says what a reader can do about %s', (thrown, reason) => {
    expect(readFailure(thrown, SUBJECT)).toMatchObject({ ...SUBJECT, reason, error: thrown });
  });

  it.each(['AccessDeniedException', 'PipelineNotFoundException', 'ValidationException'])(
    'returns a final failure for %s',
    (name) => {
      expect(readFailure(error(name), SUBJECT).isFinal).toBe(true);
    },
  );

  it.each(['ThrottlingException', 'TimeoutError', 'AbortError', 'InternalFailure', 'Error'])(
    'returns a failure that is not final for %s',
    (name) => {
      expect(readFailure(error(name), SUBJECT).isFinal).toBe(false);
    },
  );

  it('returns a final failure for another account', () => {
    expect(readFailure(new ForeignAccountError('999999999999'), SUBJECT).isFinal).toBe(true);
  });
});

describe('read', () => {
  it('returns the answer of the call', async () => {
    expect(await read(SUBJECT, async () => 1)).toEqual({ value: 1, failure: undefined });
  });

  it('returns a failure where the call throws', async () => {
    const { value, failure } = await read(SUBJECT, () => Promise.reject(error('TimeoutError')));
    expect(value).toBeUndefined();
    expect(failure?.reason).toBe('pipeline p did not answer in time');
  });
});

describe('isThrottled', () => {
  it.each(['ThrottlingException', 'ThrottledException', 'TooManyRequestsException', 'RequestLimitExceeded'])(
    'returns true for %s',
    (name) => {
      expect(isThrottled(error(name))).toBe(true);
    },
  );

  it.each([error('AccessDeniedException'), 'ThrottlingException'])('returns false for %s', (thrown) => {
    expect(isThrottled(thrown)).toBe(false);
  });
});

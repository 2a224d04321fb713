import { describe, expect, it } from 'vitest';
import { ForeignAccountError } from './foreign-account-error.ts';
import { isFinal, readFailure, tryRead } from './read-failure.ts';

function error(name: string): Error {
  return Object.assign(new Error('secret details'), { name });
}

describe('readFailure', () => {
  it.each([
    [error('AccessDeniedException'), 'pipeline p may not be read: codepipeline:GetPipelineState was denied'],
    [error('PipelineNotFoundException'), 'pipeline p does not exist in this account and region'],
    [error('DeploymentDoesNotExistException'), 'pipeline p does not exist in this account and region'],
    [error('ThrottlingException'), 'pipeline p could not be read: AWS throttled codepipeline:GetPipelineState'],
    [error('TimeoutError'), 'pipeline p did not answer in time'],
    [error('AbortError'), 'pipeline p did not answer in time'],
    [
      new ForeignAccountError('999999999999'),
      'pipeline p is in account 999999999999, which this function does not read',
    ],
    [error('ValidationException'), 'pipeline p could not be read: ValidationException'],
    ['thrown', 'pipeline p could not be read: an unknown error'],
  ])('says what a reader can do about %s', (thrown, sentence) => {
    expect(readFailure(thrown, 'pipeline p', 'codepipeline:GetPipelineState')).toBe(sentence);
  });
});

describe('tryRead', () => {
  it('gives the value, or the sentence in its place', async () => {
    expect(await tryRead(Promise.resolve(1), 'it', 'a:B')).toEqual({ value: 1, failure: undefined });
    expect(await tryRead(Promise.reject(error('TimeoutError')), 'it', 'a:B')).toEqual({
      value: undefined,
      failure: 'it did not answer in time',
    });
  });
});

describe('isFinal', () => {
  it.each(['AccessDeniedException', 'PipelineNotFoundException', 'ValidationException'])('is %s', (name) => {
    expect(isFinal(error(name))).toBe(true);
  });

  it.each(['ThrottlingException', 'TimeoutError', 'AbortError', 'InternalFailure', 'Error'])('is not %s', (name) => {
    expect(isFinal(error(name))).toBe(false);
  });

  it('is what another account has', () => {
    expect(isFinal(new ForeignAccountError('999999999999'))).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { failureReason } from './failure-reason.ts';

function reasonOf(name: string) {
  return failureReason(Object.assign(new Error('s3cret'), { name }), 'the history', 'states:GetExecutionHistory');
}

describe('why something could not be read', () => {
  it.each([
    ['ThrottlingException', /throttled the reading of the history/],
    ['KmsThrottlingException', /throttled/],
    ['KmsAccessDeniedException', /allow kms:Decrypt on it to the function's role/],
    ['KmsInvalidStateException', /the key that encrypts the history is disabled or deleted/],
    ['AccessDeniedException', /allow states:GetExecutionHistory to the function's role/],
    ['ExecutionDoesNotExist', /does not know this execution/],
    ['TimeoutError', /took too long/],
    ['InvalidToken', /could not be read \(InvalidToken\)/],
  ])('after %s is said with what to do, and without the error text', (name, reason) => {
    expect(reasonOf(name)).toMatch(reason);
    expect(reasonOf(name)).toContain(name);
    expect(reasonOf(name)).not.toContain('s3cret');
  });
});

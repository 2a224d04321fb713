import { describe, expect, it } from 'vitest';
import { linkToExecution, unwrapNested } from './nested-execution.ts';

function arn(name: string) {
  return `arn:aws:states:eu-west-1:123456789012:execution:${name}:1`;
}

function nested(name: string, members: object) {
  return JSON.stringify({ ExecutionArn: arn(name), Status: 'FAILED', ...members });
}

describe('unwrapNested', () => {
  it('leaves a cause that is no nested execution', () => {
    for (const cause of [
      undefined,
      'why',
      '{"errorMessage":"why"}',
      '{"ExecutionArn":"arn:aws:s3:::x"}',
      '[1',
      'null',
    ]) {
      expect(unwrapNested('E', cause)).toEqual({ error: 'E', cause, executionArn: undefined });
    }
  });

  it('tells error and cause of the innermost execution, and which it was', () => {
    const cause = nested('a', {
      Error: 'States.TaskFailed',
      Cause: nested('b', { Error: 'Deep', Cause: 'disk full' }),
    });
    expect(unwrapNested('States.TaskFailed', cause)).toEqual({
      error: 'Deep',
      cause: 'disk full',
      executionArn: arn('b'),
    });
  });

  it('tells what AWS calls it where the nested execution has no error', () => {
    expect(unwrapNested('States.TaskFailed', nested('a', { Status: 'TIMED_OUT' })).error).toBe('States.Timeout');
    expect(unwrapNested('States.TaskFailed', nested('a', { Status: 'ABORTED' })).error).toBe('ABORTED');
  });

  it('goes no deeper than five executions', () => {
    let cause = 'end';
    for (let depth = 0; depth < 9; depth += 1) cause = nested(`${depth}`, { Error: `${depth}`, Cause: cause });
    expect(unwrapNested('E', cause).executionArn).toBe(arn('4'));
  });
});

describe('linkToExecution', () => {
  it('is none for what is no execution', () => {
    expect(linkToExecution(arn('a'))).toContain('#/v2/executions/details/');
    expect(linkToExecution('arn:aws:states:eu-west-1:123456789012:express:a:b:c')).toBeUndefined();
    expect(linkToExecution('arn:aws:evil:eu-west-1:1:execution:a:b')).toBeUndefined();
    expect(linkToExecution('nonsense')).toBeUndefined();
  });
});

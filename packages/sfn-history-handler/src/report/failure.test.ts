import { describe, expect, it } from 'vitest';
import type { FailedState } from '../history/failed-state.ts';
import type { HistoryEnd, States } from '../history/finish-states.ts';
import type { Line } from '../history/line.ts';
import { failedLambda, linkToExecution, toFailure, unwrapNested } from './failure.ts';

const EXECUTION = 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:1';
const AT_MS = Date.UTC(2024, 2, 5, 2);

function arn(name: string) {
  return `arn:aws:states:eu-west-1:123456789012:execution:${name}:1`;
}

function nested(name: string, members: object) {
  return JSON.stringify({ ExecutionArn: arn(name), Status: 'FAILED', ...members });
}

describe('unwrapNested', () => {
  it('returns a cause that is no nested execution as it is', () => {
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

  it('returns the error and the cause of the innermost execution, and its ARN', () => {
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

  it('returns what is left of a nested execution whose end was cut off', () => {
    const cause = nested('a', { Error: 'Deep', Cause: 'disk full', Input: 'x'.repeat(200) });
    expect(unwrapNested('States.TaskFailed', cause.slice(0, -90))).toEqual({
      error: 'Deep',
      cause: 'disk full',
      executionArn: arn('a'),
    });
  });

  it('returns a cause as it is where the ARN of the nested execution was cut off', () => {
    const cause = nested('a', {}).slice(0, 60);
    expect(unwrapNested('E', cause)).toEqual({ error: 'E', cause, executionArn: undefined });
  });

  it('returns the status as the error where the nested execution has no error', () => {
    expect(unwrapNested('States.TaskFailed', nested('a', { Status: 'TIMED_OUT' })).error).toBe('States.Timeout');
    expect(unwrapNested('States.TaskFailed', nested('a', { Status: 'ABORTED' })).error).toBe('ABORTED');
  });

  it('unwraps no more than five executions', () => {
    let cause = 'end';
    for (let depth = 0; depth < 9; depth += 1) cause = nested(`${depth}`, { Error: `${depth}`, Cause: cause });
    expect(unwrapNested('E', cause).executionArn).toBe(arn('4'));
  });
});

describe('linkToExecution', () => {
  it('returns a link to a standard execution, and to nothing else', () => {
    expect(linkToExecution(arn('a'))).toContain('#/v2/executions/details/');
    expect(linkToExecution('arn:aws:states:eu-west-1:123456789012:express:a:b:c')).toBeUndefined();
    expect(linkToExecution('arn:aws:evil:eu-west-1:1:execution:a:b')).toBeUndefined();
    expect(linkToExecution('nonsense')).toBeUndefined();
  });
});

function lambdaOf(resource: string | undefined, functionName?: string, more: Partial<FailedState> = {}) {
  return failedLambda(
    { resource, error: undefined, neverRan: false, scheduledAt: AT_MS, at: AT_MS + 60_000, ...more },
    functionName,
    EXECUTION,
  );
}

describe('failedLambda', () => {
  it.each([
    ['arn:aws:lambda:eu-west-1:123456789012:function:load', undefined],
    ['arn:aws:lambda:eu-west-1:123456789012:function:load:live', undefined],
    ['lambda:invoke', 'load'],
    ['lambda:invoke', 'load:$LATEST'],
    ['lambda:invoke', '123456789012:function:load'],
    ['lambda:invoke', 'arn:aws:lambda:eu-west-1:123456789012:function:load:7'],
  ])('returns the name of the function for the resource %s and the function name %s', (resource, functionName) => {
    expect(lambdaOf(resource, functionName)?.name).toBe('load');
  });

  it.each([
    [undefined, undefined],
    ['lambda:invoke', undefined],
    ['arn:aws:states:eu-west-1:123456789012:activity:load', undefined],
    ['lambda:invoke', '../evil?x'],
  ])('returns no function for the resource %s and the function name %s', (resource, functionName) => {
    expect(lambdaOf(resource, functionName)).toBeUndefined();
  });

  it.each([
    ['arn:aws:lambda:eu-west-1:999988887777:function:load', undefined],
    ['lambda:invoke', 'arn:aws:lambda:eu-west-1:999988887777:function:load'],
    ['lambda:invoke', '999988887777:function:load'],
  ])(
    'returns no log for the resource %s and the function name %s, which are of another account',
    (resource, functionName) => {
      expect(lambdaOf(resource, functionName)).toEqual({ name: 'load', logUrl: undefined });
    },
  );

  it.each([{ neverRan: true }, { error: 'Lambda.TooManyRequestsException' }, { error: 'Lambda.ServiceException' }])(
    'returns no log of a function that did not run: %j',
    (more) => {
      expect(lambdaOf('lambda:invoke', 'load', more)).toEqual({ name: 'load', logUrl: undefined });
    },
  );

  it('returns the log of a function that was killed', () => {
    expect(lambdaOf('lambda:invoke', 'load', { error: 'Lambda.Unknown' })?.logUrl).toBeDefined();
  });

  it("links the log from half a minute before the attempt to half a minute after it, in the function's region", () => {
    const { logUrl } = lambdaOf('arn:aws:lambda:us-east-1:123456789012:function:load') ?? {};
    expect(logUrl).toContain('https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:');
    expect(logUrl).toContain('log-group/$252Faws$252Flambda$252Fload/');
    expect(logUrl).toContain(`start$3D${AT_MS - 30_000}`);
    expect(logUrl).toContain(`end$3D${AT_MS + 90_000}`);
  });
});

describe('toFailure', () => {
  const load = { name: 'Load', type: 'Task' } as Line;
  const giveUp = { name: 'Give up', type: 'Fail' } as Line;
  const broken = { line: load, error: 'Broken', cause: 'no disk' } as FailedState;
  const end = { outcome: 'failed', error: 'Broken', cause: 'no disk' } as HistoryEnd;

  function failureOf(states: Partial<States>) {
    const all = { failure: broken, later: [], earlier: undefined, lines: [load, giveUp], end, ...states };
    return toFailure(all as unknown as States, undefined, EXECUTION);
  }

  it('returns what failed after the state that broke and before it, with the words of nested executions', () => {
    const cause = nested('a', { Error: 'Deep', Cause: 'disk full' });
    const other = { line: giveUp, error: 'States.TaskFailed', cause } as FailedState;
    const words = { state: 'Give up', error: 'Deep', cause: 'disk full' };
    expect(failureOf({ later: [other], earlier: other })).toMatchObject({
      ...{ state: 'Load', error: 'Broken', later: [words], earlier: words },
    });
    expect(failureOf({ failure: undefined })).toBeUndefined();
  });

  it("returns the end's words where they differ from those of the last state", () => {
    const differs = { state: undefined, error: 'Other', cause: 'no disk' };
    expect(failureOf({})?.later).toEqual([]);
    expect(failureOf({ end: { ...end, cause: undefined } })?.later).toEqual([]);
    expect(failureOf({ end: { ...end, error: 'Other' } })?.later).toEqual([differs]);
    expect(failureOf({ end: { ...end, cause: 'no space' } })?.later).toMatchObject([{ cause: 'no space' }]);
    expect(failureOf({ end: undefined })?.later).toEqual([]);
  });
});

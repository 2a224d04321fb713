import type { ExecutionListItem } from '@aws-sdk/client-sfn';
import { memoryLogger } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { fakeStepFunctions } from '../testing/fake-step-functions.ts';
import { createReadUsual } from './read-usual.ts';

const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:nightly-etl';
const START = Date.UTC(2024, 2, 5, 2);

function execution(name: string, minutes: number, others: Partial<ExecutionListItem> = {}) {
  return {
    executionArn: name,
    startDate: new Date(START),
    stopDate: new Date(START + minutes * 60_000),
    redriveCount: 0,
    ...others,
  };
}

function usualOf(executions: readonly Partial<ExecutionListItem>[] | Error) {
  const { client, others } = fakeStepFunctions([], { executions });
  const { log, lines } = memoryLogger();
  const clock = { now: START };
  return { read: createReadUsual(client, log, () => clock.now), others, lines, clock };
}

describe('the usual duration', () => {
  it.each([
    [[10], 10],
    [[10, 30, 20], 20],
    [[10, 40, 20, 30], 25],
  ])('of executions of %j minutes is %i', async (minutes, median) => {
    const { read } = usualOf(minutes.map((each, index) => execution(`${index}`, each)));
    expect(await read(MACHINE, 'other')).toEqual({ median: median * 60_000, of: minutes.length });
  });

  it('does not count the execution that is told of, nor those that were redriven or have no end', async () => {
    const { read } = usualOf([
      execution('this', 900),
      execution('days later', 5_000, { redriveCount: 1 }),
      execution('running', 0, { stopDate: undefined }),
      execution('other', 10),
    ]);
    expect(await read(MACHINE, 'this')).toEqual({ median: 600_000, of: 1 });
  });

  it('is none where nothing has succeeded before', async () => {
    const { read } = usualOf([execution('this', 10)]);
    expect(await read(MACHINE, 'this')).toBeUndefined();
  });

  it('asks for those that succeeded, once in a quarter of an hour', async () => {
    const { read, others, clock } = usualOf([execution('other', 10)]);
    await read(MACHINE, 'a');
    clock.now += 15 * 60_000 - 1;
    await read(MACHINE, 'b');
    expect(others.map(({ input }) => input)).toEqual([
      { stateMachineArn: MACHINE, statusFilter: 'SUCCEEDED', maxResults: 25 },
    ]);
    clock.now += 1;
    await read(MACHINE, 'c');
    expect(others).toHaveLength(2);
  });

  it('says why it is not known, and logs it', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    const { read, lines } = usualOf(denied);
    expect(await read(MACHINE, 'this')).toEqual({
      unknown:
        "the list of executions may not be read (AccessDeniedException); allow states:ListExecutions to the function's role",
    });
    expect(lines).toMatchObject([{ level: 'warn' }]);
  });
});

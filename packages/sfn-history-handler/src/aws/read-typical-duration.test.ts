import type { ExecutionListItem } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { fakeStepFunctions } from '../testing/fake-step-functions.ts';
import { createReadTypicalDuration } from './read-typical-duration.ts';

const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:nightly-etl';
const START_MS = Date.UTC(2024, 2, 5, 2);

function execution(name: string, minutes: number, others: Partial<ExecutionListItem> = {}) {
  return {
    executionArn: name,
    startDate: new Date(START_MS),
    stopDate: new Date(START_MS + minutes * 60_000),
    redriveCount: 0,
    ...others,
  };
}

function readerOf(executions: readonly Partial<ExecutionListItem>[] | Error) {
  const { client, others } = fakeStepFunctions([], { executions });
  const clock = { now: START_MS };
  return { read: createReadTypicalDuration(client, () => clock.now), others, clock };
}

describe('createReadTypicalDuration', () => {
  it.each([
    [[10], 10],
    [[10, 30, 20], 20],
    [[10, 40, 20, 30], 25],
  ])('reads for executions of %j minutes a median of %i minutes', async (minutes, median) => {
    const { read } = readerOf(minutes.map((each, index) => execution(`${index}`, each)));
    expect((await read(MACHINE, 'other')).value).toEqual({ medianMs: median * 60_000, of: minutes.length });
  });

  it('does not count the execution that is reported, nor those that were redriven or have no end', async () => {
    const { read } = readerOf([
      execution('this', 900),
      execution('days later', 5_000, { redriveCount: 1 }),
      execution('running', 0, { stopDate: undefined }),
      execution('other', 10),
    ]);
    expect((await read(MACHINE, 'this')).value).toEqual({ medianMs: 600_000, of: 1 });
  });

  it('reads undefined where no other execution has succeeded', async () => {
    const { read } = readerOf([execution('this', 10)]);
    expect(await read(MACHINE, 'this')).toEqual({ value: undefined, failure: undefined });
  });

  it('asks for the executions that succeeded, once in a quarter of an hour', async () => {
    const { read, others, clock } = readerOf([execution('other', 10)]);
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

  it('says why the typical duration is unknown', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    const { read } = readerOf(denied);
    expect((await read(MACHINE, 'this')).failure).toMatchObject({
      reason: 'the list of executions may not be read: states:ListExecutions was denied',
      error: denied,
    });
  });
});

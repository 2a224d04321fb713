import { memoryLogger } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { createReads } from '../aws/reads.ts';
import { fakeStepFunctions } from '../testing/fake-step-functions.ts';
import { history, type ShortEvent } from '../testing/history.ts';
import { findStates } from './find-states.ts';

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:1';
const NESTED = 'arn:aws:states:eu-west-1:123456789012:execution:other:1';
const RUN = 'arn:aws:states:eu-west-1:123456789012:mapRun:nightly-etl/Each:1';

async function find(events: readonly ShortEvent[], options: Parameters<typeof fakeStepFunctions>[1] = {}) {
  const fake = fakeStepFunctions(history(...events), options);
  const { log, lines: logged } = memoryLogger();
  const states = await findStates({ executionArn: ARN, redriveCount: 0 }, createReads(fake.client, false), log);
  return { ...fake, states, logged, line: states.lines[0] as (typeof states.lines)[number] };
}

const distributed: readonly ShortEvent[] = [
  ['ExecutionStarted', 0],
  ['MapStateEntered', 0, { name: 'Each' }],
  ['MapStateStarted', 2, { length: 0 }],
  ['MapRunStarted', 3, { mapRunArn: RUN }],
  ['MapRunSucceeded', 4],
  ['MapStateExited', 5, { name: 'Each' }],
  ['ExecutionSucceeded', 6],
];

describe('findStates, for a distributed Map,', () => {
  it('counts its items by its map run', async () => {
    const itemCounts = {
      pending: 0,
      running: 0,
      succeeded: 90,
      failed: 9,
      timedOut: 1,
      aborted: 0,
      total: 100,
      resultsWritten: 0,
    };
    const { states, line } = await find(distributed, { mapRun: { itemCounts } });
    expect(states.mapRuns.get(line)).toMatchObject({
      distributed: true,
      total: 100,
      outcomes: { succeeded: 90, failed: 9, timed_out: 1 },
      unknown: undefined,
    });
  });

  it('says why its items are not counted, and logs it', async () => {
    const mapRun = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    const { states, line, logged } = await find(distributed, { mapRun });
    const reason = 'the map run may not be read: states:DescribeMapRun was denied';
    expect(states.mapRuns.get(line)?.unknown).toBe(reason);
    expect(logged).toMatchObject([{ level: 'warn', fields: { mapRunArn: RUN, reason, error: mapRun } }]);
  });

  it('asks for five map runs at most where there are more', async () => {
    const visits = Array.from({ length: 9 }, (_, visit) => {
      const id = 2 + visit * 5;
      return [
        ['MapStateEntered', id - 1, { name: `Each ${visit}` }],
        ['MapStateStarted', id, { length: 0 }],
        ['MapRunStarted', id + 1, { mapRunArn: `${RUN}${visit}` }],
        ['MapRunSucceeded', id + 2],
        ['MapStateExited', id + 3, { name: `Each ${visit}` }],
      ] as const;
    });
    const { others, states } = await find([['ExecutionStarted', 0], ...visits.flat()]);
    expect(others).toHaveLength(5);
    expect([...states.mapRuns.values()].filter(({ unknown }) => unknown)).toHaveLength(4);
  });
});

describe('findStates, for names that only the data of an event holds,', () => {
  const start = { resourceType: 'states', resource: 'startExecution.sync' };
  const lambda = { resourceType: 'lambda', resource: 'invoke' };

  it('asks in one small call for the nested execution that a state started', async () => {
    const { states, line, requests } = await find([
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, { name: 'Call' }],
      ['TaskScheduled', 2, start],
      ['TaskStarted', 3, start],
      ['TaskSubmitted', 4, { ...start, output: JSON.stringify({ ExecutionArn: NESTED }) }],
      ['TaskSucceeded', 5, { ...start, output: JSON.stringify({ ExecutionArn: NESTED, Output: '{}' }) }],
      ['TaskStateExited', 6, { name: 'Call' }],
    ]);
    expect(requests).toHaveLength(2);
    expect(requests[1]).toMatchObject({ includeExecutionData: true, reverseOrder: true, maxResults: 2 });
    expect(states.nested.get(line)).toEqual([NESTED]);
  });

  it('asks for the function that failed', async () => {
    const { states } = await find([
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, { name: 'Load' }],
      ['TaskScheduled', 2, { ...lambda, parameters: '{"FunctionName":"load","Payload":{"secret":1}}' }],
      ['TaskFailed', 3, { ...lambda, error: 'E' }],
      ['ExecutionFailed', 4, { error: 'E' }],
    ]);
    expect(states.functionName).toBe('load');
    expect(JSON.stringify([...(states.lines[0]?.errors ?? []), states.functionName])).not.toContain('secret');
  });

  it.each([
    [0, [{ reverseOrder: false, maxResults: 6 }]],
    [30, []],
  ])(
    'asks at the beginning alone where the history was not read to its end, after %i events',
    async (before, asked) => {
      const passes = (count: number) =>
        Array.from({ length: count }, (_, index) => ['PassStateEntered', 0, { name: `S${index}` }] as const);
      const { requests } = await find(
        [
          ['ExecutionStarted', 0],
          ...passes(before),
          ['TaskStateEntered', 0, { name: 'Call' }],
          ['TaskScheduled', before + 2, start],
          ['TaskStarted', before + 3, start],
          ['TaskSubmitted', before + 4, start],
          ['TaskSucceeded', before + 5, start],
          ['TaskStateExited', before + 6, { name: 'Call' }],
          ...passes(60),
        ],
        { pageSize: 40, failAt: { event: 45, error: Object.assign(new Error('no'), { name: 'InternalError' }) } },
      );
      expect(requests.filter(({ includeExecutionData }) => includeExecutionData)).toMatchObject(asked);
    },
  );

  it('does not ask for an event that is out of reach', async () => {
    const { requests, states } = await find([
      ['ExecutionStarted', 0],
      ...Array.from({ length: 60 }, (_, index) => ['PassStateEntered', index, { name: `S${index}` }] as const),
      ['TaskStateEntered', 0, { name: 'Load' }],
      ['TaskScheduled', 62, lambda],
      ...Array.from({ length: 60 }, (_, index) => ['PassStateEntered', index, { name: `T${index}` }] as const),
      ['TaskFailed', 63, { ...lambda, error: 'E' }],
      ['ExecutionFailed', 124, { error: 'E' }],
    ]);
    expect(requests).toHaveLength(1);
    expect(states.functionName).toBeUndefined();
  });
});

import type { GetExecutionHistoryCommandInput, HistoryEvent } from '@aws-sdk/client-sfn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeStepFunctions } from '../testing/fake-step-functions.ts';
import { history } from '../testing/history.ts';
import { createReadHistory } from './read-history.ts';
import type { StepFunctionsClient } from './sfn-client.ts';

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:2024-03-05';

function events(count: number) {
  return history(...Array.from({ length: count }, (_, id) => ['TaskStarted', id] as const));
}

function error(name: string) {
  return Object.assign(new Error('no'), { name });
}

/** Returns the ids in the order in which the reader was given them, with `skip` for a gap. */
async function read(client: StepFunctionsClient, { timeoutMs = 60_000 } = {}) {
  const given: (number | 'skip')[] = [];
  const reader = { add: ({ id }: { id: number }) => given.push(id), skip: () => given.push('skip') };
  return { given, ...(await createReadHistory(client, timeoutMs)(ARN, reader)) };
}

function ids(from: number, to: number) {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

describe('createReadHistory, for a history of one page,', () => {
  it('makes one call, without inputs and outputs', async () => {
    const { client, requests } = fakeStepFunctions(events(1_000));
    expect((await read(client)).given).toEqual(ids(1, 1_000));
    expect(requests).toEqual([
      { executionArn: ARN, nextToken: undefined, maxResults: 1_000, includeExecutionData: false },
    ]);
  });

  it('reads nothing of an empty history', async () => {
    expect(await read(fakeStepFunctions([]).client)).toEqual({ given: [], events: 0, missing: undefined });
  });
});

describe('createReadHistory, for a history of many pages,', () => {
  it('reads from both ends at once, in no more calls', async () => {
    const { client, requests } = fakeStepFunctions(events(25_000));
    const { given, missing } = await read(client);
    expect(given).toEqual(ids(1, 25_000));
    expect(missing).toBeUndefined();
    expect(requests.length).toBeLessThanOrEqual(26);
    expect(requests.filter(({ reverseOrder }) => reverseOrder)).toHaveLength(12);
  });

  it('gives every event once and in order, whatever the pages are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 400 }), fc.integer({ min: 1, max: 60 }), async (count, pageSize) => {
        const { client } = fakeStepFunctions(events(count), { pageSize });
        expect((await read(client)).given).toEqual(ids(1, count));
      }),
    );
  });

  it('goes on after a page that holds no events', async () => {
    const pages = [{ nextToken: 'more' }, { events: events(2) }, { events: events(2).reverse() }];
    const client = { send: async () => pages.shift() ?? { events: [] } } as unknown as StepFunctionsClient;
    expect((await read(client)).given).toEqual([1, 2]);
  });

  it('gives the events in order where AWS does not order its pages', async () => {
    const given = await Promise.all(
      [7, 50].map(async (pageSize) => {
        const { client } = fakeStepFunctions(events(50), { pageSize });
        const send = async (command: unknown, options: object) => {
          const page = await (client.send as (...args: unknown[]) => Promise<{ events: HistoryEvent[] }>)(
            command,
            options,
          );
          return {
            ...page,
            events: page.events.toSorted((one, other) => (Number(one.id) % 3) - (Number(other.id) % 3)),
          };
        };
        return (await read({ send } as unknown as StepFunctionsClient)).given;
      }),
    );
    expect(given).toEqual([ids(1, 50), ids(1, 50)]);
  });

  it('reads a history that grows meanwhile up to the end that it had when its last page was read', async () => {
    const grown = events(30);
    const { client } = fakeStepFunctions(grown, { pageSize: 7 });
    const send = async (command: { input: GetExecutionHistoryCommandInput }, options: object) => {
      if (grown.length < 40) grown.push({ ...grown.at(-1), id: grown.length + 1 } as HistoryEvent);
      return (client.send as (...args: unknown[]) => unknown)(command, options);
    };
    const { given } = await read({ send } as unknown as StepFunctionsClient);
    expect(given).toEqual(ids(1, given.length));
  });

  it('gives the calls for all pages one deadline', async () => {
    const signals = new Set<AbortSignal>();
    const { client } = fakeStepFunctions(events(2_500));
    const send = (command: unknown, options: { abortSignal: AbortSignal }) => {
      signals.add(options.abortSignal);
      return (client.send as (...args: unknown[]) => unknown)(command, options);
    };
    await read({ send } as unknown as StepFunctionsClient);
    expect(signals.size).toBe(1);
  });
});

describe('createReadHistory, where Step Functions refuses a page,', () => {
  it('reads nothing of a history that is denied at once, and says why', async () => {
    const denied = error('AccessDeniedException');
    const { client } = fakeStepFunctions(events(5), { failAt: { event: 0, error: denied } });
    expect(await read(client)).toEqual({
      given: [],
      events: 0,
      missing: {
        after: 0,
        before: undefined,
        failure: expect.objectContaining({
          error: denied,
          reason: 'the history may not be read: states:GetExecutionHistory was denied',
        }),
      },
    });
  });

  it('gives both ends of a history whose middle is refused, and reports the gap to the reader', async () => {
    const refusal = error('InternalError');
    const { client } = fakeStepFunctions(events(50), { pageSize: 10, failAt: { event: 15, error: refusal } });
    const { given, missing } = await read(client);
    expect(given).toEqual([...ids(1, 10), 'skip', ...ids(41, 50)]);
    expect(missing).toEqual({ after: 10, before: 41, failure: expect.objectContaining({ error: refusal }) });
  });

  it.each([0, 15, 45])('begins again where a token expires at event %i, and gives no event twice', async (event) => {
    const { client } = fakeStepFunctions(events(50), {
      pageSize: 10,
      failAt: { event, error: error('InvalidToken'), times: 1 },
    });
    const { given, missing } = await read(client);
    expect(given).toEqual(ids(1, 50));
    expect(missing).toBeUndefined();
  });

  it('gives up where every token expires', async () => {
    const { client } = fakeStepFunctions(events(50), {
      pageSize: 10,
      failAt: { event: 15, error: error('InvalidToken') },
    });
    expect((await read(client)).missing).toMatchObject({ after: 10 });
  });

  it('gives the events that it has read when the time is over before a page was answered', async () => {
    const { client } = fakeStepFunctions(events(50), { pageSize: 10 });
    const send = ({ input }: { input: GetExecutionHistoryCommandInput }, options: { abortSignal: AbortSignal }) =>
      input.nextToken === '10' && !input.reverseOrder
        ? new Promise((_, reject) =>
            options.abortSignal.addEventListener('abort', () => reject(options.abortSignal.reason)),
          )
        : (client.send as (...args: unknown[]) => unknown)({ input }, options);
    const { given, missing } = await read({ send } as unknown as StepFunctionsClient, { timeoutMs: 50 });
    expect(given).toEqual([...ids(1, 10), 'skip', ...ids(41, 50)]);
    expect(missing).toMatchObject({ after: 10, before: 41, failure: { error: { name: 'TimeoutError' } } });
  });
});

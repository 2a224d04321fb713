import type { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { createReadHistory } from './read-history.ts';
import { fakeStepFunctions } from './testing/fake-step-functions.ts';
import { history } from './testing/history.ts';

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:2024-03-05';
const events = history(...Array.from({ length: 2_500 }, (_, index) => ['TaskStarted', index] as const));

const readAll = async (client: ReturnType<typeof fakeStepFunctions>['client']): Promise<number[]> => {
  const ids: number[] = [];
  for await (const page of createReadHistory(client)(ARN)) ids.push(...page.map(({ id }) => id));
  return ids;
};

describe('createReadHistory', () => {
  it('gives every event of every page, once and in order', async () => {
    const { client } = fakeStepFunctions(events);
    expect(await readAll(client)).toEqual(events.map(({ id }) => id));
  });

  it('asks for the largest pages, without inputs and outputs', async () => {
    const { client, requests } = fakeStepFunctions(events);
    await readAll(client);
    expect(requests).toEqual([
      { executionArn: ARN, nextToken: undefined, maxResults: 1_000, includeExecutionData: false },
      { executionArn: ARN, nextToken: '1000', maxResults: 1_000, includeExecutionData: false },
      { executionArn: ARN, nextToken: '2000', maxResults: 1_000, includeExecutionData: false },
    ]);
  });

  it('goes on after a page without events', async () => {
    const pages = [{ nextToken: 'more' }, { events: events.slice(0, 2) }];
    const client = { send: async () => pages.shift() } as unknown as Parameters<typeof createReadHistory>[0];
    expect(await readAll(client)).toEqual([1, 2]);
  });

  it('gives all pages one deadline', async () => {
    const signals: unknown[] = [];
    const { client } = fakeStepFunctions(events);
    const send = async (command: GetExecutionHistoryCommand, { abortSignal }: { abortSignal: AbortSignal }) => {
      signals.push(abortSignal);
      return client.send(command);
    };
    await readAll({ send } as unknown as typeof client);
    expect(signals).toHaveLength(3);
    expect(signals[0]).toBeInstanceOf(AbortSignal);
    expect(new Set(signals).size).toBe(1);
  });

  it('passes on what Step Functions refuses', async () => {
    const error = new Error('no');
    const { client } = fakeStepFunctions(events, { failAt: { event: 0, error } });
    await expect(readAll(client)).rejects.toBe(error);
  });
});

import { Readable } from 'node:stream';
import { SFNClient } from '@aws-sdk/client-sfn';
import { CLIENT_CONFIG, rememberThrottling } from '@shipbell/core/runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReads } from './reads.ts';
import { leanHistory } from './sfn-client.ts';

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:weekly-stock:7';
const STATE_MACHINE_ARN = 'arn:aws:states:eu-west-1:123456789012:stateMachine:weekly-stock';

/** How long what was throttled is not asked again. */
const REST_MS = 10_000;

const THROTTLED = { statusCode: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } };

type Answer = { readonly statusCode: number; readonly body: object };

/** Returns the reads of a Step Functions that answers so, and the actions that it was asked for. */
function setUp(answerTo: (action: string, count: number) => Answer) {
  const asked: string[] = [];
  const handle = async ({ headers }: { headers: Record<string, string> }) => {
    const action = headers['x-amz-target']?.split('.').at(-1) ?? '';
    asked.push(action);
    const { statusCode, body } = answerTo(action, asked.length);
    return { response: { statusCode, headers: {}, body: Readable.from([Buffer.from(JSON.stringify(body))]) } };
  };
  const client = new SFNClient({
    ...CLIENT_CONFIG,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    requestHandler: { handle } as never,
  });
  return { reads: createReads(leanHistory(rememberThrottling(client)), true), asked };
}

/** Returns what the call returns and how long it waited, on a clock that stands still but for waiting. */
async function timed<Value>(call: () => Promise<Value>): Promise<{ value: Value; waitedMs: number }> {
  const from = performance.now();
  let isOver = false;
  const value = call().finally(() => {
    isOver = true;
  });
  while (!isOver) await vi.advanceTimersToNextTimerAsync();
  return { value: await value, waitedMs: performance.now() - from };
}

const READER = { add: () => undefined, skip: () => undefined };

describe('a read that AWS throttles', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('costs three refused calls and three seconds at most, and nothing more for some seconds', async () => {
    const { reads, asked } = setUp(() => THROTTLED);
    const { value, waitedMs } = await timed(() => reads.readHistory(ARN, READER));
    const reason = 'the history could not be read: AWS throttled states:GetExecutionHistory; nothing more was asked';
    expect(value).toMatchObject({ events: 0, missing: { failure: { reason } } });
    expect(asked).toHaveLength(3);
    expect(waitedMs).toBeLessThanOrEqual(3_000);

    const next = await timed(() => reads.readHistory(ARN, READER));
    expect(next).toMatchObject({ value: { missing: { failure: { reason } } }, waitedMs: 0 });
    expect(asked).toHaveLength(3);

    await vi.advanceTimersByTimeAsync(REST_MS);
    await timed(() => reads.readHistory(ARN, READER));
    expect(asked).toHaveLength(6);
  });

  it('costs no more where a history is read from both its ends', async () => {
    const page = { events: [{ timestamp: 1, type: 'ExecutionStarted', id: 1 }], nextToken: 'more' };
    const { reads, asked } = setUp((_, count) => (count === 1 ? { statusCode: 200, body: page } : THROTTLED));
    const { value, waitedMs } = await timed(() => reads.readHistory(ARN, READER));
    expect(value).toMatchObject({ events: 1, missing: { after: 1, before: undefined } });
    expect(asked).toHaveLength(1 + 3);
    expect(waitedMs).toBeLessThanOrEqual(3_000);
  });

  it('is whole where AWS refuses it twice only', async () => {
    const page = { events: [{ timestamp: 1, type: 'ExecutionStarted', id: 1 }] };
    const { reads } = setUp((_, count) => (count < 3 ? THROTTLED : { statusCode: 200, body: page }));
    expect((await timed(() => reads.readHistory(ARN, READER))).value).toEqual({ events: 1, missing: undefined });
  });

  it('costs as little where it is the list of executions, and does not cost the history', async () => {
    const { reads, asked } = setUp((action) =>
      action === 'ListExecutions' ? THROTTLED : { statusCode: 200, body: { events: [] } },
    );
    const { value, waitedMs } = await timed(() => reads.readTypicalDuration(STATE_MACHINE_ARN, ARN));
    expect(value.failure?.reason).toBe(
      'the list of executions could not be read: AWS throttled states:ListExecutions; nothing more was asked',
    );
    expect(asked).toEqual(Array(3).fill('ListExecutions'));
    expect(waitedMs).toBeLessThanOrEqual(3_000);
    await timed(() => reads.readTypicalDuration(STATE_MACHINE_ARN, ARN));
    expect(asked).toHaveLength(3);
    expect((await timed(() => reads.readHistory(ARN, READER))).value).toEqual({ events: 0, missing: undefined });
  });
});

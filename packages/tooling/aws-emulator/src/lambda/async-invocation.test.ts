import { describe, expect, it } from 'vitest';
import { type AsyncConfig, invokeAsync } from './async-invocation.ts';
import type { LambdaFunction } from './function.ts';
import type { Reply } from './invocation.ts';

const FAILURE: Reply = { error: { errorType: 'Error', errorMessage: 'no' } };

/** Returns a function that gives these replies one after the other, and the request ids that it got. */
function scripted(...replies: Reply[]) {
  const requestIds: (string | undefined)[] = [];
  const invoke = async (_event: unknown, requestId?: string) => {
    requestIds.push(requestId);
    return replies[requestIds.length - 1] ?? FAILURE;
  };
  const lambda: LambdaFunction = { name: 'f', arn: 'arn:aws:lambda:r:123456789012:function:f', timeout: 3, invoke };
  return { lambda, requestIds };
}

function configure(more: Partial<AsyncConfig> = {}) {
  const records: object[] = [];
  const onFailure = async (record: object) => void records.push(record);
  const config: AsyncConfig = { retries: 2, timeScale: 0, closing: new AbortController().signal, onFailure, ...more };
  return { config, records };
}

describe('invokeAsync', () => {
  it('invokes the function once when it succeeds', async () => {
    const { lambda, requestIds } = scripted({ result: null });
    const { config, records } = configure();
    await invokeAsync(lambda, {}, config);
    expect([requestIds.length, records.length]).toEqual([1, 0]);
  });

  it('retries twice, with the same request id', async () => {
    const { lambda, requestIds } = scripted(FAILURE, FAILURE, { result: 'at last' });
    const { config, records } = configure();
    await invokeAsync(lambda, {}, config);
    expect(requestIds).toHaveLength(3);
    expect(new Set(requestIds).size).toBe(1);
    expect(records).toEqual([]);
  });

  it('sends a record of the event to the on-failure destination when all attempts have failed', async () => {
    const { lambda, requestIds } = scripted();
    const { config, records } = configure();
    await invokeAsync(lambda, { detail: 1 }, config);
    expect(records).toEqual([
      {
        version: '1.0',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        requestContext: {
          requestId: requestIds[0],
          functionArn: 'arn:aws:lambda:r:123456789012:function:f:$LATEST',
          condition: 'RetriesExhausted',
          approximateInvokeCount: 3,
        },
        requestPayload: { detail: 1 },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: { errorType: 'Error', errorMessage: 'no' },
      },
    ]);
  });

  it('retries as often as the function is configured', async () => {
    const { lambda, requestIds } = scripted();
    const { config, records } = configure({ retries: 0 });
    await invokeAsync(lambda, {}, config);
    expect([requestIds.length, records.length]).toEqual([1, 1]);
  });

  it('drops the event when there is no destination', async () => {
    const { lambda, requestIds } = scripted();
    await invokeAsync(lambda, {}, configure({ onFailure: undefined }).config);
    expect(requestIds).toHaveLength(3);
  });
});

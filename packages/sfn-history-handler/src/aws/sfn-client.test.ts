import { Readable } from 'node:stream';
import { DescribeExecutionCommand, GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { toHistoryEvent } from '../history/history-event.ts';
import { leanHistory } from './sfn-client.ts';

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:1';

const EVENTS = [
  { timestamp: 1709604001.25, type: 'ExecutionStarted', id: 1, previousEventId: 0 },
  {
    timestamp: 1709604001.5,
    type: 'TaskScheduled',
    id: 2,
    previousEventId: 0,
    taskScheduledEventDetails: { resourceType: 'lambda', resource: 'invoke', parameters: '{"FunctionName":"load"}' },
  },
];

/** Returns a client that gives the answers one after the other, each in pieces as from a socket. */
function clientOf(...answers: { readonly statusCode?: number; readonly body: object }[]) {
  const handle = async () => {
    const { statusCode = 200, body } = answers.shift() ?? { body: {} };
    const text = Buffer.from(JSON.stringify(body));
    const response = { statusCode, headers: {}, body: Readable.from([text.subarray(0, 7), text.subarray(7)]) };
    return { response };
  };
  return new SFNClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    requestHandler: { handle } as never,
    maxAttempts: 1,
  });
}

function history(client: SFNClient) {
  return client.send(new GetExecutionHistoryCommand({ executionArn: ARN }));
}

describe('leanHistory', () => {
  it('makes the client give the same events to the reader as the SDK does, and the token', async () => {
    const body = { events: EVENTS, nextToken: 'more' };
    const lean = await history(leanHistory(clientOf({ body })));
    const plain = await history(clientOf({ body }));
    expect(lean.events?.map(toHistoryEvent)).toEqual(plain.events?.map(toHistoryEvent));
    expect(lean.nextToken).toBe('more');
    expect(lean.$metadata.httpStatusCode).toBe(200);
  });

  it('makes the client give each call its own events', async () => {
    const client = leanHistory(
      clientOf({ body: { events: EVENTS.slice(0, 1) } }, { body: {} }, { body: { events: EVENTS } }),
    );
    expect((await history(client)).events).toHaveLength(1);
    expect((await history(client)).events).toEqual([]);
    expect((await history(client)).events).toHaveLength(2);
  });

  it('leaves errors and other operations to the SDK', async () => {
    const refusal = { statusCode: 400, body: { __type: 'InvalidToken', message: 'expired' } };
    await expect(history(leanHistory(clientOf(refusal)))).rejects.toMatchObject({ name: 'InvalidToken' });
    const described = leanHistory(clientOf({ body: { executionArn: ARN, startDate: 1709604001 } }));
    const { startDate } = await described.send(new DescribeExecutionCommand({ executionArn: ARN }));
    expect(startDate).toEqual(new Date(1709604001_000));
  });
});

import { InvokeCommand, type InvokeCommandInput, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { expect, it, onTestFinished } from 'vitest';
import { awsClients } from '../clients.ts';
import { startGateway } from '../gateway/gateway.ts';
import { stubService } from '../testing/stub-service.ts';
import type { Reply } from './invocation.ts';
import { invokeService } from './invoke-service.ts';

const ARN = 'arn:aws:lambda:ap-northeast-2:123456789012:function:handler';

/** Starts Lambda's API with a function `handler`, and lists the events of its synchronous and asynchronous invocations. */
async function start(reply: Reply = { result: null }) {
  const events: unknown[] = [];
  const later: unknown[] = [];
  const invoke = async (event: unknown) => {
    events.push(event);
    return reply;
  };
  const functions = new Map([['handler', { invoke, invokeLater: (event: unknown) => later.push(event) }]]);
  const moto = stubService();
  const gateway = await startGateway(invokeService(functions, '123456789012', moto.service));
  onTestFinished(gateway.close);
  const { lambda } = awsClients(gateway.url, 'ap-northeast-2');
  const ask = async ({ FunctionName = 'handler', ...more }: Partial<InvokeCommandInput>) => {
    const { $metadata, Payload, ...output } = await lambda.send(new InvokeCommand({ FunctionName, ...more }));
    return { ...output, payload: Payload?.transformToString() };
  };
  return { events, later, ask, lambda, moto };
}

it('Invoke answers with what the function returns', async () => {
  const { ask, events } = await start({ result: { done: 1 } });
  expect(await ask({ Payload: '{"n":1}' })).toEqual({
    StatusCode: 200,
    ExecutedVersion: '$LATEST',
    payload: '{"done":1}',
  });
  expect(events).toEqual([{ n: 1 }]);
});

it('Invoke answers with the error of a function that fails, marked as unhandled', async () => {
  const error = { errorType: 'RangeError', errorMessage: 'too far', trace: [] };
  const { ask } = await start({ error });
  const answer = await ask({ Payload: '{}' });
  expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
  expect(JSON.parse(answer.payload ?? '')).toEqual(error);
});

it('Invoke with the type Event answers before the function runs', async () => {
  const { ask, events, later } = await start();
  expect(await ask({ InvocationType: 'Event', Payload: '{"n":1}' })).toEqual({ StatusCode: 202 });
  expect([events, later]).toEqual([[], [{ n: 1 }]]);
});

it('Invoke with the type DryRun does not run the function', async () => {
  const { ask, events, later } = await start();
  expect(await ask({ InvocationType: 'DryRun' })).toMatchObject({ StatusCode: 204 });
  expect([events, later]).toEqual([[], []]);
});

it.each([ARN, `${ARN}:$LATEST`, '123456789012:function:handler', 'handler:$LATEST'])(
  'Invoke finds the function by %s',
  async (FunctionName) => {
    const { ask, events } = await start();
    await ask({ FunctionName });
    expect(events).toEqual([{}]);
  },
);

it('Invoke refuses a function that does not exist', async () => {
  const { ask } = await start();
  await expect(ask({ FunctionName: 'another', InvocationType: 'Event' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:ap-northeast-2:123456789012:function:another',
    $metadata: { httpStatusCode: 404 },
  });
});

it('Invoke refuses an event that is not JSON', async () => {
  const { ask, later } = await start();
  await expect(ask({ InvocationType: 'Event', Payload: '{"n":' })).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
    message: expect.stringContaining('Could not parse request body into json'),
  });
  expect(later).toEqual([]);
});

it('moto answers the other operations of Lambda', async () => {
  const { lambda, moto } = await start();
  await lambda.send(new ListFunctionsCommand({}));
  expect(moto.requests).toMatchObject([{ method: 'GET', path: expect.stringContaining('/functions') }]);
});

import { expect, it } from 'vitest';
import { awsRequest, stubService } from '../testing/stub-service.ts';
import { type FunctionCall, withAccess, withCallLog } from './function-calls.ts';

it('withCallLog lists the calls of functions, and not those of this process', async () => {
  const moto = stubService(() => 'moto');
  const calls: FunctionCall[] = [];
  const logged = withCallLog(calls, moto.service);
  const request = awsRequest('ListExecutions', { maxResults: 25 }, { service: 'states', accessKey: 'a-function' });
  expect(await logged(request)).toMatchObject({ body: 'moto' });
  await logged({ ...request, accessKey: 'local' });
  expect(moto.requests).toHaveLength(2);
  expect(calls).toEqual([
    { by: 'a-function', action: 'states:ListExecutions', region: request.region, input: '{"maxResults":25}' },
  ]);
});

it('withAccess denies an action to functions alone, as long as it is in the set', async () => {
  const moto = stubService(() => 'moto');
  const denied = new Set(['codepipeline:GetPipelineState']);
  const guarded = withAccess(denied, moto.service);
  const request = awsRequest('GetPipelineState', {}, { service: 'codepipeline', accessKey: 'a-function' });
  expect(await guarded(request)).toMatchObject({ status: 400, body: expect.stringContaining('AccessDeniedException') });
  expect(await guarded({ ...request, accessKey: 'local' })).toMatchObject({ body: 'moto' });
  denied.clear();
  expect(await guarded(request)).toMatchObject({ body: 'moto' });
});

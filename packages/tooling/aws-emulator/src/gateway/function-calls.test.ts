import { expect, it } from 'vitest';
import { awsRequest, stubService } from '../testing/stub-service.ts';
import { type FunctionCall, withAccess, withCallLog } from './function-calls.ts';

it('withCallLog lists the calls of functions, not those of this process, nor what nobody signed', async () => {
  const moto = stubService(() => 'moto');
  const calls: FunctionCall[] = [];
  const logged = withCallLog(calls, moto.service);
  const request = awsRequest('ListExecutions', { maxResults: 25 }, { service: 'states', accessKey: 'a-function' });
  expect(await logged(request)).toMatchObject({ body: 'moto' });
  await logged({ ...request, accessKey: 'local' });
  await logged({ ...request, accessKey: '' });
  expect(moto.requests).toHaveLength(3);
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

it('withAccess refuses what nobody signed', async () => {
  const moto = stubService(() => 'moto');
  const request = awsRequest('', {}, { service: '', accessKey: '' });
  expect(await withAccess(new Set(), moto.service)(request)).toMatchObject({ status: 403 });
  expect(moto.requests).toEqual([]);
});

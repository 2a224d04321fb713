import { expect, it } from 'vitest';
import { type FunctionCall, withCallLog } from './call-log.ts';
import { awsRequest, stubService } from './testing/stub-service.ts';

it('remembers what functions ask of AWS, and not what we do', async () => {
  const moto = stubService(() => 'moto');
  const calls: FunctionCall[] = [];
  const logged = withCallLog(calls, moto.service);
  const request = awsRequest('ListExecutions', { maxResults: 25 }, { service: 'states', accessKey: 'a-function' });
  expect(await logged(request)).toMatchObject({ body: 'moto' });
  await logged({ ...request, accessKey: 'local' });
  expect(moto.requests).toHaveLength(2);
  expect(calls).toEqual([{ by: 'a-function', action: 'states:ListExecutions', input: '{"maxResults":25}' }]);
});

import { expect, it } from 'vitest';
import { withAccess } from './access.ts';
import { awsRequest, stubService } from './testing/stub-service.ts';

it('denies an action to functions and to nobody else, as long as it stands', async () => {
  const moto = stubService(() => 'moto');
  const denied = new Set(['codepipeline:GetPipelineState']);
  const guarded = withAccess(denied, moto.service);
  const request = awsRequest('GetPipelineState', {}, { service: 'codepipeline', accessKey: 'a-function' });
  expect(await guarded(request)).toMatchObject({ status: 400, body: expect.stringContaining('AccessDeniedException') });
  expect(await guarded({ ...request, accessKey: 'local' })).toMatchObject({ body: 'moto' });
  denied.clear();
  expect(await guarded(request)).toMatchObject({ body: 'moto' });
});

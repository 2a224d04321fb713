import { expect, it } from 'vitest';
import { awsRequest, stubService } from '../testing/stub-service.ts';
import { operationService } from './operations.ts';

const service = operationService(
  { GetTime: () => ({ at: new Date(1500), in: [{ at: new Date(0) }] }) },
  stubService(() => 'moto').service,
);

it('operationService answers with dates as seconds of the epoch', async () => {
  expect(await service(awsRequest('GetTime', {}))).toMatchObject({ body: '{"at":1.5,"in":[{"at":0}]}' });
});

it('operationService passes other operations on to moto', async () => {
  expect(await service(awsRequest('SetTime', {}))).toMatchObject({ body: 'moto' });
});

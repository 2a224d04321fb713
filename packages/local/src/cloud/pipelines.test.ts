import { expect, it } from 'vitest';
import { fixtures } from '../fixtures.ts';
import { withAccess } from './access.ts';
import { pipelineService } from './pipelines.ts';
import { awsRequest, stubService } from './testing/stub-service.ts';

const moto = stubService(() => 'moto');
const service = pipelineService(fixtures('codepipeline'), '123456789012', moto.service);

it('answers with the state of a pipeline that has a file', async () => {
  const response = await service(awsRequest('GetPipelineState', { name: '2024-corea-backend-develop' }));
  expect(JSON.parse(response.body.toString())).toMatchObject({ pipelineName: '2024-corea-backend-develop' });
});

it('does not know any other pipeline', async () => {
  const response = await service(awsRequest('GetPipelineState', { name: 'nobody-made-this' }));
  expect(response.status).toBe(400);
  expect(JSON.parse(response.body.toString())).toEqual({
    __type: 'PipelineNotFoundException',
    message: "Account '123456789012' does not have a pipeline with name 'nobody-made-this'",
  });
});

it('answers with the history of a pipeline and with one of its executions', async () => {
  const pipelineName = '2024-corea-admin-develop';
  const history = await service(awsRequest('ListActionExecutions', { pipelineName }));
  const [{ pipelineExecutionId }] = JSON.parse(history.body.toString()).actionExecutionDetails;
  const execution = await service(awsRequest('GetPipelineExecution', { pipelineName, pipelineExecutionId }));
  expect(JSON.parse(execution.body.toString()).pipelineExecution).toMatchObject({ pipelineName, pipelineExecutionId });
});

it('does not know any other execution', async () => {
  const input = { pipelineName: '2024-corea-admin-develop', pipelineExecutionId: 'none' };
  const response = await service(awsRequest('GetPipelineExecution', input));
  expect(JSON.parse(response.body.toString())).toMatchObject({ __type: 'PipelineExecutionNotFoundException' });
});

it('leaves the rest of CodePipeline to moto', async () => {
  expect(await service(awsRequest('ListPipelines', {}))).toMatchObject({ body: 'moto' });
});

it('denies an action to functions and to nobody else, as long as it stands', async () => {
  const denied = new Set(['codepipeline:GetPipelineState']);
  const guarded = withAccess(denied, moto.service);
  const request = awsRequest('GetPipelineState', {}, { service: 'codepipeline', accessKey: 'a-function' });
  expect(await guarded(request)).toMatchObject({ status: 400, body: expect.stringContaining('AccessDeniedException') });
  expect(await guarded({ ...request, accessKey: 'local' })).toMatchObject({ body: 'moto' });
  denied.clear();
  expect(await guarded(request)).toMatchObject({ body: 'moto' });
});

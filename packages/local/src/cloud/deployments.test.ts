import { expect, it } from 'vitest';
import { fixtures } from '../fixtures.ts';
import { deploymentService } from './deployments.ts';
import { awsRequest, stubService } from './testing/stub-service.ts';

const service = deploymentService(fixtures('codedeploy'), stubService(() => 'moto').service);

it('answers with the targets of a deployment that has a file', async () => {
  const response = await service(awsRequest('ListDeploymentTargets', { deploymentId: 'd-K4QN7VXB2' }));
  const { targetIds } = JSON.parse(response.body.toString());
  const details = await service(awsRequest('BatchGetDeploymentTargets', { deploymentId: 'd-K4QN7VXB2', targetIds }));
  expect(JSON.parse(details.body.toString()).deploymentTargets).toHaveLength(targetIds.length);
});

it('does not know any other deployment', async () => {
  const response = await service(awsRequest('ListDeploymentTargets', { deploymentId: 'd-NOBODYS' }));
  expect(JSON.parse(response.body.toString())).toMatchObject({ __type: 'DeploymentDoesNotExistException' });
});

it('leaves the rest of CodeDeploy to moto', async () => {
  expect(await service(awsRequest('GetDeployment', {}))).toMatchObject({ body: 'moto' });
});

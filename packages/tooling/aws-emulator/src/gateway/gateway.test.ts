import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { awsClients } from '../clients.ts';
import { stubService } from '../testing/stub-service.ts';
import { awsError, jsonResponse, type Service, startGateway } from './gateway.ts';

async function start(service: Service) {
  const gateway = await startGateway(service);
  onTestFinished(gateway.close);
  return gateway;
}

describe('startGateway', () => {
  it('reads service, region, operation and access key from a request, in the JSON and in the query protocol', async () => {
    const stub = stubService(({ operation }) => (operation === 'ListTopics' ? '<ListTopicsResponse/>' : '{}'));
    const { url } = await start(stub.service);
    const { ssm, sns } = awsClients(url, 'eu-west-1');
    await ssm.send(new GetParameterCommand({ Name: '/dev/SLACK_URL' }));
    await sns.send(new ListTopicsCommand({}));
    expect(stub.requests).toMatchObject([
      { service: 'ssm', region: 'eu-west-1', operation: 'GetParameter', accessKey: 'local' },
      { service: 'sns', region: 'eu-west-1', operation: 'ListTopics', accessKey: 'local' },
    ]);
  });

  it('passes the answer of a service on to the client', async () => {
    const { url } = await start(async () => jsonResponse({ Parameter: { Value: 'v' } }));
    const { ssm } = awsClients(url, 'eu-west-1');
    expect(await ssm.send(new GetParameterCommand({ Name: 'n' }))).toMatchObject({ Parameter: { Value: 'v' } });
  });

  it('passes an error on with the name that the client reads', async () => {
    const { url } = await start(async () => awsError('ParameterNotFound', 'there is none'));
    const { ssm } = awsClients(url, 'eu-west-1');
    await expect(ssm.send(new GetParameterCommand({ Name: 'n' }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
      message: 'there is none',
    });
  });

  it('answers with status 500 and the reason when a service throws', async () => {
    const { url } = await start(async () => {
      throw new Error('out of order');
    });
    const config = { endpoint: url, region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
    const ssm = new SSMClient({ ...config, maxAttempts: 1 });
    await expect(ssm.send(new GetParameterCommand({ Name: 'n' }))).rejects.toThrow(/out of order/);
  });
});

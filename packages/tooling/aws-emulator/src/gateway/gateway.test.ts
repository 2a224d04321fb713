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
  it('knows the service, the region, the operation and who asks, in either protocol', async () => {
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

  it('passes an answer on to the client', async () => {
    const { url } = await start(async () => jsonResponse({ Parameter: { Value: 'v' } }));
    const { ssm } = awsClients(url, 'eu-west-1');
    expect(await ssm.send(new GetParameterCommand({ Name: 'n' }))).toMatchObject({ Parameter: { Value: 'v' } });
  });

  it('passes an error on so that the client knows its name', async () => {
    const { url } = await start(async () => awsError('ParameterNotFound', 'there is none'));
    const { ssm } = awsClients(url, 'eu-west-1');
    await expect(ssm.send(new GetParameterCommand({ Name: 'n' }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
      message: 'there is none',
    });
  });

  it('answers 500 when a service fails, and says why', async () => {
    const { url } = await start(async () => {
      throw new Error('out of order');
    });
    const config = { endpoint: url, region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
    const ssm = new SSMClient({ ...config, maxAttempts: 1 });
    await expect(ssm.send(new GetParameterCommand({ Name: 'n' }))).rejects.toThrow(/out of order/);
  });
});

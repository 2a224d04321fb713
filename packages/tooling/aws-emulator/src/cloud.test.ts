import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type CloudOptions, startCloud } from './cloud.ts';
import { awsError, jsonResponse } from './gateway/gateway.ts';

/** Starts a cloud on a moto that answers everything with the same parameter, and lists the operations that moto was asked for. */
async function start(interfere: CloudOptions['interfere']) {
  const asked: (string | undefined)[] = [];
  const moto = createServer((request, response) => {
    asked.push(request.headers['x-amz-target']?.toString());
    response.end(JSON.stringify({ Parameter: { Value: 'of moto' } }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => moto.once('listening', resolve));
  onTestFinished(() => void moto.close());
  vi.stubEnv('MOTO_URL', `http://127.0.0.1:${(moto.address() as AddressInfo).port}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const cloud = await startCloud({
    region: 'ap-northeast-2',
    timeScale: 1,
    directory: tmpdir(),
    progress: () => {},
    stopping: new AbortController().signal,
    ...(interfere && { interfere }),
  });
  onTestFinished(cloud.close);
  const read = () => cloud.clients.ssm.send(new GetParameterCommand({ Name: '/dev/SLACK_URL' }));
  return { read, asked: () => asked.filter((target) => target !== undefined) };
}

describe('startCloud', () => {
  it('passes requests on to moto when nothing interferes', async () => {
    const { read } = await start(undefined);
    expect(await read()).toMatchObject({ Parameter: { Value: 'of moto' } });
  });

  it('lets `interfere` answer in place of the services', async () => {
    const { read, asked } = await start(async () => jsonResponse({ Parameter: { Value: 'of another' } }));
    expect(await read()).toMatchObject({ Parameter: { Value: 'of another' } });
    expect(asked()).toEqual([]);
  });

  it('lets `interfere` lose an answer, after which the client asks again', async () => {
    let times = 0;
    const { read, asked } = await start(async (request, answer) => {
      const response = await answer(request);
      times += 1;
      return times === 1 ? awsError('ServiceUnavailable', 'lost', 503) : response;
    });
    expect(await read()).toMatchObject({ Parameter: { Value: 'of moto' } });
    expect(asked()).toEqual(['AmazonSSM.GetParameter', 'AmazonSSM.GetParameter']);
  });
});

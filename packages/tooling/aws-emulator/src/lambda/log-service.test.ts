import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AwsRequest } from '../gateway/gateway.ts';
import { functionLogService, logFile } from './log-service.ts';

function filter(logGroupName: string, operation = 'FilterLogEvents'): AwsRequest {
  const body = Buffer.from(JSON.stringify({ logGroupName, filterPattern: '"e-1"' }));
  const more = { region: 'eu-west-1', accessKey: 'local', method: 'POST', path: '/', headers: {} };
  return { service: 'logs', operation, body, ...more };
}

describe('functionLogService', () => {
  it('answers FilterLogEvents with the lines of the function that hold the term', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'shipbell-logs-'));
    await writeFile(logFile(directory, 'sender'), '{"id":"e-1"}\n{"id":"e-2"}\n');
    const moto = async () => ({ status: 400, headers: {}, body: 'moto' });
    const service = functionLogService(directory, moto);
    expect(await service(filter('/aws/lambda/sender'))).toMatchObject({
      status: 200,
      body: '{"events":[{"message":"{\\"id\\":\\"e-1\\"}"}]}',
    });
    expect(await service(filter('/aws/lambda/other'))).toMatchObject({ body: 'moto' });
    expect(await service(filter('/aws/lambda/sender', 'DescribeLogGroups'))).toMatchObject({ body: 'moto' });
  });
});

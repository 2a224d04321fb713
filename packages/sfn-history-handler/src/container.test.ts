import { startThrottlingAws } from '@shipbell/core/testing';
import { afterEach, expect, it, vi } from 'vitest';
import { createContainer } from './container.ts';

const env = {
  ENVIRONMENT: 'dev',
  QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev.fifo',
  STATE_MACHINES: '[]',
  LOG_LEVEL: 'info',
  COMPARE_DURATION: 'true',
  AWS_REGION: 'eu-west-1',
};

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it('createContainer returns reads that remember what AWS throttles, and count it', async () => {
  const aws = await startThrottlingAws();
  const values = {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_REGION: 'eu-west-1',
  };
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
  vi.spyOn(Math, 'random').mockReturnValue(0); // the SDK's pauses are a random part of their longest
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const { readMapRun } = createContainer(env).readsIn('eu-west-1');
  for (let events = 0; events < 3; events += 1) {
    const { failure } = await readMapRun('arn:aws:states:eu-west-1:123456789012:mapRun:weekly-stock/Items:1');
    expect(failure?.reason).toContain('AWS throttled states:DescribeMapRun; nothing more was asked');
  }
  expect(aws.refused()).toBe(3);
  expect(write.mock.calls.filter(([line]) => String(line).includes('"ThrottledReads":1'))).toHaveLength(3);
  aws.stop();
});

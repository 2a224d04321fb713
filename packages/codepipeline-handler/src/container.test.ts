import { startThrottlingAws } from '@shipbell/core/testing';
import { afterEach, expect, it, vi } from 'vitest';
import { createContainer } from './container.ts';

const env = {
  ENVIRONMENT: 'dev',
  QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev.fifo',
  DEPLOYMENTS: '[]',
  LOG_LEVEL: 'info',
  AWS_REGION: 'eu-west-1',
};

it('createContainer returns a pause that ends when its signal aborts', async () => {
  await expect(createContainer(env).pause(3_600_000, AbortSignal.timeout(1))).resolves.toBeUndefined();
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Returns the reads of a container whose AWS throttles every call, and how many calls that was. */
async function setUpThrottled() {
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
  return { ...createContainer(env).readsIn('eu-west-1'), aws, write, signal: new AbortController().signal };
}

it('createContainer returns reads that remember what AWS throttles, of both services, and count it', async () => {
  const { codepipeline, codedeploy, aws, write, signal } = await setUpThrottled();
  for (let events = 0; events < 3; events += 1) {
    const answers = [await codepipeline.readState('p', signal), await codedeploy.readDeployment('d-1', signal)];
    for (const { failure } of answers) expect(failure?.reason).toContain('nothing more was asked');
  }
  expect(aws.refused()).toBe(6);
  expect(write.mock.calls.filter(([line]) => String(line).includes('"ThrottledReads":1'))).toHaveLength(6);
  aws.stop();
});

it('createContainer returns reads of which four go side by side, and those that wait begin no more once AWS throttles', async () => {
  const { codepipeline, aws, signal } = await setUpThrottled();
  const answers = await Promise.all(Array.from({ length: 12 }, () => codepipeline.readState('p', signal)));
  for (const { failure } of answers) expect(failure?.reason).toContain('nothing more was asked');
  expect(aws.refused()).toBe(4);
  aws.stop();
});

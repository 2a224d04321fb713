import { expect, it } from 'vitest';
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

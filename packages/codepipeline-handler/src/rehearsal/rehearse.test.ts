import { recordingEdge } from '@shipbell/core/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createContainer } from '../container.ts';
import { createHandler } from '../handler.ts';
import { rehearse } from './rehearse.ts';
import { ANSWERS, EVENT, SETTINGS } from './scene.ts';

const env = {
  ENVIRONMENT: 'dev',
  QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev.fifo',
  DEPLOYMENTS: '[{"group":"another","statuses":["failed"]}]',
  LOG_LEVEL: 'debug',
  AWS_REGION: 'eu-west-1',
};

beforeEach(() => {
  const values = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'eu-west-1' };
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

it('a rehearsal calls each service that an event needs with an unsigned GET /, and logs and counts nothing', async () => {
  const { edge, requests, lines } = recordingEdge();
  await rehearse(env, edge);
  expect(requests.map(({ method, path, hostname }) => `${method} ${hostname}${path}`)).toEqual([
    'GET codedeploy.eu-west-1.amazonaws.com/',
    'GET codepipeline.eu-west-1.amazonaws.com/',
    'GET sqs.eu-west-1.amazonaws.com/',
  ]);
  expect(requests.map(({ headers }) => headers)).toEqual([{}, {}, {}]);
  expect(lines).toEqual([]);
});

it('a rehearsal runs the whole way, to the message of a deployment whose commit and changes are known', async () => {
  const { edge, requests, lines } = recordingEdge(ANSWERS);
  const handler = createHandler({ ...createContainer(env, edge), ...SETTINGS });
  await handler({ ...EVENT, region: env.AWS_REGION });
  const { MessageBody } = JSON.parse(new TextDecoder().decode(requests.at(-1)?.body));
  expect(MessageBody).toContain('✅ *shop* is live on *dev*: Remind the reviewer');
  expect(MessageBody).toContain('|What changed>');
  expect(lines.filter((line) => !line.includes('Put on the queue'))).toEqual([]);
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Notification } from '@shipbell/core';
import { checkSlackPayload, memoryLogger, memoryQueue, messageText } from '@shipbell/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHandler, type Dependencies } from './handler.ts';
import { codedeployFrom, type TargetsFixture } from './testing/deployment-targets.ts';
import { codepipelineFrom, type PipelineFixture } from './testing/pipelines.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const cases = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.event.json'))
  .map((file) => file.replace('.event.json', ''));

const read = (file: string) => JSON.parse(readFileSync(join(FIXTURES, file), 'utf8'));

const setUp = (
  pipelines: Readonly<Record<string, PipelineFixture>>,
  change: Partial<Dependencies> = {},
  targets: TargetsFixture = {},
) => {
  const { log, lines } = memoryLogger();
  const { enqueue, notifications } = memoryQueue();
  const handler = createHandler({
    environment: 'dev',
    deployments: [
      {
        group: '2024-corea-backend-develop-group',
        application: '2024-corea-backend-deploy',
        pipeline: '2024-corea-backend-dev-pipeline',
        name: 'backend',
        siteUrl: 'https://dev.code-review-area.com',
      },
      { group: 'billing-*', destination: 'billing' },
    ],
    log,
    codepipeline: codepipelineFrom(pipelines),
    codedeploy: codedeployFrom(targets),
    pause: async () => undefined,
    now: () => Date.parse('2024-11-02T00:00:00Z'),
    timeLimit: () => new AbortController().signal,
    enqueue,
    ...change,
  });
  return { handler, notifications, lines };
};

const run = async (name: string): Promise<Notification[]> => {
  const targets = existsSync(join(FIXTURES, `${name}.targets.json`)) ? read(`${name}.targets.json`) : {};
  const { handler, notifications } = setUp(read(`${name}.pipelines.json`), {}, targets);
  await handler(read(`${name}.event.json`));
  return notifications;
};

describe('each event becomes the messages beside it', () => {
  it.each(cases)('%s', async (name) => {
    const notifications = await run(name);
    const messages = notifications.map(({ destination, identity, message }) => ({ destination, identity, message }));
    await expect(`${JSON.stringify(messages, null, 2)}\n`).toMatchFileSnapshot(join(FIXTURES, `${name}.slack.json`));
    for (const { message } of notifications) {
      expect(checkSlackPayload(JSON.stringify(message))).toEqual({ status: 200, body: 'ok' });
    }
  });
});

describe('the handler', () => {
  const succeeded = read('succeeded.event.json');
  const pipelines = read('succeeded.pipelines.json');

  it('gives the same deployment the same identity in every envelope', async () => {
    const [fromSns] = await run('succeeded');
    const [fromEventBridge] = await run('eventbridge-codedeploy');
    expect(fromEventBridge?.identity).toEqual(fromSns?.identity);
  });

  it('says no end of a deployment that has not ended', async () => {
    const { handler, notifications } = setUp(pipelines);
    const event = read('eventbridge-codedeploy.event.json');
    await handler({ ...event, detail: { ...event.detail, state: 'START' } });
    expect(messageText(notifications[0]?.message ?? { text: '' })).not.toContain('Ended');
  });

  it('claims no commit where the pipeline names no execution', async () => {
    const state = structuredClone(pipelines);
    for (const stage of state['2024-corea-backend-dev-pipeline'].state.stageStates) {
      delete stage.latestExecution.pipelineExecutionId;
    }
    const { handler, notifications } = setUp(state);
    await handler(succeeded);
    expect(notifications[0]?.message.text).toContain('commit unknown');
  });

  it('takes every group, under its own name, where nothing is configured', async () => {
    const { handler, notifications } = setUp(pipelines, { deployments: [] });
    await handler(succeeded);
    expect(notifications[0]?.destination).toBe('default');
    expect(notifications[0]?.message.text).toContain('*2024-corea-backend-deploy* is live on *dev*');
  });

  it('sends the message when AWS does not answer within the time limit', async () => {
    const refuse = async (signal: AbortSignal) => signal.throwIfAborted() as never;
    const { handler, notifications } = setUp(pipelines, {
      timeLimit: () => AbortSignal.abort(),
      codepipeline: { ...codepipelineFrom({}), readState: (_pipeline, signal) => refuse(signal) },
      codedeploy: { readFailedTargets: (_deployment, signal) => refuse(signal) },
    });
    await handler(read('failed.event.json'));
    const text = messageText(notifications[0]?.message ?? { text: '' });
    expect(text).toContain('Commit unknown: pipeline 2024-corea-backend-dev-pipeline did not answer in time');
    expect(text).toContain('Where it failed is unknown: the targets of the deployment did not answer in time');
  });

  it('says in its log which group it ignored', async () => {
    const { handler, notifications, lines } = setUp({});
    await handler(read('not-configured-group.event.json'));
    expect(notifications).toEqual([]);
    expect(lines).toMatchObject([{ level: 'info', fields: { group: 'someone-elses-group' } }]);
  });

  it('throws when the queue refuses, so that Lambda tries again', async () => {
    const { enqueue } = memoryQueue(() => new Error('the queue is not there'));
    const { handler } = setUp(pipelines, { enqueue });
    await expect(handler(succeeded)).rejects.toThrow('the queue is not there');
  });

  it('enqueues the other records of an event when one of them is refused', async () => {
    let calls = 0;
    const { enqueue, notifications } = memoryQueue(() => (calls++ === 0 ? new Error('refused once') : undefined));
    const { handler } = setUp(pipelines, { enqueue });
    await expect(handler(read('several-records.event.json'))).rejects.toThrow('refused once');
    expect(notifications).toHaveLength(2);
  });

  it('enqueues the other records of an event when one of them is no record of SNS', async () => {
    const { handler, notifications } = setUp(pipelines);
    const event = { Records: [null, { Sns: { Message: 'x' } }, ...succeeded.Records] };
    await expect(handler(event)).rejects.toThrow('2 of 3 records failed');
    expect(notifications).toHaveLength(1);
  });

  it.each(['42', 'null', '[1, 2]', '"quoted"'])(
    'shows a text that is JSON by accident as it came: %s',
    async (Message) => {
      const { handler, notifications } = setUp(pipelines);
      await handler({ Records: [{ Sns: { MessageId: 'm', Message, Subject: null } }] });
      expect(messageText(notifications[0]?.message ?? { text: '' })).toContain(`> ${Message}`);
    },
  );

  it('never shows an approval’s token', async () => {
    const [notification] = await run('approval');
    expect(JSON.stringify(notification)).not.toContain('00000000token');
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'hello'],
    ['no records', { Records: [] }],
    ['a queue’s records', { Records: [{ messageId: '1', body: '{}', eventSource: 'aws:sqs' }] }],
    ['an API’s answer', { deploymentInfo: { deploymentId: 'd-1' } }],
  ])('refuses %s with a reason, for the on-failure queue to keep', async (_name, event) => {
    const { handler } = setUp({});
    await expect(handler(event)).rejects.toMatchObject({ name: 'InvalidEventError' });
  });

  it('answers any message on the topic with something that Slack takes', async () => {
    const payload = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      fc.json({ maxDepth: 3 }),
      fc
        .record({
          applicationName: fc.string(),
          deploymentGroupName: fc.string(),
          deploymentId: fc.string(),
          status: fc.anything(),
          createTime: fc.anything(),
          completeTime: fc.anything(),
          deploymentOverview: fc.anything(),
          errorInformation: fc.anything(),
          rollbackInformation: fc.anything(),
        })
        .map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(payload, async (Message) => {
        const { handler, notifications } = setUp({}, { deployments: [] });
        await handler({ Records: [{ Sns: { MessageId: 'm', Message, Subject: null } }] });
        expect(notifications).toHaveLength(1);
        expect(checkSlackPayload(JSON.stringify(notifications[0]?.message)).status).toBe(200);
        expect(messageText(notifications[0]?.message ?? { text: '' })).not.toMatch(/<(?!!date\^)/);
      }),
    );
  });
});

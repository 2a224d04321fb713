import { memoryQueue, messageText } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { createCodeDeploy } from './aws/codedeploy.ts';
import { createCodePipeline } from './aws/codepipeline.ts';
import { failure } from './testing/answers.ts';
import { approvalNotification, deploymentTrigger, throughTopic } from './testing/aws-events.ts';
import { DEPLOYMENTS, readFixture, worldOf } from './testing/fixtures.ts';
import { setUpHandler } from './testing/set-up-handler.ts';

const succeeded = readFixture('succeeded.event.json');
const world = worldOf('succeeded');
const settings = { deployments: DEPLOYMENTS };

describe('the handler', () => {
  it.each([
    ['nothing', undefined],
    ['a text', 'hello'],
    ['no records', { Records: [] }],
    ['a queue’s records', { Records: [{ messageId: '1', body: '{}', eventSource: 'aws:sqs' }] }],
    ['an API’s answer', { deploymentInfo: { deploymentId: 'd-1' } }],
  ])('refuses %s with a reason, for the on-failure queue to keep', async (_name, event) => {
    await expect(setUpHandler().handler(event)).rejects.toMatchObject({ name: 'InvalidEventError' });
  });

  it.each([
    ['text', /<https:[^|]*\|Deployment>/],
    ['buttons', /"type":"button","text":{"type":"plain_text","text":"Deployment"/],
  ] as const)('shows the links as %s where LINK_STYLE says so', async (linkStyle, form) => {
    const { handler, notifications } = setUpHandler(world, { ...settings, linkStyle });
    await handler(succeeded);
    expect(JSON.stringify(notifications[0]?.message)).toMatch(form);
  });

  it('throws when the queue refuses, so that Lambda tries again', async () => {
    const { enqueue } = memoryQueue(() => new Error('the queue is not there'));
    const { handler } = setUpHandler(world, { ...settings, enqueue });
    await expect(handler(succeeded)).rejects.toThrow('the queue is not there');
  });

  it.each(['42', 'null', '[1, 2]', '"quoted"'])(
    'shows a text that is JSON by accident as it came: %s',
    async (Message) => {
      const { handler, notifications } = setUpHandler();
      await handler(throughTopic(Message));
      expect(messageText(notifications[0]?.message ?? { text: '' })).toContain(Message);
    },
  );

  it('enqueues the message when AWS does not answer within the time limit', async () => {
    const send = async () => Promise.reject(failure('AbortError'));
    const { handler, notifications } = setUpHandler(world, {
      ...settings,
      timeLimit: () => AbortSignal.abort(),
      readsIn: () => ({ codepipeline: createCodePipeline({ send }), codedeploy: createCodeDeploy({ send }) }),
    });
    await handler(readFixture('failed.event.json'));
    const text = messageText(notifications[0]?.message ?? { text: '' });
    expect(text).toContain('Commit unknown: pipeline 2024-corea-backend-dev-pipeline did not answer in time');
    expect(text).toContain('Where it failed is unknown: the list of the deployment’s targets did not answer in time');
  });

  it('puts an approval’s token into no log line, and into no message but for CodePipeline’s own link', async () => {
    const { handler, notifications, lines } = setUpHandler({}, { deployments: [{ pipeline: 'other' }] });
    const secret = { approvalReviewLink: 'https://console.aws.amazon.com/review', token: 'the-token-itself' };
    await handler(throughTopic(approvalNotification(secret)));
    expect(notifications).toHaveLength(1);
    expect(JSON.stringify([notifications[0]?.message, lines])).not.toContain('the-token-itself');
  });
});

describe('the handler, choosing the events that it reports,', () => {
  it('leaves out a group that no entry is for, and logs which one', async () => {
    const { handler, notifications, lines } = setUpHandler({}, settings);
    await handler(readFixture('not-configured-group.event.json'));
    expect(notifications).toEqual([]);
    expect(lines).toMatchObject([
      { level: 'info', message: expect.stringMatching(/^Ignored: /), fields: { group: 'someone-elses-group' } },
    ]);
  });

  it('reports every group, under its application’s name, where nothing is configured', async () => {
    const { handler, notifications } = setUpHandler(world);
    await handler(succeeded);
    expect(notifications[0]?.destination).toBe('default');
    expect(notifications[0]?.message.text).toContain('*2024-corea-backend-deploy* is live on *dev*');
  });

  it('leaves out a deployment’s progress, with a log line, unless ADDITIONAL_EVENTS asks for it', async () => {
    const quiet = setUpHandler(world, settings);
    await quiet.handler(throughTopic(deploymentTrigger('CREATED')));
    expect(quiet.notifications).toEqual([]);
    expect(quiet.lines).toMatchObject([{ message: 'Ignored: ADDITIONAL_EVENTS does not ask for progress' }]);
    const asked = setUpHandler(world, { additionalEvents: ['progress'] });
    await asked.handler(throughTopic(deploymentTrigger('CREATED')));
    expect(asked.notifications).toHaveLength(1);
  });
});

import { createEnqueue } from '@shipbell/core/runtime';
import { linksOf, memoryQueue, messageText } from '@shipbell/core/testing';
import { fakeSqs } from '@shipbell/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CodeDeploy, createCodeDeploy } from './aws/codedeploy.ts';
import { createCodePipeline } from './aws/codepipeline.ts';
import { failure } from './testing/answers.ts';
import { approvalNotification, deploymentEvent, deploymentTrigger, throughTopic } from './testing/aws-events.ts';
import { codedeployFrom } from './testing/codedeploy.ts';
import { codepipelineFrom } from './testing/codepipeline.ts';
import { DEPLOYMENTS, readFixture, worldOf } from './testing/fixtures.ts';
import { deploymentOf } from './testing/scenario.ts';
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

  it('ends the reads that nobody waits for any more once it has handled the event', async () => {
    const signals: AbortSignal[] = [];
    const reads = codedeployFrom({}, [
      deploymentOf('d-1', 0, 'Succeeded', { key: 'p/app/a0', creator: 'autoscaling' }),
    ]);
    const listDeployments: CodeDeploy['listDeployments'] = (_group, _query, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    const { handler, notifications } = setUpHandler(world, {
      deployments: [{ group: 'backend-group', pipeline: 'p' }],
      readsIn: () => ({ codepipeline: codepipelineFrom({}), codedeploy: { ...reads, listDeployments } }),
    });
    await handler(throughTopic(deploymentTrigger('SUCCEEDED')));
    expect(notifications).toEqual([]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('puts an approval’s token into no log line, and into no message but for the link to CodePipeline’s page', async () => {
    const { handler, notifications, lines } = setUpHandler({}, { deployments: [{ pipeline: 'other' }] });
    await handler(throughTopic(approvalNotification({ token: 'the-token-itself' })));
    expect(JSON.stringify(lines)).not.toContain('the-token-itself');
    const { message = { text: '' } } = notifications[0] ?? {};
    expect(messageText(message)).not.toContain('the-token-itself');
    expect(Object.values(linksOf(message)).filter((url) => url?.includes('the-token'))).toEqual([
      'https://console.aws.amazon.com/codesuite/codepipeline/pipelines/backend/view?region=ap-northeast-2#/Release/Sign%20off/approve/the-token-itself',
    ]);
  });

  it('links CodePipeline’s page for the answer, whatever address an approval’s notification has', async () => {
    // Longer ones could make an address too long for a link: encoded, a character takes up to twelve.
    const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 10 });
    const address = fc.oneof(
      fc.webUrl(),
      fc.constantFrom('https://console.aws.amazon.com@example.org/', null),
      anyText,
    );
    const change = fc.record({
      approvalReviewLink: address,
      token: anyText,
      pipelineName: anyText,
      stageName: anyText,
    });
    await fc.assert(
      fc.asyncProperty(change, async (changed) => {
        const { handler, notifications } = setUpHandler();
        await handler(throughTopic(approvalNotification(changed)));
        const { Review: review } = linksOf(notifications[0]?.message ?? { text: '' });
        expect(review).toMatch(
          /^https:\/\/console\.aws\.amazon\.com\/codesuite\/codepipeline\/pipelines\/[^/?#]*\/view\?region=ap-northeast-2#\//,
        );
      }),
      { numRuns: 50 },
    );
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

describe('the handler’s log and metrics', () => {
  /** Returns the attributes of the message that the event becomes, and the lines that are logged on the way. */
  async function run(event: unknown, change: Parameters<typeof setUpHandler>[1] = settings) {
    const { sqs, sent } = fakeSqs({ queues: ['shipbell-dev-slack.fifo'] });
    const enqueue = createEnqueue(sqs, 'https://sqs.eu-west-1.amazonaws.com/1/shipbell-dev-slack.fifo', 'dev');
    const { handler, lines, noted } = setUpHandler({}, { enqueue, ...change });
    await handler(event);
    return { attributes: sent[0]?.MessageAttributes, lines, noted };
  }
  const event = deploymentEvent('SUCCESS');

  it('give the event’s id and time to the message, and the id to every line', async () => {
    const { attributes, lines } = await run(event, {});
    expect(attributes).toMatchObject({
      CORRELATION_ID: { StringValue: event.id },
      EVENT_TIME: { StringValue: '2024-11-01T06:15:20.000Z' },
    });
    expect(lines.at(-1)).toMatchObject({ message: 'Put on the queue', fields: { deploymentId: 'd-1' } });
    for (const { fields } of lines) expect(fields.correlationId).toBe(event.id);
  });

  it('name an event that is ignored too', async () => {
    const { lines } = await run(event, { deployments: [{ group: 'other' }] });
    expect(lines).toMatchObject([{ fields: { correlationId: event.id } }]);
  });

  it('take EventBridge’s own id and time through the topic, and SNS’s where there is no other', async () => {
    const throughBoth = await run(throughTopic(event), {});
    expect(throughBoth.attributes?.CORRELATION_ID?.StringValue).toBe(event.id);
    const { Records } = throughTopic(deploymentTrigger('SUCCEEDED'));
    const Sns = { ...Records[0]?.Sns, Timestamp: '2024-11-01T06:16:00.123Z' };
    expect((await run({ Records: [{ Sns }] }, {})).attributes).toMatchObject({
      CORRELATION_ID: { StringValue: 'm-1' },
      EVENT_TIME: { StringValue: '2024-11-01T06:16:00.123Z' },
    });
  });

  it('leave out a time that the event does not say', async () => {
    const { attributes } = await run(throughTopic(deploymentTrigger('SUCCEEDED')), {});
    expect(attributes).not.toHaveProperty('EVENT_TIME');
  });

  it('count a message that says that the commit is unknown, and none that names it', async () => {
    expect((await run(event, {})).noted).toEqual([{ CommitUnknown: 1 }]);
    const { handler, noted } = setUpHandler(world, settings);
    await handler(succeeded);
    expect(noted).toEqual([]);
  });
});

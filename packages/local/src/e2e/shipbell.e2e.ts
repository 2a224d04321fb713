import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { tellsOf } from '../demo/deliveries.ts';
import { play, startExecution } from '../demo/play.ts';
import { CHANNELS, identityOf, STORY } from '../demo/story.ts';
import { CHANNEL_IS_ARCHIVED, rateLimited } from '../slack/index.ts';
import { probe } from './probe.ts';
import { useStage } from './stage.ts';

const stage = useStage();
let path: ReturnType<typeof probe>;

/** Long enough for anything that is going to happen on a busy machine. */
const SOON = { timeout: 60_000, interval: 100 };

beforeAll(async () => {
  path = probe(stage());
});

describe('what happens in AWS', () => {
  const HEADLINES: Record<string, RegExp> = {
    'codedeploy/deployments/d-JHPM9HBC8':
      /^✅ \*backend\* is live on \*dev\*: \[BE\] Remind reviewers before the deadline \(#612\) \(`5f3a9c1`\), 40 s$/,
    'codedeploy/deployments/d-K4QN7VXB2':
      /^❌ \*frontend\* deployment failed on \*dev\* at \*ValidateService\*: .*Show the review rooms as cards.*, 4m 42s, HEALTH_CONSTRAINTS$/,
    'codedeploy/deployments/d-R7WM2ZKC3': /^↩️ \*frontend\* was rolled back on \*dev\*: commit unknown, 1m 29s$/,
    'codedeploy/deployments/d-N3PZ6LRA1':
      /^✅ \*admin\* is live on \*dev\*: \[ADMIN\] Let a manager close a room early \(#621\) \(`e41b7c0`\), 1m 42s$/,
    'codedeploy/deployments/d-T1XE5HQD4': /^✅ \*etl-workers\* is live on \*dev\*: commit unknown, 3m 38s$/,
    ':execution:nightly-etl:nightly-2024-11-01': /^✅ \*nightly-etl\* succeeded on \*dev\* in \d/,
    ':execution:import-prices:prices-2024-11-01': /^✅ \*import-prices\* succeeded on \*dev\* in \d/,
    ':execution:billing-report:billing-2024-11-01':
      /^❌ \*billing report\* failed on \*dev\* at \*Read the ledger\* after .*NoSuchBucket/,
  };

  beforeAll(async () => {
    await Promise.all(STORY.map((scene) => play(stage(), scene)));
  });

  it.each(STORY)('becomes one message in its channel: $title', async (scene) => {
    const messages = () =>
      stage()
        .slack.messages()
        .filter((message) => tellsOf(message, scene));
    await expect.poll(messages, SOON).toHaveLength(1);
    expect(messages()[0]?.payload.text).toMatch(HEADLINES[identityOf(scene)] ?? /a headline for every scene/);
  });

  it('tells retries and caught errors of an execution apart from failures', async () => {
    await expect.poll(() => path.delivered('prices-2024-11-01'), SOON).toHaveLength(1);
    expect(JSON.stringify(path.delivered('prices-2024-11-01'))).toMatch(/1 retry/);
  });

  it('says where a failed deployment broke, with the end of the log and without its secrets', async () => {
    await expect.poll(() => path.delivered('i-08f2c61d9b3a7e540'), SOON).toHaveLength(1);
    const text = JSON.stringify(path.delivered('i-08f2c61d9b3a7e540')[0]?.payload);
    expect(text).toContain("Cannot find module './review-card'");
    expect(text).not.toContain('8f14e45fceea167a');
  });

  it('is one message though it is told twice', async () => {
    await path.deploy({ deploymentId: 'd-TWICE' });
    await expect.poll(() => path.delivered('d-TWICE'), SOON).toHaveLength(1);
    const before = await path.invocations('codepipeline-handler');
    await path.deploy({ deploymentId: 'd-TWICE' });
    await expect.poll(() => path.invocations('codepipeline-handler'), SOON).toBe(before + 1);
    await path.deploy({ deploymentId: 'd-AFTER' });
    await expect.poll(() => path.delivered('d-AFTER'), SOON).toHaveLength(1);
    expect(path.delivered('d-TWICE')).toHaveLength(1);
  });
});

describe('what the functions may not read', () => {
  it('leaves a message from the event alone: an execution without its history', async () => {
    const { denied } = stage().cloud;
    denied.add('states:GetExecutionHistory');
    await startExecution(stage(), {
      stateMachine: 'billing-report',
      name: 'without-history',
      input: { ledger: 'open' },
    });
    await expect.poll(() => path.delivered('without-history'), SOON).toHaveLength(1);
    denied.clear();
    const [message] = path.delivered('without-history');
    expect(message?.payload.text).toMatch(/^❌ \*billing report\* failed on \*dev\*/);
    expect(JSON.stringify(message?.payload)).toContain('the history may not be read');
  });

  it('leaves a message without it: a deployment whose pipeline may not be read', async () => {
    const { denied } = stage().cloud;
    denied.add('codepipeline:GetPipelineState');
    await path.deploy({ deploymentId: 'd-DENIED' });
    await expect.poll(() => path.delivered('d-DENIED'), SOON).toHaveLength(1);
    denied.clear();
    expect(JSON.stringify(path.delivered('d-DENIED'))).toContain('codepipeline:GetPipelineState was denied');
  });

  it('leaves a doubt in the message: a deployment whose pipeline has a history that may not be read', async () => {
    const { denied } = stage().cloud;
    denied.add('codepipeline:ListActionExecutions');
    await path.deploy({ deploymentId: 'd-DOUBT' });
    await expect.poll(() => path.delivered('d-DOUBT'), SOON).toHaveLength(1);
    denied.clear();
    const [message] = path.delivered('d-DOUBT');
    expect(message?.payload.text).toContain('maybe [BE] Remind reviewers');
    expect(JSON.stringify(message?.payload)).toContain('codepipeline:ListActionExecutions');
  });
});

describe('delivery', () => {
  it('waits as long as Slack asks, then delivers once', async () => {
    const { slack } = stage();
    slack.answerNext('default', rateLimited(1));
    slack.answerNext('default', rateLimited(60));
    await path.enqueue({ body: '{"text":"asked to wait"}' });
    await expect.poll(() => path.delivered('asked to wait'), SOON).toHaveLength(1);
    expect(slack.refusals().filter(({ status }) => status === 429)).toHaveLength(2);
    await expect.poll(() => queueIsEmpty(), SOON).toBe(true);
    expect(path.delivered('asked to wait')).toHaveLength(1);
  });

  it('keeps the order of a channel while it waits', async () => {
    stage().slack.answerNext('default', rateLimited(60));
    const bodies = ['first', 'second', 'third'].map((text) => JSON.stringify({ text: `in order: ${text}` }));
    await path.enqueue(...bodies.map((body) => ({ body, group: 'dev/default' })));
    await expect.poll(() => path.delivered('in order'), SOON).toHaveLength(3);
    expect(path.delivered('in order').map(({ payload }) => JSON.stringify(payload))).toEqual(bodies);
  });

  it('keeps what an archived channel refuses, with the reason, and delivers the rest', async () => {
    const { slack } = stage();
    slack.answerWith('data', CHANNEL_IS_ARCHIVED);
    await path.enqueue({ body: '{"text":"to the archive"}', destination: 'data' }, { body: '{"text":"beside it"}' });
    await expect.poll(() => deadLetter('to the archive'), SOON).toMatchObject({ REASON: 'destination_refused' });
    slack.answerWith('data', undefined);
    await expect.poll(() => path.delivered('beside it'), SOON).toHaveLength(1);
    expect(path.delivered('to the archive')).toHaveLength(0);
  });

  it('keeps what is malformed or of another environment, with the reason, and delivers the rest of the batch', async () => {
    await path.enqueue(
      { body: 'not a Slack message' },
      { body: '{"text":"of another environment"}', env: 'prod' },
      { body: '{"text":"in good order"}' },
    );
    await expect.poll(() => deadLetter('not a Slack message'), SOON).toMatchObject({ REASON: 'malformed_message' });
    await expect
      .poll(() => deadLetter('of another environment'), SOON)
      .toMatchObject({ REASON: 'wrong_environment', ENV: 'prod' });
    await expect.poll(() => path.delivered('in good order'), SOON).toHaveLength(1);
    expect(path.delivered('of another environment')).toHaveLength(0);
  });

  it('keeps an event that a handler fails on, after two retries', async () => {
    const { denied } = stage().cloud;
    const before = await path.invocations('codepipeline-handler');
    denied.add('sqs:SendMessage');
    await path.deploy({ deploymentId: 'd-NO-QUEUE' });
    const records = async () => (await path.deadLetters('failed_deployment_events')).map(({ Body = '' }) => Body);
    await expect
      .poll(async () => (await records()).filter((body) => body.includes('d-NO-QUEUE')), SOON)
      .toHaveLength(1);
    denied.clear();
    const record = JSON.parse((await records()).find((body) => body.includes('d-NO-QUEUE')) ?? '{}');
    expect(record.requestContext).toMatchObject({ condition: 'RetriesExhausted', approximateInvokeCount: 3 });
    expect(record.requestPayload.Records[0].Sns.Message).toContain('d-NO-QUEUE');
    expect(await path.invocations('codepipeline-handler')).toBe(before + 3);
    expect(path.delivered('d-NO-QUEUE')).toHaveLength(0);
  });
});

describe('what is left behind', () => {
  it('is what Terraform wants: a second plan changes nothing', async () => {
    expect(await stage().terraform.planShowsChanges()).toBe(false);
  });

  it('holds no webhook: not the state, the logs or the queues', async () => {
    const { directory, slack, deadLetterQueueUrls } = stage();
    const secrets = Object.keys(CHANNELS).map((destination) => new URL(slack.webhookUrl(destination)).pathname);
    const files = (await readdir(directory, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && /\.(log|tfstate|backup)$|^terraform/.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((file) => !file.includes('/providers/'));
    const kept = await Promise.all(Object.keys(deadLetterQueueUrls).map(path.deadLetters));
    const texts = [...(await Promise.all(files.map((file) => readFile(file, 'utf8')))), JSON.stringify(kept)];
    expect(files.map((file) => file.replace(/.*\//, ''))).toEqual(
      expect.arrayContaining(['terraform.tfstate', 'terraform.log', 'shipbell-dev-slack-sender.log']),
    );
    expect(texts.join('\n')).toContain('/dev/SLACK_URL');
    for (const secret of [...secrets, '/services/T']) {
      expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    }
  });
});

/** The attributes of the dead letter whose body holds the text. */
async function deadLetter(text: string): Promise<Record<string, string | undefined>> {
  const letters = await path.deadLetters('undelivered_messages');
  const attributes = letters.find(({ Body }) => Body?.includes(text))?.MessageAttributes ?? {};
  return Object.fromEntries(Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue]));
}

async function queueIsEmpty(): Promise<boolean> {
  const { cloud, queueUrl } = stage();
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await cloud.clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...names] }),
  );
  return names.every((name) => Attributes[name] === '0');
}

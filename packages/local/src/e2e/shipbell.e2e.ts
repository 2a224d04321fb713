import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { isExpected, missingMessages } from '../demo/deliveries.ts';
import { startExecution } from '../demo/start-execution.ts';
import { EXECUTIONS, STORY } from '../demo/story.ts';
import { fixtures } from '../fixtures.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { RACE_FIRST, RACE_SECOND, race } from '../scenarios/race.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { CHANNEL_IS_ARCHIVED, rateLimited } from '../slack/index.ts';
import { CHANNELS } from '../stage.ts';
import { newestInSource } from './newest-in-source.ts';
import { probe, SOON } from './probe.ts';
import { useStage } from './use-stage.ts';

const stage = useStage();
let path: ReturnType<typeof probe>;

beforeAll(async () => {
  path = probe(stage());
});

describe('what happens in CodePipeline and CodeDeploy', () => {
  const play = async (scenario: Scenario, tell = stage().tell) => {
    const messages = await path.messagesOf(scenario, tell);
    const text = JSON.stringify(messages, null, 2);
    expect(missingMessages(stage().slack.messages(), scenario.messages)).toEqual([]);
    await expect(`${text}\n`).toMatchFileSnapshot(fixtures(`scenarios/${scenario.name}.slack.json`));
    return messages;
  };

  it.each(SCENARIOS.filter((scenario) => scenario !== race))(
    'becomes these messages and no others: $title',
    async (scenario) => {
      await play(scenario);
    },
  );

  it('names the commit that was deployed, where the newest one in Source is another', async () => {
    const { cloud, tell } = stage();
    const newest: (string | undefined)[] = [];
    const messages = await play(race, async (signals) => {
      const isFirst = signals.some(
        (signal) => signal.kind === 'topic' && /^SUCCEEDED.*d-N3PZ6LRA1/.test(signal.subject ?? ''),
      );
      if (isFirst) newest.push(await newestInSource(cloud.clients.codepipeline, '2024-corea-admin-develop'));
      await tell(signals);
    });
    expect(newest).toEqual([RACE_SECOND.id]);
    expect(messages.default?.[0]?.text).toContain(RACE_FIRST.id.slice(0, 7));
    expect(messages.default?.[0]?.text).not.toContain(RACE_SECOND.id.slice(0, 7));
  });

  it('is one message with the same content, whichever way it is told first and however often', async () => {
    const routes = { 'd-TOPIC1ST0': 'topic', 'd-EVENT1ST0': 'event' };
    for (const [id, first] of Object.entries(routes)) {
      const signals = path.deploy(id);
      await stage().tell(signals.filter(({ kind }) => kind === first));
      await stage().tell(signals);
    }
    await stage().tell(path.deploy('d-AFTERALL'));
    await expect.poll(() => path.delivered('deployments/d-AFTERALL'), SOON).toHaveLength(1);
    const contents = Object.keys(routes).map((id) =>
      path.delivered(`deployments/${id}`).map(({ payload }) =>
        JSON.stringify(payload)
          .replaceAll(id, 'ID')
          .replaceAll(/<!date[^>]*>/g, 'TIME'),
      ),
    );
    expect(contents[0]).toHaveLength(1);
    expect(contents[1]).toEqual(contents[0]);
  });
});

describe('what happens in Step Functions', () => {
  const HEADLINES: Record<string, RegExp> = {
    ':execution:nightly-etl:nightly-2024-11-01': /^✅ \*nightly-etl\* succeeded on \*dev\* in \d/,
    ':execution:import-prices:prices-2024-11-01': /^✅ \*import-prices\* succeeded on \*dev\* in \d/,
    ':execution:billing-report:billing-2024-11-01':
      /^❌ \*billing report\* failed on \*dev\* at \*Read the ledger\* after .*NoSuchBucket/,
  };

  beforeAll(async () => {
    await Promise.all(Object.values(EXECUTIONS).map((execution) => startExecution(stage().cloud, execution)));
  });

  it.each(STORY.flatMap(({ messages }) => messages).filter(({ about }) => about in HEADLINES))(
    'becomes one message in its channel: $about',
    async (expected) => {
      const messages = () =>
        stage()
          .slack.messages()
          .filter((message) => isExpected(message, expected));
      await expect.poll(messages, SOON).toHaveLength(1);
      expect(messages()[0]?.payload.text).toMatch(HEADLINES[expected.about] ?? 'a headline');
    },
  );

  it('tells retries and caught errors of an execution apart from failures', async () => {
    await expect.poll(() => path.delivered('prices-2024-11-01'), SOON).toHaveLength(1);
    expect(JSON.stringify(path.delivered('prices-2024-11-01'))).toMatch(/1 retry/);
  });

  it('is a message from the event alone where the history may not be read', async () => {
    const { cloud } = stage();
    cloud.denied.add('states:GetExecutionHistory');
    await startExecution(cloud, { ...EXECUTIONS.failure, name: 'without-history' });
    await expect.poll(() => path.delivered('without-history'), SOON).toHaveLength(1);
    cloud.denied.clear();
    const [message] = path.delivered('without-history');
    expect(message?.payload.text).toMatch(/^❌ \*billing report\* failed on \*dev\*/);
    expect(JSON.stringify(message?.payload)).toContain('the history may not be read');
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
    await stage().tell(path.deploy('d-NO-QUEUE').filter(({ kind }) => kind === 'topic'));
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

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { CHANNEL_IS_ARCHIVED, rateLimited, type SlackPayload } from '@shipbell/slack-emulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { isExpected, missingMessages } from '../demo/deliveries.ts';
import { CHANNELS } from '../demo/demo-stage.ts';
import { CONFIDENTIAL, EXECUTIONS, night } from '../demo/executions.ts';
import { startExecution } from '../demo/start-execution.ts';
import { STORY } from '../demo/story.ts';
import { fixtures } from '../fixtures.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { RACE_FIRST, RACE_SECOND, race } from '../scenarios/race.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { newestInSource } from './newest-in-source.ts';
import { probe, SOON } from './probe.ts';
import { describeRedrive } from './redrive.ts';
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
  const NIGHTLY = ':execution:nightly-etl:nightly-2024-11-01';
  const BILLING = ':execution:billing-report:billing-2024-11-01';
  const REINDEX = ':execution:nightly-reindex:reindex-2024-11-01';
  const DOCUMENTS = 350;

  beforeAll(async () => {
    const { cloud } = stage();
    const { slow, failed } = EXECUTIONS;
    const orders = Math.ceil(1.5 * (await usualSeconds('nightly-etl'))) + 5;
    await startExecution(cloud, { ...slow, input: { ...slow.input, wait: { orders } } });
    await startExecution(cloud, failed);
    const input = { requested_by: CONFIDENTIAL, documents: DOCUMENTS };
    await startExecution(cloud, { stateMachine: 'nightly-reindex', name: 'reindex-2024-11-01', input });
  });

  /** The one message about an execution, once it has arrived. */
  const messageAbout = async (about: string): Promise<SlackPayload> => {
    await expect.poll(() => path.delivered(about), SOON).toHaveLength(1);
    return path.delivered(about)[0]?.payload ?? {};
  };

  it.each(STORY.flatMap(({ messages }) => messages).filter(({ about }) => [NIGHTLY, BILLING].includes(about)))(
    'becomes one message in its channel: $about',
    async (expected) => {
      await messageAbout(expected.about);
      expect(path.delivered(expected.about).filter((message) => isExpected(message, expected))).toHaveLength(1);
    },
  );

  it('is told with the failed state, its error and its cause', async () => {
    const message = await messageAbout(BILLING);
    expect(message.text).toMatch(
      /^❌ \*billing report\* failed on \*dev\* at \*Send report\* after .+: ses\.MessageRejectedException$/,
    );
    expect(JSON.stringify(message)).toContain('Email address not verified billing@lotus.example');
  });

  it('is drawn with branches, iterations, retries, caught errors and failures', async () => {
    expect(timelineOf(await messageAbout(BILLING))).toEqual([
      expect.stringMatching(/^Await ledger +✓ .*░/),
      expect.stringMatching(/^Prepare +✓ .*█.* 2 branches$/),
      expect.stringMatching(/^ Close month +✓ .*░/),
      expect.stringMatching(/^ Fetch rates +↷ .*X.* caught ssm\.\S+ +2 retries$/),
      expect.stringMatching(/^ Store balance +✓ .*█/),
      expect.stringMatching(/^ Use old rates +✓ .*█/),
      expect.stringMatching(/^Invoices ×4 +✓ .*█.* slowest #\d \S+ s$/),
      expect.stringMatching(/^ Draw up ×4 +✓ .*░/),
      expect.stringMatching(/^ Store ×4 +✓ .*█/),
      expect.stringMatching(/^Send report +✗ .*▒.*X.* ses\.MessageRejectedException +1 retry$/),
      expect.stringMatching(/░ waiting +▒ retried +X failed$/),
    ]);
  });

  it('counts the items of a distributed map', async () => {
    expect(timelineOf(await messageAbout(NIGHTLY))).toContainEqual(expect.stringMatching(/^Load ×6 +✓ .* 1 failed$/));
  });

  it('says that an execution took longer than usual, and what of its input the setting shows', async () => {
    const message = await messageAbout(NIGHTLY);
    expect(message.text).toMatch(/^✅ \*nightly-etl\* succeeded on \*dev\* in .+ \(usually .+\)$/);
    expect(JSON.stringify(message)).toContain('$.date `2024-11-01`');
  });

  it('is not told of what ran before Shipbell came', async () => {
    await messageAbout(NIGHTLY);
    expect(path.delivered(':execution:nightly-etl:nightly-2024-10-')).toHaveLength(0);
  });

  it('is told after more than a thousand events, read from both ends', async () => {
    const message = await messageAbout(REINDEX);
    expect(message.text).toMatch(/^❌ \*nightly-reindex\* failed on \*dev\* at \*Swap index\* after /);
    expect(timelineOf(message)).toEqual([
      expect.stringMatching(/^List +✓ /),
      expect.stringMatching(new RegExp(`^Documents ×${DOCUMENTS} +✓ `)),
      expect.stringMatching(new RegExp(`^ Changed\\? ×${DOCUMENTS} +✓ `)),
      expect.stringMatching(new RegExp(`^ Index ×${DOCUMENTS} +✓ `)),
      expect.stringMatching(/^Swap index +✗ .*ResourceNotFoundException$/),
      expect.stringMatching(/X failed$/),
    ]);
    // On a busy machine the SDK may ask for the same page again.
    const asked = stage()
      .cloud.calls.filter(({ action, input }) => action === 'states:GetExecutionHistory' && input.includes(REINDEX))
      .map(({ input }) => input);
    const pages = [...new Set(asked)].map((input) => JSON.parse(input));
    expect(pages.filter(({ includeExecutionData }) => includeExecutionData === false)).toHaveLength(3);
    expect(pages.filter(({ reverseOrder }) => reverseOrder)).not.toHaveLength(0);
  });

  it('is told without input and output, but for what a setting shows', async () => {
    for (const about of [NIGHTLY, BILLING, REINDEX]) {
      expect(JSON.stringify(await messageAbout(about))).not.toContain(CONFIDENTIAL);
    }
  });

  it('is a message that says what is not known where nothing may be read', async () => {
    const { cloud, lambda } = stage();
    const reads = ['states:GetExecutionHistory', 'states:ListExecutions'];
    for (const action of reads) cloud.denied.add(action);
    // What the function remembers from before would hide that it may not read.
    lambda.coolDown();
    const input = { invoices: [] };
    await startExecution(cloud, { ...EXECUTIONS.failed, name: 'without-reads', input });
    const message = await messageAbout('without-reads').finally(() => cloud.denied.clear());
    expect(message.text).toMatch(/^❌ \*billing report\* failed on \*dev\* after .*: ses\.MessageRejectedException$/);
    const text = JSON.stringify(message);
    expect(text).toContain('Email address not verified');
    expect(text).toMatch(/the history may not be read: states:GetExecutionHistory was denied/);
    expect(text).toMatch(/How long it usually takes is unknown: .*: states:ListExecutions was denied/);
  });

  it('is a message that says so where the items of a distributed map may not be counted', async () => {
    const { cloud } = stage();
    cloud.denied.add('states:DescribeMapRun');
    await startExecution(cloud, { ...EXECUTIONS.slow, name: 'without-counts', input: night('2024-11-02', 0) });
    const message = await messageAbout('without-counts').finally(() => cloud.denied.clear());
    expect(timelineOf(message)).toContainEqual(expect.stringMatching(/^Load +✓ .* iterations unknown$/));
    expect(JSON.stringify(message)).toMatch(/items of \*Load\* is unknown: .*: states:DescribeMapRun was denied/);
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

describeRedrive(stage, () => path);

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

/** The lines of the picture in a message; its notes keep together by spaces that do not break. */
function timelineOf({ attachments = [] }: SlackPayload): string[] {
  const blocks = attachments.flatMap(({ blocks = [] }) => blocks);
  const texts = blocks.map((block) => (block.type === 'section' && 'text' in block && block.text?.text) || '');
  const picture = texts.find((text) => text.startsWith('```')) ?? '';
  return picture.replaceAll('\u00a0', ' ').split('\n').slice(1, -1);
}

/** How long the last successful executions took, the longest of them. */
async function usualSeconds(stateMachine: string): Promise<number> {
  const { cloud } = stage();
  const stateMachineArn = `arn:aws:states:${cloud.region}:${cloud.account}:stateMachine:${stateMachine}`;
  const list = new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' });
  const { executions = [] } = await cloud.clients.sfn.send(list);
  return Math.max(...executions.map(({ startDate, stopDate }) => (Number(stopDate) - Number(startDate)) / 1_000));
}

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

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import type { Signal } from '@shipbell/aws-emulator';
import type { DeliveredMessage, SlackPayload } from '@shipbell/slack-emulator';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { CHANNELS, stageOn } from '../demo/scenes.ts';
import { playScenario, type Scenario } from '../scenarios/scenario.ts';
import { type Stage, startStage } from '../stage.ts';
import { runFeedsBefore } from './feeds.ts';
import { followRun, type Seen } from './follow-run.ts';

/** The date on which the state machines of the end-to-end tests run, the same at every run. */
export const DATE = '2024-11-01';

/** Long enough for anything that is going to happen on a busy machine. */
export const SOON = { timeout: 60_000, interval: 100 };

/** A message for the queue; `env` and `destination` are its attributes. Without a group, it has one of its own. */
export interface QueueMessage {
  readonly body: string;
  readonly env?: string;
  readonly destination?: string;
  readonly group?: string;
}

/** What a test does to the path of a message, and sees of it, from outside. */
export type Probe = ReturnType<typeof createProbe>;

function createProbe(stage: Stage, seen: Seen) {
  const { cloud, slack, queueUrl, directory } = stage;
  const { sqs } = cloud.clients;
  const taken: Message[] = [];
  let sent = 0;

  /**
   * Deploys a commit without the group's pipeline, and returns all signals that CodeDeploy emits at the deployment's
   * end.
   */
  const deploy = (id: string): Signal[] => {
    const { codedeploy, clock, takeSignals } = cloud.developerTools;
    const group = codedeploy.group('backend', 'backend-dev');
    const gitHubLocation = {
      repository: 'lotus-shop/backend',
      commitId: '5f3a9c1e0b7d4e218a36c94d2f70e1b85d6c3a92',
    };
    const deployment = codedeploy.start(group, { revision: { revisionType: 'GitHub', gitHubLocation }, id });
    takeSignals();
    clock.pass(40);
    codedeploy.succeed(deployment);
    return takeSignals();
  };

  /**
   * Plays a scenario and resolves with every message that came of it, by channel.
   *
   * @param emit in place of the stage's own
   */
  const messagesOf = (scenario: Scenario, emit = stage.emit): Promise<Record<string, SlackPayload[]>> =>
    messagesDuring(scenario.name, () => playScenario({ ...stage, emit }, scenario));

  /**
   * Resolves with every message, by channel, that came of what happened and the functions have handled. After it, a message
   * goes to the end of each channel's group: when it arrives, all that was sent before it has arrived too.
   */
  const messagesDuring = async (name: string, happen: () => Promise<void>): Promise<Record<string, SlackPayload[]>> => {
    const before = slack.messages().length;
    await happen();
    const end = `The end of ${name}`;
    const channels = Object.keys(CHANNELS);
    const body = JSON.stringify({ text: end });
    await enqueue(...channels.map((destination) => ({ body, destination, group: `dev/${destination}` })));
    await expect.poll(() => delivered(end), SOON).toHaveLength(channels.length);
    const arrived = slack
      .messages()
      .slice(before)
      .filter(({ payload }) => payload.text !== end);
    const byChannel = channels.map((channel) => {
      const payloads = arrived.filter(({ destination }) => destination === channel).map(({ payload }) => payload);
      return [channel, payloads] as const;
    });
    return Object.fromEntries(byChannel.filter(([, payloads]) => payloads.length > 0));
  };

  /** Puts messages on the queue in one call, so that they become visible together. */
  const enqueue = async (...messages: QueueMessage[]) => {
    const Entries = messages.map(({ body, env = 'dev', destination = 'default', group }) => {
      sent += 1;
      return {
        Id: `${sent}`,
        MessageBody: body,
        MessageGroupId: group ?? `group-${sent}`,
        MessageDeduplicationId: `message-${sent}`,
        MessageAttributes: {
          ENV: { DataType: 'String', StringValue: env },
          DESTINATION: { DataType: 'String', StringValue: destination },
        },
      };
    });
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  };

  /** Resolves with whether the queue holds no message, visible or in flight. */
  const isQueueEmpty = async (): Promise<boolean> => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...names] }),
    );
    return names.every((name) => Attributes[name] === '0');
  };

  /** Takes all messages out of a dead-letter queue, by its name among Terraform's outputs, and returns all ever taken. */
  const takeDeadLettered = async (name: string): Promise<Message[]> => {
    const QueueUrl = stage.deadLetterQueueUrls[name];
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] });
    for (;;) {
      const { Messages = [] } = await sqs.send(receive);
      if (Messages.length === 0) return taken;
      for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      taken.push(...Messages);
    }
  };

  /** Returns the delivered messages that hold the text. */
  const delivered = (text: string): DeliveredMessage[] =>
    slack.messages().filter(({ payload }) => JSON.stringify(payload).includes(text));

  /** Resolves with how many invocations of a function have ended. */
  const invocations = async (functionName: string): Promise<number> => {
    const log = await readFile(join(directory, `shipbell-dev-${functionName}.log`), 'utf8');
    return log.match(/^REPORT /gm)?.length ?? 0;
  };

  return {
    deploy,
    messagesOf,
    messagesDuring,
    enqueue,
    isQueueEmpty,
    takeDeadLettered,
    delivered,
    invocations,
    ...seen,
  };
}

/** A minute of Lambda's and SQS's waiting is a second here. */
const TIME_SCALE = 1 / 60;

/** Starts one stage for all tests of the file and closes it after the last. What it returns is to be called inside a test. */
export function useStage(): { stage: () => Stage; probe: () => Probe } {
  let started: { stage: Stage; probe: Probe } | undefined;
  let outcome: 'done' | 'failed' = 'done';
  const stopping = new AbortController();
  beforeAll(async () => {
    const { seen, begin, options } = followRun();
    const usual = stageOn(DATE);
    const stage = await startStage({
      ...usual,
      ...options,
      beforehand: async (cloud) => void (await Promise.all([usual.beforehand(cloud), runFeedsBefore(cloud)])),
      timeScale: TIME_SCALE,
      stopping: stopping.signal,
    });
    begin(stage);
    started = { stage, probe: createProbe(stage, seen) };
  });
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') outcome = 'failed';
  });
  afterAll(async () => {
    stopping.abort();
    await started?.stage.close(outcome);
  });
  const running = () => {
    if (!started) throw new Error('the stage has not been started');
    return started;
  };
  return { stage: () => running().stage, probe: () => running().probe };
}

import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { memoryLogger } from '@shipbell/core/testing';
import { fakeSqs } from '@shipbell/testing';
import { createSendToDeadLetterQueue } from '../dead-letter-queue.ts';
import { createHandler, type Dependencies } from '../handler.ts';
import { createPatience } from '../patience.ts';
import { createSetVisibilityTimeout } from '../return-to-queue.ts';
import { createPace } from '../slack-rate-limit.ts';
import { STEP_TIMEOUT_MS } from '../time-left.ts';
import { createWebhooks } from '../webhooks.ts';
import { DEAD_LETTER_QUEUE, DEAD_LETTER_QUEUE_URL, QUEUE, QUEUE_URL, recordOf } from './queue-record.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
import { createVirtualSlack, type SlackFault } from './virtual-slack.ts';

/** A message that is sent to the queue. */
export interface Sent {
  readonly id: string;
  readonly destination: string;
  readonly body: string;
  /** When it is sent, in milliseconds on the clock. */
  readonly sentAt: number;
}

const AWS_FAULTS = [
  'ssm_silent',
  'ssm_denies',
  'no_parameter',
  'placeholder',
  'dead_letter_queue_refuses',
  'visibility_refused',
] as const;
type AwsFault = (typeof AWS_FAULTS)[number];

/** A fault from one moment to another, in milliseconds on the clock. */
export interface Outage {
  readonly fault: SlackFault | AwsFault;
  readonly from: number;
  readonly until: number;
}

/** The values that `infra/modules/slack_queue` sets. */
const MAX_RECEIVE_COUNT = 50;
const VISIBILITY_SECONDS = 360;
/** The sender's timeout, which `infra/main.tf` sets. */
const TIMEOUT_MS = 60_000;

/**
 * Plays what was sent through the real handler, in so many containers, until the queue is empty. All times are
 * milliseconds.
 */
export async function playOutages(
  sent: readonly Sent[],
  outages: readonly Outage[],
  digestBacklog = false,
  containers = 2,
) {
  const clock = createVirtualClock();
  const queue = createVirtualQueue(clock, sent);
  const isOn = (fault: Outage['fault']) => outages.some((outage) => outage.fault === fault && isNow(outage, clock));
  const slack = createVirtualSlack(clock, () => outages.map((outage) => slackFault(outage, clock)).find(Boolean));
  const latest = { overrun: 0 };
  const { log } = memoryLogger();
  /** Returns an SQS that answers after 20 ms, or, while the fault is on, refuses after so many milliseconds. */
  const sqsWith = (fault: Outage['fault'], refusesAfterMs: number) => {
    const send = async (command: never): Promise<unknown> => {
      await clock.sleep(isOn(fault) ? refusesAfterMs : 20);
      if (isOn(fault)) throw new Error('SQS refuses');
      return queue.sqs.send(command);
    };
    return { send } as Pick<SQSClient, 'send'>;
  };

  const dependencies = (): Dependencies => ({
    environment: 'dev',
    digestBacklog,
    log,
    metrics: () => undefined,
    now: clock.now,
    postMessage: slack.postMessage,
    patience: createPatience(),
    reportDestination: async () => undefined,
    nextTurn: createPace(clock.now),
    pause: clock.sleep,
    random: () => 0,
    webhooks: createWebhooks(
      async (name) => {
        await clock.sleep(isOn('ssm_silent') ? STEP_TIMEOUT_MS.readParameter : 20);
        if (isOn('ssm_silent')) throw new Error('no answer from SSM');
        if (isOn('ssm_denies')) return { kind: 'denied' };
        if (isOn('no_parameter')) return { kind: 'missing' };
        if (isOn('placeholder')) return { kind: 'value', value: 'not set yet' };
        return { kind: 'value', value: `https://slack.example/${name.split('/')[3] ?? 'default'}` };
      },
      '/dev/SLACK_URL',
      clock.now,
    ),
    sendToDeadLetterQueue: createSendToDeadLetterQueue(sqsWith('dead_letter_queue_refuses', 20), DEAD_LETTER_QUEUE_URL),
    setVisibilityTimeout: createSetVisibilityTimeout(
      sqsWith('visibility_refused', STEP_TIMEOUT_MS.returnToQueue),
      DEAD_LETTER_QUEUE_URL,
    ),
  });

  const polls = Array.from({ length: containers }, () => poll(clock, queue, dependencies(), latest));
  await clock.run();
  await Promise.all(polls);
  return { ...slack, ...queue.ends(), overrun: latest.overrun, end: clock.now() };
}

type VirtualQueue = ReturnType<typeof createVirtualQueue>;

/** Returns the sender's queues, to which each message comes when the clock reaches its time. */
function createVirtualQueue(clock: VirtualClock, sent: readonly Sent[]) {
  const redrivePolicy = { maxReceiveCount: MAX_RECEIVE_COUNT, deadLetterQueue: DEAD_LETTER_QUEUE };
  /** Everything that the sender dead-lettered, including what SQS would drop as a duplicate. */
  const sends: { readonly input: SendMessageCommandInput; readonly at: number }[] = [];
  const { sqs, put, messages, nextReceivableAt } = fakeSqs({
    queues: [{ name: QUEUE, visibilityTimeoutSeconds: VISIBILITY_SECONDS, redrivePolicy }, DEAD_LETTER_QUEUE],
    now: clock.now,
    onCall: (command, input) => {
      if (command === 'SendMessageCommand')
        sends.push({ input: input as unknown as SendMessageCommandInput, at: clock.now() });
      return undefined;
    },
  });
  const coming = sent.toSorted((one, other) => one.sentAt - other.sentAt);
  /** The tests' ids by SQS's. */
  const ids = new Map<string, string>();
  const putArrived = (): void => {
    while (coming[0] && coming[0].sentAt <= clock.now()) {
      const [{ id, destination, body }] = coming.splice(0, 1) as [Sent];
      const attributes = { ENV: text('dev'), DESTINATION: text(destination) };
      ids.set(put(QUEUE, { body, attributes, group: `dev/${destination}` }).id, id);
    }
  };
  return {
    sqs,
    async receive() {
      putArrived();
      const command = new ReceiveMessageCommand({ QueueUrl: QUEUE_URL, MaxNumberOfMessages: 10, ...ALL_ATTRIBUTES });
      return ((await sqs.send(command)).Messages ?? []).map(recordOf);
    },
    /** Returns when there may be something to receive again; undefined when there never will be. */
    nextChange(): number | undefined {
      const times = [coming[0]?.sentAt, nextReceivableAt(QUEUE)].filter((time) => time !== undefined);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    /** Returns what the sender dead-lettered, and what SQS moved away after the last receive. */
    ends: () => ({
      deadLetteredAt: sends.map(({ at }) => at),
      deadLettered: sends.map(({ input: { MessageGroupId = '', MessageAttributes } }) => ({
        id: ids.get(MessageGroupId),
        reason: MessageAttributes?.REASON?.StringValue,
      })),
      movedAway: messages(DEAD_LETTER_QUEUE)
        .filter(({ attributes }) => attributes.REASON === undefined)
        .map(({ id }) => ids.get(id)),
    }),
  };
}

const ALL_ATTRIBUTES = { MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All' as const] };

function text(StringValue: string) {
  return { DataType: 'String', StringValue };
}

/** Plays Lambda's event source mapping with one container: it deletes the records that do not fail. */
async function poll(
  clock: VirtualClock,
  queue: VirtualQueue,
  dependencies: Dependencies,
  latest: { overrun: number },
): Promise<void> {
  const handler = createHandler(dependencies);
  for (;;) {
    const records = await queue.receive();
    const next = queue.nextChange();
    if (next === undefined) return;
    if (records.length === 0) {
      await clock.sleep(next - clock.now());
      continue;
    }
    const end = clock.now() + TIMEOUT_MS;
    const { batchItemFailures } = await handler(
      { Records: records },
      { getRemainingTimeInMillis: () => end - clock.now() },
    );
    latest.overrun = Math.max(latest.overrun, clock.now() - end);
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { messageId, receiptHandle: ReceiptHandle } of records) {
      if (failed.has(messageId)) continue;
      await queue.sqs.send(new DeleteMessageCommand({ QueueUrl: QUEUE_URL, ReceiptHandle }));
    }
  }
}

function isNow({ from, until }: Outage, clock: VirtualClock): boolean {
  return from <= clock.now() && clock.now() < until;
}

function isAwsFault(fault: Outage['fault']): fault is AwsFault {
  return AWS_FAULTS.includes(fault as AwsFault);
}

function slackFault(outage: Outage, clock: VirtualClock): SlackFault | undefined {
  const { fault } = outage;
  if (!isNow(outage, clock)) return undefined;
  return isAwsFault(fault) ? undefined : fault;
}

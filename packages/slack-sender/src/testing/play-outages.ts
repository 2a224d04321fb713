import { memoryLogger } from '@shipbell/core/testing';
import { createHandler, type Dependencies } from '../handler.ts';
import { createPace } from '../slack-rate-limit.ts';
import { STEP_TIMEOUT_MS } from '../time-left.ts';
import { createWebhooks } from '../webhooks.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
import { createVirtualQueue, type Sent, type VirtualQueue } from './virtual-queue.ts';
import { createVirtualSlack, type SlackFault } from './virtual-slack.ts';

export interface Outage {
  readonly fault: SlackFault | 'ssm_silent' | 'dead_letter_queue_refuses' | 'visibility_refused';
  readonly from: number;
  readonly until: number;
}

/** The sender's timeout in `infra/main.tf`. */
const TIMEOUT_MS = 60_000;

/** Plays what was sent through the real handler, in two containers, until the queue is empty; times are milliseconds. */
export async function playOutages(sent: readonly Sent[], outages: readonly Outage[], digestBacklog = false) {
  const clock = createVirtualClock();
  const queue = createVirtualQueue(clock, sent);
  const isOn = (fault: Outage['fault']) => outages.some((outage) => outage.fault === fault && isNow(outage, clock));
  const slack = createVirtualSlack(clock, () => outages.map((outage) => slackFault(outage, clock)).find(Boolean));
  const deadLettered: { id: string; reason: string }[] = [];
  const latest = { overrun: 0 };
  const { log } = memoryLogger();

  const dependencies = (): Dependencies => ({
    environment: 'dev',
    digestBacklog,
    log,
    postMessage: slack.postMessage,
    nextTurn: createPace(clock.now),
    pause: clock.sleep,
    random: () => 0,
    webhooks: createWebhooks(
      async (name) => {
        await clock.sleep(isOn('ssm_silent') ? STEP_TIMEOUT_MS.readParameter : 20);
        if (isOn('ssm_silent')) throw new Error('no answer from SSM');
        return { kind: 'value', value: `https://slack.example/${name.split('/')[3] ?? 'default'}` };
      },
      '/dev/SLACK_URL',
      clock.now,
    ),
    async sendToDeadLetterQueue({ messageId }, { reason }) {
      await clock.sleep(20);
      if (isOn('dead_letter_queue_refuses')) throw new Error('SQS refuses');
      deadLettered.push({ id: messageId, reason });
    },
    async setVisibilityTimeout(records, seconds) {
      await clock.sleep(isOn('visibility_refused') ? STEP_TIMEOUT_MS.returnToQueue : 20);
      if (isOn('visibility_refused')) throw new Error('SQS refuses');
      queue.setVisibility(
        records.map(({ messageId }) => messageId),
        seconds,
      );
    },
  });

  const polls = [1, 2].map(() => poll(clock, queue, dependencies(), latest));
  await clock.run();
  await Promise.all(polls);
  return { ...slack, deadLettered, movedAway: queue.movedAway, overrun: latest.overrun, end: clock.now() };
}

/** Lambda's event source mapping with one container: what does not fail is deleted. */
async function poll(
  clock: VirtualClock,
  queue: VirtualQueue,
  dependencies: Dependencies,
  latest: { overrun: number },
): Promise<void> {
  const handler = createHandler(dependencies);
  for (;;) {
    const records = queue.receive();
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
    queue.remove(records.map(({ messageId }) => messageId).filter((id) => !failed.has(id)));
  }
}

function isNow({ from, until }: Outage, clock: VirtualClock): boolean {
  return from <= clock.now() && clock.now() < until;
}

function slackFault(outage: Outage, clock: VirtualClock): SlackFault | undefined {
  const { fault } = outage;
  if (!isNow(outage, clock)) return undefined;
  return fault === 'ssm_silent' || fault === 'dead_letter_queue_refuses' || fault === 'visibility_refused'
    ? undefined
    : fault;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Stage } from '@shipbell/acceptance/stage';
import type { FactLog } from './fact-log.ts';
import type { Invocations } from './invocations.ts';

const LOOK_EVERY_MS = 250;
/** Longer than anything lasts that leaves no fact: a post takes ten seconds, a batch is visible again after a minute. */
const STANDSTILL_TIMEOUT_MS = 120_000;

/**
 * Resolves when everything that was published is done: no function runs, and the queue is empty. When nothing has moved for
 * longer than the timeout, resolves with a description of what stands still.
 */
export async function untilQuiet(
  { cloud, lambda, queueUrl }: Pick<Stage, 'cloud' | 'lambda' | 'queueUrl'>,
  log: Pick<FactLog, 'facts'>,
  invocations: Pick<Invocations, 'running'>,
  timeoutMs: number = STANDSTILL_TIMEOUT_MS,
): Promise<string | undefined> {
  let isHandled = false;
  const handled = lambda.untilIdle().then(() => {
    isHandled = true;
  });
  handled.catch(() => {}); // the cloud is closing, which ends the pause as well
  for (let seen = -1, giveUpAt = 0; ; ) {
    const isMoving = log.facts.length !== seen;
    if (isMoving) giveUpAt = Date.now() + timeoutMs;
    seen = log.facts.length;
    const waiting = await countWaiting(cloud, queueUrl);
    const running = invocations.running();
    if (isHandled && waiting === 0 && running === 0 && !isMoving) return undefined;
    if (Date.now() > giveUpAt) {
      const handlers = isHandled ? 'nothing is left for the handlers' : 'something is left for the handlers';
      return `${waiting} messages on the queue, ${running} invocations under way, ${handlers}`;
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal: cloud.closing });
  }
}

/** Counts all messages on the queue, visible, in flight or delayed. */
async function countWaiting({ clients }: Pick<Stage['cloud'], 'clients'>, QueueUrl: string): Promise<number> {
  const names = [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ] as const;
  const { Attributes } = await clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes?.[name]), 0);
}

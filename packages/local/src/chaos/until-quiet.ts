import { setTimeout as sleep } from 'node:timers/promises';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Stage } from '../stage.ts';
import type { Invocations } from './invocations.ts';
import type { Ledger } from './ledger.ts';

const LOOK_EVERY_MS = 500;
/** Longer than anything that may happen without a trace: a post takes ten seconds, a batch shows again after a minute. */
const PATIENCE_MS = 120_000;

/**
 * Resolves when everything is done: nothing is in a tap, no function runs, the queue is empty. When nothing has moved for
 * two minutes, resolves with what stands still.
 */
export async function untilQuiet(
  { cloud, lambda, queueUrl }: Pick<Stage, 'cloud' | 'lambda' | 'queueUrl'>,
  ledger: Pick<Ledger, 'facts'>,
  invocations: Pick<Invocations, 'running'>,
): Promise<string | undefined> {
  let seen = -1;
  let giveUpAt = 0;
  for (;;) {
    if (ledger.facts.length > seen) {
      seen = ledger.facts.length;
      giveUpAt = Date.now() + PATIENCE_MS;
    }
    const pause = sleep(LOOK_EVERY_MS, 'pause' as const, { signal: cloud.closing });
    const isIdle = (await Promise.race([lambda.untilIdle(), pause])) !== 'pause';
    const waiting = await countWaiting(cloud, queueUrl);
    const running = invocations.running();
    if (isIdle && waiting === 0 && running === 0 && ledger.facts.length === seen) return undefined;
    if (Date.now() > giveUpAt)
      return `${waiting} messages on the queue, ${running} invocations under way, handlers ${isIdle ? 'idle' : 'busy'}`;
    await pause;
  }
}

/** All that are on the queue, whether or not they can be received now. */
async function countWaiting({ clients }: Stage['cloud'], QueueUrl: string): Promise<number> {
  const { Attributes = {} } = await clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible, ApproximateNumberOfMessagesDelayed } =
    Attributes;
  return [
    ApproximateNumberOfMessages,
    ApproximateNumberOfMessagesNotVisible,
    ApproximateNumberOfMessagesDelayed,
  ].reduce((sum, count) => sum + Number(count ?? 0), 0);
}

import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { UsageError } from '../command-line/usage-error.ts';
import { type CauseGroup, groupByCause } from './cause-groups.ts';
import { type DeadLetterQueue, deadLetterQueues, type FoundQueue, findQueue, type Sqs } from './dead-letter-queues.ts';
import { byAge, type DeadLetteredMessage } from './dead-lettered-message.ts';
import { inFlightMessages } from './in-flight.ts';

/** What a queue holds, as far as it can be seen. */
export interface QueueContents {
  readonly queue: DeadLetterQueue;
  /** The groups, numbered across all queues. */
  readonly groups: readonly CauseGroup[];
  /** About how many messages the queue holds beyond those of the groups. */
  readonly more: number;
  /**
   * SQS's reasons, one for each message that it refused to return to the queue and that stays in flight for a while.
   */
  readonly notReturned: readonly string[];
  /** The error that SQS throws instead of showing anything. */
  readonly error?: unknown;
}

interface ReadDependencies {
  readonly sqs: Sqs;
  readonly environment: string;
  readonly now: () => number;
  readonly stopping: AbortSignal;
}

/**
 * Resolves with everything that the environment's queues give, all of which is returned to its queue by then. Leaves
 * out queues that do not exist. Throws `UsageError` where none exists, and what SQS throws where it shows none.
 */
export async function readQueues(dependencies: ReadDependencies): Promise<readonly QueueContents[]> {
  const { environment } = dependencies;
  const queues = await Promise.all(deadLetterQueues(environment).map((queue) => readQueue(queue, dependencies)));
  const existing = queues.filter((one) => one !== undefined);
  if (existing.length === 0) {
    throw new UsageError(
      `There are no dead-letter queues of "${environment}" in this account and region. ` +
        'See that your shell has the credentials and the region that Terraform applied this environment with.',
    );
  }
  if (existing.every(({ error }) => error !== undefined)) throw existing[0]?.error;
  const groups = groupByCause(
    existing.flatMap(({ received }) => received.toSorted(byAge)),
    environment,
  );
  return existing.map(({ received, total, ...contents }) => ({
    ...contents,
    groups: groups.filter(({ messages }) => messages[0].queue.name === contents.queue.name),
    more: Math.max(0, total - received.length),
  }));
}

/** What was received from a queue, and about how many messages it holds. */
interface ReceivedQueue extends Pick<QueueContents, 'queue' | 'notReturned' | 'error'> {
  readonly received: readonly DeadLetteredMessage[];
  readonly total: number;
}

async function readQueue(
  queue: DeadLetterQueue,
  { sqs, now, stopping }: ReadDependencies,
): Promise<ReceivedQueue | undefined> {
  try {
    const found = await findQueue(sqs, queue);
    return found && (await receiveAll(found, sqs, now, stopping));
  } catch (error) {
    return { queue, received: [], total: 0, notReturned: [], error };
  }
}

async function receiveAll(
  queue: FoundQueue,
  sqs: Sqs,
  now: () => number,
  stopping: AbortSignal,
): Promise<ReceivedQueue> {
  // Counted first: SQS counts slowly, and what is received would stand on both sides of the count for a while.
  const total = await countMessages(sqs, queue);
  const inFlight = inFlightMessages(sqs, queue, now);
  const received = await inFlight.receive(stopping).catch(async (error: unknown) => {
    await inFlight.returnToQueue();
    throw error;
  });
  return { queue, received: received.messages, total, notReturned: await inFlight.returnToQueue() };
}

/**
 * Returns about how many messages a queue holds:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export async function countMessages(sqs: Sqs, { url }: Pick<FoundQueue, 'url'>): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

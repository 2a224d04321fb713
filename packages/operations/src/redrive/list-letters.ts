import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { UsageError } from '../command-line/usage-error.ts';
import { type DeadLetterQueue, deadLetterQueues, type FoundQueue, findQueue, type Sqs } from './dead-letter-queues.ts';
import { createHold } from './hold.ts';
import { byAge, type Letter } from './letter.ts';
import { groupLetters, type LetterGroup } from './letter-groups.ts';

/** What a queue holds, as far as it can be seen. */
export interface QueueListing {
  readonly queue: DeadLetterQueue;
  /** Numbered across all queues. */
  readonly groups: readonly LetterGroup[];
  /** About how many letters the queue holds beyond those of the groups. */
  readonly more: number;
  /** Why SQS did not take letters back, for each that stays hidden for a while. */
  readonly notReleased: readonly string[];
  /** What SQS throws instead of showing anything. */
  readonly error?: unknown;
}

interface ListDependencies {
  readonly sqs: Sqs;
  readonly environment: string;
  readonly now: () => number;
  readonly stopping: AbortSignal;
}

/**
 * Looks at all that the environment's queues give, and releases it; leaves out queues that do not exist. Throws
 * `UsageError` where none exists, and what SQS throws where it shows none.
 */
export async function listLetters(dependencies: ListDependencies): Promise<readonly QueueListing[]> {
  const { environment } = dependencies;
  const queues = deadLetterQueues(environment);
  const looked = await Promise.all(queues.map((queue) => look(queue, dependencies)));
  const there = looked.filter((one) => one !== undefined);
  if (there.length === 0) {
    throw new UsageError(
      `There are no dead-letter queues of "${environment}" in this account and region. ` +
        'See that your shell has the credentials and the region that Terraform applied this environment with.',
    );
  }
  if (there.every(({ error }) => error !== undefined)) throw there[0]?.error;
  const groups = groupLetters(
    there.flatMap(({ received }) => received.toSorted(byAge)),
    environment,
  );
  return there.map(({ received, total, ...listing }) => ({
    ...listing,
    groups: groups.filter(({ letters }) => letters[0].queue.name === listing.queue.name),
    more: Math.max(0, total - received.length),
  }));
}

interface Looked extends Pick<QueueListing, 'queue' | 'notReleased' | 'error'> {
  readonly received: readonly Letter[];
  readonly total: number;
}

async function look(queue: DeadLetterQueue, { sqs, now, stopping }: ListDependencies): Promise<Looked | undefined> {
  try {
    const found = await findQueue(sqs, queue);
    return found && (await lookInto(found, sqs, now, stopping));
  } catch (error) {
    return { queue, received: [], total: 0, notReleased: [], error };
  }
}

async function lookInto(queue: FoundQueue, sqs: Sqs, now: () => number, stopping: AbortSignal): Promise<Looked> {
  // Counted first: SQS counts slowly, and what is received would stand on both sides of the count for a while.
  const total = await countLetters(sqs, queue);
  const hold = createHold(sqs, queue, now);
  const received = await hold.receive(stopping).catch(async (error: unknown) => {
    await hold.release();
    throw error;
  });
  return { queue, received: received.letters, total, notReleased: await hold.release() };
}

/** About how many a queue holds: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
async function countLetters(sqs: Sqs, { url }: FoundQueue): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { FoundQueue, Sqs } from './dead-letter-queues.ts';
import { createHold, type Hold } from './hold.ts';
import { byAge, type Letter } from './letter.ts';
import { groupLetters } from './letter-groups.ts';
import type { QueueListing } from './listing.ts';

export interface Listed {
  readonly queues: readonly QueueListing[];
  /** How many letters stay hidden for a while, as SQS did not take them back. */
  readonly notReleased: number;
}

interface ListDependencies {
  readonly sqs: Sqs;
  readonly environment: string;
  readonly now: () => number;
  readonly stopping: AbortSignal;
}

/** Looks at all that the queues give, and releases it. Throws what SQS throws, also after that. */
export const listLetters = async (
  queues: readonly FoundQueue[],
  { sqs, environment, now, stopping }: ListDependencies,
): Promise<Listed> => {
  const hold = createHold(sqs, now);
  // Settled: where one queue refuses, what the others still give must be released too.
  const looked = await Promise.allSettled(queues.map((queue) => look(queue, sqs, hold, stopping)));
  const notReleased = await hold.release();
  const letters = looked.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  const groups = groupLetters(
    letters.flatMap(({ received }) => received.toSorted(byAge)),
    environment,
  );
  const listings = letters.map(({ queue, received, total }) => ({
    queue,
    groups: groups.filter((group) => group.letters[0].queue === queue),
    more: Math.max(0, total - received.length),
  }));
  return { queues: listings, notReleased };
};

interface Looked {
  readonly queue: FoundQueue;
  readonly received: readonly Letter[];
  readonly total: number;
}

const look = async (queue: FoundQueue, sqs: Sqs, hold: Hold, stopping: AbortSignal): Promise<Looked> => {
  // Counted first: SQS counts slowly, and what is received would stand on both sides of the count for a while.
  const total = await countLetters(sqs, queue);
  return { queue, received: await hold.receive(queue, stopping), total };
};

/** About how many a queue holds: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
const countLetters = async (sqs: Sqs, { url }: FoundQueue): Promise<number> => {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
};

import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { FoundQueue, Sqs } from './dead-letter-queues.ts';
import { type Letter, toLetter } from './letter.ts';

/** How long nobody else sees what was received; after that SQS gives it to anybody, whatever becomes of this process. */
export const HOLD_SECONDS = 300;

/** A letter may be put back while this is left: a send and a delete, each with the SDK's four attempts of ten seconds. */
const NEEDED_MS = 120_000;

/** Letters of one call of `receive`: more would take a part of the time for which the first are held. */
export const MOST_AT_ONCE = 1_000;

/** Long polling asks all servers of SQS, so that nothing received means nothing there; a second is long polling. */
const WAIT_SECONDS = 1;

/** The letters that were received and are neither removed nor released. */
export interface Hold {
  /** Up to `MOST_AT_ONCE` letters, in no order; less than all where the signal ends it between two calls. */
  receive(queue: FoundQueue, stopping: AbortSignal): Promise<readonly Letter[]>;
  /** Whether the letter is still hidden from everybody else. */
  isHeld(letter: Letter): boolean;
  /** Sees that there is time to put the letter back, by holding it longer if need be. */
  secure(letter: Letter): Promise<void>;
  /** Deletes the letter from its queue. */
  remove(letter: Letter): Promise<void>;
  /** Lets everybody see what is still held. Resolves with how many stay hidden for `HOLD_SECONDS`, as SQS refused. */
  release(): Promise<number>;
}

interface Held {
  readonly letter: Letter;
  readonly receipt: string;
  readonly until: number;
}

export const createHold = (sqs: Sqs, now: () => number): Hold => {
  const held = new Map<string, Held>();
  const keyOf = ({ queue, id }: Letter): string => `${queue.name}/${id}`;
  const find = (letter: Letter): Held => {
    const found = held.get(keyOf(letter));
    if (!found) throw new Error('it is not held');
    return found;
  };
  return {
    async receive(queue, stopping) {
      const letters = new Map<string, Letter>();
      while (letters.size < MOST_AT_ONCE && !stopping.aborted) {
        const until = now() + HOLD_SECONDS * 1_000;
        const { Messages = [] } = await sqs.send(receiveCommand(queue));
        if (Messages.length === 0) break;
        for (const message of Messages) {
          const letter = toLetter(queue, message);
          held.set(keyOf(letter), { letter, receipt: message.ReceiptHandle ?? '', until });
          letters.set(letter.id, letter);
        }
      }
      return [...letters.values()];
    },
    isHeld: (letter) => find(letter).until > now(),
    async secure(letter) {
      const { receipt, until } = find(letter);
      if (until - now() >= NEEDED_MS) return;
      // Before the call, whose answer may be lost: then the letter is hidden for so long, and has to be released.
      held.set(keyOf(letter), { letter, receipt, until: now() + HOLD_SECONDS * 1_000 });
      await sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: letter.queue.url,
          ReceiptHandle: receipt,
          VisibilityTimeout: HOLD_SECONDS,
        }),
      );
    },
    async remove(letter) {
      const { receipt } = find(letter);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: letter.queue.url, ReceiptHandle: receipt }));
      held.delete(keyOf(letter));
    },
    async release() {
      // What is held no longer may be another's by now.
      const still = [...held.values()].filter(({ until }) => until > now());
      const byQueue = Map.groupBy(still, ({ letter }) => letter.queue.url);
      const refused = await Promise.all([...byQueue].map(([url, those]) => releaseAll(sqs, url, those)));
      held.clear();
      return refused.reduce((sum, count) => sum + count, 0);
    },
  };
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const receiveCommand = ({ url }: FoundQueue): ReceiveMessageCommand =>
  new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: HOLD_SECONDS,
    WaitTimeSeconds: WAIT_SECONDS,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['SentTimestamp', 'SequenceNumber'],
  });

/** As many as one call takes. */
const BATCH = 10;

const releaseAll = async (sqs: Sqs, url: string, held: readonly Held[]): Promise<number> => {
  let refused = 0;
  for (let start = 0; start < held.length; start += BATCH) {
    const batch = held.slice(start, start + BATCH);
    refused += await releaseBatch(sqs, url, batch).catch(() => batch.length);
  }
  return refused;
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
const releaseBatch = async (sqs: Sqs, url: string, held: readonly Held[]): Promise<number> => {
  const Entries = held.map(({ receipt }, index) => ({
    Id: `${index}`,
    ReceiptHandle: receipt,
    VisibilityTimeout: 0,
  }));
  const { Failed = [] } = await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
  return Failed.length;
};

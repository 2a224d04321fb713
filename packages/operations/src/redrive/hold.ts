import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { FoundQueue, Sqs } from './dead-letter-queues.ts';
import { type Letter, toLetter } from './letter.ts';
import { printableError } from './printable.ts';

/** How long nobody else sees what was received; after that SQS gives it to anybody, whatever becomes of this process. */
export const HOLD_SECONDS = 300;

/** A letter may be put back while this is left: a send and a delete, each with the SDK's four attempts of ten seconds. */
const NEEDED_MS = 120_000;

/** How long is received at most: time is left then to put back what was received first. */
const RECEIVING_MS = 60_000;

/** UTF-16 units of bodies that are received at most, for a letter may have a quarter of a million of them. */
const MOST_TEXT = 100_000_000;

/** Long polling asks all servers of SQS, so that nothing received means nothing there; a second is long polling. */
const WAIT_SECONDS = 1;

export interface Received {
  /** In no order. */
  readonly letters: readonly Letter[];
  /** Whether the queue gave all that it gives. */
  readonly isAll: boolean;
}

/** The letters of a queue that were received and are neither removed nor released. */
export interface Hold {
  /** What the queue gives, or as much as time and memory allow; the signal ends it between two calls. */
  receive(stopping: AbortSignal): Promise<Received>;
  /** Whether there is time to put the letter back before anybody else may see it. */
  isSafe(letter: Letter): boolean;
  /** Deletes the letter from its queue. */
  remove(letter: Letter): Promise<void>;
  /** Lets everybody see what is still held. Resolves with why SQS refused it so far, for each letter that stayed hidden. */
  release(): Promise<readonly string[]>;
}

interface Held {
  readonly receipt: string;
  readonly until: number;
}

export function createHold(sqs: Sqs, queue: FoundQueue, now: () => number): Hold {
  const held = new Map<string, Held>();
  const refusals: string[] = [];
  return {
    async receive(stopping) {
      const letters = new Map<string, Letter>();
      const end = now() + RECEIVING_MS;
      let size = 0;
      while (now() < end && size < MOST_TEXT && !stopping.aborted) {
        const until = now() + HOLD_SECONDS * 1_000;
        const { Messages = [] } = await sqs.send(receiveCommand(queue));
        if (Messages.length === 0) return { letters: [...letters.values()], isAll: true };
        for (const message of Messages) {
          const letter = toLetter(queue, message);
          held.set(letter.id, { receipt: message.ReceiptHandle ?? '', until });
          letters.set(letter.id, letter);
          size += letter.body.length;
        }
      }
      return { letters: [...letters.values()], isAll: false };
    },
    isSafe: ({ id }) => (held.get(id)?.until ?? 0) - now() >= NEEDED_MS,
    async remove({ id }) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: held.get(id)?.receipt }));
      held.delete(id);
    },
    async release() {
      // What is held no longer may be another's by now.
      const still = [...held.values()].filter(({ until }) => until > now());
      held.clear();
      for (let start = 0; start < still.length; start += BATCH) {
        refusals.push(...(await releaseBatch(sqs, queue, still.slice(start, start + BATCH))));
      }
      return refusals;
    },
  };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
function receiveCommand({ url }: FoundQueue): ReceiveMessageCommand {
  return new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: HOLD_SECONDS,
    WaitTimeSeconds: WAIT_SECONDS,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['SentTimestamp', 'SequenceNumber'],
  });
}

/** As many as one call takes. */
const BATCH = 10;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
async function releaseBatch(sqs: Sqs, { url }: FoundQueue, held: readonly Held[]): Promise<readonly string[]> {
  const Entries = held.map(({ receipt }, index) => ({
    Id: `${index}`,
    ReceiptHandle: receipt,
    VisibilityTimeout: 0,
  }));
  try {
    const { Failed = [] } = await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
    return Failed.map(({ Code = 'not said why' }: BatchResultErrorEntry) => Code);
  } catch (error) {
    return held.map(() => printableError(error));
  }
}

import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { printableError } from '../command-line/printable.ts';
import type { FoundQueue, Sqs } from './dead-letter-queues.ts';
import { type DeadLetteredMessage, toDeadLetteredMessage } from './dead-lettered-message.ts';

/** The visibility timeout, after which SQS gives a message to anybody, whatever has happened to this process. */
export const VISIBILITY_TIMEOUT_SECONDS = 300;

/**
 * How much of it must be left to redrive a message: a send and a delete, each with the SDK's four attempts of ten
 * seconds.
 */
const NEEDED_MS = 120_000;

/** How long messages are received at most, so that time is left to redrive those that were received first. */
const RECEIVING_MS = 60_000;

/** How many UTF-16 units of bodies are received at most: one message may have a quarter of a million of them. */
const MAX_TEXT = 100_000_000;

/**
 * How long SQS waits for a message. With long polling, which a second is, it asks all its servers, so that nothing
 * received means that nothing is there.
 */
const WAIT_SECONDS = 1;

/** The messages that a queue gave. */
export interface Received {
  /** The messages in no particular order. */
  readonly messages: readonly DeadLetteredMessage[];
  /** Whether the queue gave everything that it gives. */
  readonly isAll: boolean;
}

/** The messages of a queue that this process received and neither deleted nor returned to the queue. */
export interface InFlightMessages {
  /**
   * Resolves with everything that the queue gives, or with as much as time and memory allow; `stopping` ends it between
   * two calls.
   */
  receive(stopping: AbortSignal): Promise<Received>;
  /** Returns whether there is time to redrive the message before anybody else may receive it. */
  hasTimeFor(message: DeadLetteredMessage): boolean;
  /** Deletes the message from its queue. */
  remove(message: DeadLetteredMessage): Promise<void>;
  /**
   * Makes all messages visible again. Resolves with SQS's reasons, one for each message that it has refused to return
   * so far.
   */
  returnToQueue(): Promise<readonly string[]>;
}

/** The receipt of a message, and until when it is in flight, in milliseconds since the epoch. */
interface InFlight {
  readonly receipt: string;
  readonly until: number;
}

/** Returns the messages of a queue that this process has in flight; there are none at first. */
export function inFlightMessages(sqs: Sqs, queue: FoundQueue, now: () => number): InFlightMessages {
  const inFlight = new Map<string, InFlight>();
  const refusals: string[] = [];
  return {
    async receive(stopping) {
      const messages = new Map<string, DeadLetteredMessage>();
      const end = now() + RECEIVING_MS;
      let size = 0;
      while (now() < end && size < MAX_TEXT && !stopping.aborted) {
        const until = now() + VISIBILITY_TIMEOUT_SECONDS * 1_000;
        const { Messages = [] } = await sqs.send(receiveCommand(queue));
        if (Messages.length === 0) return { messages: [...messages.values()], isAll: true };
        for (const received of Messages) {
          const message = toDeadLetteredMessage(queue, received);
          inFlight.set(message.id, { receipt: received.ReceiptHandle ?? '', until });
          messages.set(message.id, message);
          size += message.body.length;
        }
      }
      return { messages: [...messages.values()], isAll: false };
    },
    hasTimeFor: ({ id }) => (inFlight.get(id)?.until ?? 0) - now() >= NEEDED_MS,
    async remove({ id }) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: inFlight.get(id)?.receipt }));
      inFlight.delete(id);
    },
    async returnToQueue() {
      // What is visible again may be in flight with somebody else by now.
      const still = [...inFlight.values()].filter(({ until }) => until > now());
      inFlight.clear();
      for (let start = 0; start < still.length; start += BATCH) {
        refusals.push(...(await returnBatch(sqs, queue, still.slice(start, start + BATCH))));
      }
      return refusals;
    },
  };
}

/**
 * Returns the command that receives up to ten messages:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
function receiveCommand({ url }: FoundQueue): ReceiveMessageCommand {
  return new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: VISIBILITY_TIMEOUT_SECONDS,
    WaitTimeSeconds: WAIT_SECONDS,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['SentTimestamp', 'SequenceNumber'],
  });
}

/** How many messages one call takes. */
const BATCH = 10;

/**
 * Makes messages visible again, and returns SQS's reason for each that it refuses to return:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
 */
async function returnBatch(sqs: Sqs, { url }: FoundQueue, inFlight: readonly InFlight[]): Promise<readonly string[]> {
  const Entries = inFlight.map(({ receipt }, index) => ({
    Id: `${index}`,
    ReceiptHandle: receipt,
    VisibilityTimeout: 0,
  }));
  try {
    const { Failed = [] } = await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
    return Failed.map(({ Code = 'not said why' }: BatchResultErrorEntry) => Code);
  } catch (error) {
    return inFlight.map(() => printableError(error));
  }
}

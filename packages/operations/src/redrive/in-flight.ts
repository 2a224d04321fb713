import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { printableError } from '../command-line/printable.ts';
import type { FoundQueue, Sqs } from './dead-letter-queues.ts';
import { type DeadLetteredMessage, toDeadLetteredMessage } from './dead-lettered-message.ts';

/** The visibility timeout: after it SQS gives a message to anybody, whatever becomes of this process. */
export const VISIBILITY_TIMEOUT_SECONDS = 300;

/** A message is redriven only while this is left: a send and a delete, each with the SDK's four attempts of ten seconds. */
const NEEDED_MS = 120_000;

/** How long messages are received at most: time is left then to redrive those that were received first. */
const RECEIVING_MS = 60_000;

/** UTF-16 units of bodies that are received at most, for one message may have a quarter of a million of them. */
const MAX_TEXT = 100_000_000;

/** Long polling asks all servers of SQS, so that nothing received means nothing there; a second is long polling. */
const WAIT_SECONDS = 1;

export interface Received {
  /** In no order. */
  readonly messages: readonly DeadLetteredMessage[];
  /** Whether the queue gave all that it gives. */
  readonly isAll: boolean;
}

/** The messages of a queue that this process received and neither deleted nor returned to the queue. */
export interface InFlightMessages {
  /** Resolves with all that the queue gives, or as much as time and memory allow; `stopping` ends it between two calls. */
  receive(stopping: AbortSignal): Promise<Received>;
  /** Returns whether there is time to redrive the message before anybody else may receive it. */
  hasTimeFor(message: DeadLetteredMessage): boolean;
  /** Deletes the message from its queue. */
  remove(message: DeadLetteredMessage): Promise<void>;
  /** Makes all visible again. Resolves with why SQS refused it so far, for each message that it refused it for. */
  returnToQueue(): Promise<readonly string[]>;
}

interface InFlight {
  readonly receipt: string;
  readonly until: number;
}

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

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
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

/** As many as one call takes. */
const BATCH = 10;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
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

import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { requireRange, sqsError } from './refusals.ts';

/** A message as it lies in a queue; times are milliseconds of the clock that the queue was given. */
export interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly group: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sentAt: number;
  /** Grows over all queues of one fake. */
  readonly sequence: number;
  receiveCount: number;
  firstReceivedAt: number | undefined;
  receivedAt: number;
  visibleAt: number;
  /** The receipt handle of the latest receive. */
  receipt: string | undefined;
}

export interface QueueSettings {
  readonly name: string;
  readonly visibilityTimeoutSeconds?: number;
  /** Where SQS moves a message that was received that often without being deleted. */
  readonly redrivePolicy?: { readonly maxReceiveCount: number; readonly deadLetterQueue: string };
}

/** A visibility timeout ends at the latest twelve hours after the receive. */
const LONGEST_VISIBILITY_SECONDS = 43_200;

export type Queue = ReturnType<typeof createQueue>;

/**
 * Returns a queue that keeps what SQS documents of time and order: a received message is in flight for its visibility
 * timeout, only the receipt of the latest receive counts and only while it is in flight, and a FIFO queue gives
 * nothing of a message group of which something is in flight.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export function createQueue({ name, visibilityTimeoutSeconds = 30, redrivePolicy }: QueueSettings, now: () => number) {
  const isFifo = name.endsWith('.fifo');
  const messages: StoredMessage[] = [];
  const isInFlight = ({ visibleAt }: StoredMessage): boolean => visibleAt > now();

  /** Returns what may be received now, as much as possible of one group before the next, each group in its order. */
  const receivable = (): StoredMessage[] => {
    if (!isFifo) return messages.filter((message) => !isInFlight(message));
    const groups = Map.groupBy(messages, ({ group }) => group);
    return [...groups.values()].filter((members) => !members.some(isInFlight)).flat();
  };

  const hide = (message: StoredMessage, seconds: number): void => {
    message.visibleAt = now() + seconds * 1_000;
  };

  const take = (message: StoredMessage): void => {
    const index = messages.indexOf(message);
    messages.splice(index, 1);
  };

  const find = (receipt: string | undefined): StoredMessage => {
    const message = messages.find((stored) => receipt !== undefined && stored.receipt === receipt);
    if (!message || !isInFlight(message)) throw sqsError('ReceiptHandleIsInvalid');
    return message;
  };

  return {
    name,
    isFifo,
    redrivePolicy,
    messages: messages as readonly StoredMessage[],
    inFlight: (): StoredMessage[] => messages.filter(isInFlight),
    add: (message: StoredMessage): void => {
      messages.push(message);
    },

    /**
     * Returns up to `most` messages, in flight from now on, and those that were received too often, which have left
     * the queue. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
     */
    receive(most: number, createReceipt: () => string, seconds = visibilityTimeoutSeconds) {
      requireRange('MaxNumberOfMessages', most, 1, 10);
      requireRange('VisibilityTimeout', seconds, 0, LONGEST_VISIBILITY_SECONDS);
      const received: StoredMessage[] = [];
      const exhausted: StoredMessage[] = [];
      for (const message of receivable()) {
        if (received.length === most) break;
        if (redrivePolicy && message.receiveCount >= redrivePolicy.maxReceiveCount) {
          take(message);
          exhausted.push(message);
          continue;
        }
        message.receiveCount += 1;
        message.receivedAt = now();
        message.firstReceivedAt ??= message.receivedAt;
        message.receipt = createReceipt();
        hide(message, seconds);
        received.push(message);
      }
      return { received, exhausted };
    },

    /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
    remove: (receipt: string | undefined): void => take(find(receipt)),

    /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
    setVisibility(receipt: string | undefined, seconds: number): void {
      requireRange('VisibilityTimeout', seconds, 0, LONGEST_VISIBILITY_SECONDS);
      const message = find(receipt);
      const sinceReceive = Math.ceil((now() - message.receivedAt) / 1_000);
      requireRange('VisibilityTimeout', sinceReceive + seconds, 0, LONGEST_VISIBILITY_SECONDS);
      hide(message, seconds);
    },

    /** Returns when there may be something to receive, now or later; undefined while the queue is empty. */
    nextReceivableAt(): number | undefined {
      if (messages.length === 0) return undefined;
      const groups = isFifo ? Map.groupBy(messages, ({ group }) => group).values() : messages.map((one) => [one]);
      const times = [...groups].map((members) => Math.max(...members.map(({ visibleAt }) => visibleAt)));
      return Math.max(now(), Math.min(...times));
    },
  };
}

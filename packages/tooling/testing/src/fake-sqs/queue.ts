import type { MessageAttributeValue, SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { requireRange, sqsError, sqsRefusal } from './refusals.ts';

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
  readonly receiveCount: number;
  readonly firstReceivedAt: number | undefined;
  readonly receivedAt: number;
  readonly visibleAt: number;
  /** The receipt handle of the latest receive. */
  readonly receipt: string | undefined;
}

/** A message that a test puts into a queue without SendMessage, whose rules do not apply to it. */
export interface PutMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttributeValue>> | undefined;
  readonly group?: string | undefined;
  readonly deduplicationId?: string | undefined;
}

export interface QueueSettings {
  readonly name: string;
  readonly visibilityTimeoutSeconds?: number;
  /** Where SQS moves a message that was received that often without being deleted. */
  readonly redrivePolicy?: { readonly maxReceiveCount: number; readonly deadLetterQueue: string };
}

/** A visibility timeout ends at the latest twelve hours after the receive. */
const LONGEST_VISIBILITY_SECONDS = 43_200;

/**
 * How long a FIFO queue remembers a deduplication id.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
const DEDUPLICATION_MS = 300_000;

const NEVER_RECEIVED = {
  receiveCount: 0,
  firstReceivedAt: undefined,
  receivedAt: 0,
  visibleAt: Number.NEGATIVE_INFINITY,
  receipt: undefined,
} as const;

export type Queue = ReturnType<typeof createQueue>;

/**
 * Returns a queue that keeps what SQS documents of time and order: a received message is in flight for its visibility
 * timeout, only the receipt of the latest receive counts and only while it is in flight, and a FIFO queue gives
 * nothing of a message group of which something is in flight. `nextNumber` counts through all queues of one fake.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export function createQueue(
  { name, visibilityTimeoutSeconds = 30, redrivePolicy }: QueueSettings,
  now: () => number,
  nextNumber: () => number,
) {
  const isFifo = name.endsWith('.fifo');
  const messages: StoredMessage[] = [];
  const remembered = new Map<string | undefined, StoredMessage>();
  const isInFlight = ({ visibleAt }: StoredMessage): boolean => visibleAt > now();

  /** Returns what may be received now, as much as possible of one group before the next, each group in its order. */
  const receivable = (): StoredMessage[] => {
    if (!isFifo) return messages.filter((message) => !isInFlight(message));
    const groups = Map.groupBy(messages, ({ group }) => group);
    return [...groups.values()].filter((members) => !members.some(isInFlight)).flat();
  };

  /** Puts the changed message where the message was; without a change, takes the message out of the queue. */
  const replace = (message: StoredMessage, ...changed: readonly StoredMessage[]): void => {
    messages.splice(messages.indexOf(message), 1, ...changed);
  };

  const find = (receipt: string | undefined): StoredMessage => {
    const message = messages.find((stored) => receipt !== undefined && stored.receipt === receipt);
    if (!message || !isInFlight(message)) throw sqsError('ReceiptHandleIsInvalid');
    return message;
  };

  const put = ({ body, attributes = {}, group, deduplicationId }: PutMessage): StoredMessage => {
    const sequence = nextNumber();
    const written = { id: `m-${sequence}`, body, attributes, group, deduplicationId, sentAt: now(), sequence };
    const message = { ...written, ...NEVER_RECEIVED };
    messages.push(message);
    return message;
  };

  return {
    name,
    isFifo,
    redrivePolicy,
    messages: messages as readonly StoredMessage[],
    inFlight: (): StoredMessage[] => messages.filter(isInFlight),
    put,

    /**
     * Adds a message and returns it; where the queue knows its deduplication id, returns the message before and adds
     * none.
     */
    send(input: SendMessageCommandInput): { readonly message: StoredMessage; readonly isNew: boolean } {
      const refusal = sqsRefusal(input, isFifo);
      if (refusal) throw refusal;
      const { MessageBody: body = '', MessageAttributes, MessageGroupId: group, MessageDeduplicationId } = input;
      const known = isFifo ? remembered.get(MessageDeduplicationId) : undefined;
      if (known && now() < known.sentAt + DEDUPLICATION_MS) return { message: known, isNew: false };
      const attributes = structuredClone(MessageAttributes);
      const message = put({ body, attributes, group, deduplicationId: MessageDeduplicationId });
      remembered.set(MessageDeduplicationId, message);
      return { message, isNew: true };
    },

    /** Takes a message from the queue whose dead-letter queue this is: it keeps its id, and a FIFO queue dates it anew. */
    takeOver(message: StoredMessage): void {
      const sentAt = isFifo ? now() : message.sentAt;
      messages.push({ ...message, ...NEVER_RECEIVED, sentAt, sequence: nextNumber() });
    },

    /**
     * Returns up to `most` messages, in flight from now on, and those that were received too often, which have left
     * the queue. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
     */
    receive(most: number, seconds = visibilityTimeoutSeconds) {
      requireRange('MaxNumberOfMessages', most, 1, 10);
      requireRange('VisibilityTimeout', seconds, 0, LONGEST_VISIBILITY_SECONDS);
      const received: StoredMessage[] = [];
      const exhausted: StoredMessage[] = [];
      for (const message of receivable()) {
        if (received.length === most) break;
        if (redrivePolicy && message.receiveCount >= redrivePolicy.maxReceiveCount) {
          replace(message);
          exhausted.push(message);
          continue;
        }
        const inFlight = {
          ...message,
          receiveCount: message.receiveCount + 1,
          firstReceivedAt: message.firstReceivedAt ?? now(),
          receivedAt: now(),
          visibleAt: now() + seconds * 1_000,
          receipt: `r-${nextNumber()}`,
        };
        replace(message, inFlight);
        received.push(inFlight);
      }
      return { received, exhausted };
    },

    /**
     * Deletes a message.
     * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
     */
    remove: (receipt: string | undefined): void => replace(find(receipt)),

    /**
     * Sets how long a message stays in flight.
     * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
     */
    setVisibility(receipt: string | undefined, seconds: number): void {
      requireRange('VisibilityTimeout', seconds, 0, LONGEST_VISIBILITY_SECONDS);
      const message = find(receipt);
      const sinceReceive = Math.ceil((now() - message.receivedAt) / 1_000);
      requireRange('VisibilityTimeout', sinceReceive + seconds, 0, LONGEST_VISIBILITY_SECONDS);
      replace(message, { ...message, visibleAt: now() + seconds * 1_000 });
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

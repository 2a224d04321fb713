import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { FoundQueue } from './dead-letter-queues.ts';

/** A message in a dead-letter queue. */
export interface Letter {
  readonly queue: FoundQueue;
  /** SQS's message id: unique, and new each time a message comes to a dead-letter queue by being sent. */
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  /** Milliseconds of the epoch, by AWS's clock. */
  readonly sentAt: number;
  /** SQS's number of up to 39 digits, which grows within a group; only in a FIFO queue. */
  readonly sequenceNumber: bigint;
}

export function toLetter(queue: FoundQueue, message: Message): Letter {
  return {
    queue,
    id: message.MessageId ?? '',
    body: message.Body ?? '',
    attributes: message.MessageAttributes ?? {},
    sentAt: Number(message.Attributes?.SentTimestamp ?? 0),
    sequenceNumber: BigInt(message.Attributes?.SequenceNumber ?? 0),
  };
}

/** The text of a letter's attribute, if it has such a one. */
export function attribute(letter: Letter, name: string): string | undefined {
  return letter.attributes[name]?.StringValue;
}

/** For `sort`: the oldest first, as SQS numbers them where two came in the same millisecond. */
export function byAge(one: Letter, other: Letter): number {
  if (one.sentAt !== other.sentAt) return one.sentAt - other.sentAt;
  return Number(one.sequenceNumber > other.sequenceNumber) - Number(one.sequenceNumber < other.sequenceNumber);
}

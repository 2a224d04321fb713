import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { FoundQueue } from './dead-letter-queues.ts';

/** A message in a dead-letter queue. */
export interface DeadLetteredMessage {
  readonly queue: FoundQueue;
  /** SQS's message id: it is unique, and new each time that a message is sent to a dead-letter queue. */
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  /** When it came to the queue, in milliseconds since the epoch, by AWS's clock. */
  readonly sentAt: number;
  /** SQS's number of up to 39 digits, which grows within a group; 0 in a standard queue. */
  readonly sequenceNumber: bigint;
}

/** Returns a message of SQS in the form that this command uses. */
export function toDeadLetteredMessage(queue: FoundQueue, message: Message): DeadLetteredMessage {
  return {
    queue,
    id: message.MessageId ?? '',
    body: message.Body ?? '',
    attributes: message.MessageAttributes ?? {},
    sentAt: Number(message.Attributes?.SentTimestamp ?? 0),
    sequenceNumber: BigInt(message.Attributes?.SequenceNumber ?? 0),
  };
}

/** Returns the text of a message's attribute; undefined where it has no such attribute, or not as text. */
export function attribute(message: DeadLetteredMessage, name: string): string | undefined {
  return message.attributes[name]?.StringValue;
}

/** Compares for `sort`: the oldest first, and by SQS's sequence numbers where two came in the same millisecond. */
export function byAge(one: DeadLetteredMessage, other: DeadLetteredMessage): number {
  if (one.sentAt !== other.sentAt) return one.sentAt - other.sentAt;
  return Number(one.sequenceNumber > other.sequenceNumber) - Number(one.sequenceNumber < other.sequenceNumber);
}

/** Returns what a body holds as JSON by the schema; undefined where it is no JSON or holds something else. */
export function parseBody<const Schema extends v.GenericSchema>(
  schema: Schema,
  body: string,
): v.InferOutput<Schema> | undefined {
  const { success, output } = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), body);
  return success ? output : undefined;
}

/** The schema of any JSON object, which it leaves as it is. */
export const jsonObject = v.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** The schema of optional text, which takes anything else for a missing text. */
export const maybeText = v.fallback(v.optional(v.string()), undefined);

import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { FoundQueue } from './dead-letter-queues.ts';

/** A message in a dead-letter queue. */
export interface DeadLetteredMessage {
  readonly queue: FoundQueue;
  /** SQS's message id: unique, and new each time a message comes to a dead-letter queue by being sent. */
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  /** Milliseconds of the epoch, by AWS's clock. */
  readonly sentAt: number;
  /** SQS's number of up to 39 digits, which grows within a group; 0 in a standard queue. */
  readonly sequenceNumber: bigint;
}

/** Returns a message as SQS gives it in the form in which this command uses it. */
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

/** Returns the text of a message's attribute, if it has that attribute as text. */
export function attribute(message: DeadLetteredMessage, name: string): string | undefined {
  return message.attributes[name]?.StringValue;
}

/** Compares for `sort`: the oldest first, by SQS's numbers where two came in the same millisecond. */
export function byAge(one: DeadLetteredMessage, other: DeadLetteredMessage): number {
  if (one.sentAt !== other.sentAt) return one.sentAt - other.sentAt;
  return Number(one.sequenceNumber > other.sequenceNumber) - Number(one.sequenceNumber < other.sequenceNumber);
}

/** Returns what a body holds as JSON by the schema; undefined where it is no JSON or something else. */
export function parseBody<const Schema extends v.GenericSchema>(
  schema: Schema,
  body: string,
): v.InferOutput<Schema> | undefined {
  const { success, output } = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), body);
  return success ? output : undefined;
}

/** Schema of any JSON object, which it leaves as it is. */
export const jsonObject = v.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** Schema of optional text, which takes anything else for nothing. */
export const maybeText = v.fallback(v.optional(v.string()), undefined);

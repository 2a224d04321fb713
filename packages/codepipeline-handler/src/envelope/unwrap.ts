import { jsonObject, parseJson } from '@shipbell/core';
import { type EventRef, eventRef, InvalidEventError } from '@shipbell/core/runtime';
import * as v from 'valibot';

/** A payload and what its envelope says of it. */
export interface EventEnvelope {
  readonly payload: unknown;
  /** The id of the message or the event; it is the same when that is delivered again. */
  readonly id: string;
  readonly subject: string | undefined;
  /** The ARN of the topic, for old payloads that lack their own account and region. */
  readonly topicArn: string | undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
const snsEvent = v.object({
  Records: v.pipe(v.array(v.unknown()), v.minLength(1)),
});

const snsRecord = v.object({
  Sns: v.object({
    MessageId: v.string(),
    Message: v.unknown(),
    Subject: v.nullish(v.string()),
    TopicArn: v.optional(v.string()),
  }),
});

/** https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const eventBridgeEvent = v.object({ id: v.string(), source: v.string(), 'detail-type': v.string() });

/**
 * Returns the records of an SNS event, or EventBridge's event alone. Throws `InvalidEventError` for what is neither.
 */
export function recordsOf(event: unknown): readonly unknown[] {
  const sns = v.safeParse(snsEvent, event);
  if (sns.success) return sns.output.Records;
  if (v.is(eventBridgeEvent, event)) return [event];
  throw new InvalidEventError(
    'The event is neither an SNS event (Records[].Sns) nor an EventBridge event (id, source, detail-type). ' +
      'Invoke this function through the deployments topic or an EventBridge rule.',
  );
}

/**
 * Returns the payload of a record, taken out of its envelope. Throws `InvalidEventError` for a record that is neither
 * SNS's nor EventBridge's.
 */
export function unwrap(record: unknown): EventEnvelope {
  if (v.is(eventBridgeEvent, record)) {
    return { payload: record, id: record.id, subject: undefined, topicArn: undefined };
  }
  const { success, output, issues } = v.safeParse(snsRecord, record);
  if (!success) {
    const where = v.getDotPath(issues[0]) ?? 'the record';
    throw new InvalidEventError(`A record of the event is not SNS's: ${where} is missing or of another type.`);
  }
  const { MessageId, Message, Subject, TopicArn } = output.Sns;
  const payload = objectOrText(Message);
  // EventBridge's own id stays the same by whichever route it comes.
  const id = v.is(eventBridgeEvent, payload) ? payload.id : MessageId;
  return { payload, id, subject: Subject ?? undefined, topicArn: TopicArn };
}

/**
 * Returns the reference to the event of a record: EventBridge's own id and time by whichever route it comes, else SNS's.
 */
export function eventRefOf(record: unknown): EventRef {
  const { payload, id } = unwrap(record);
  return eventRef(id, jsonObject(payload).time ?? jsonObject(jsonObject(record).Sns).Timestamp);
}

/** Returns the object that the message holds as JSON; a text as it is, which may be JSON by accident, such as `42`. */
function objectOrText(message: unknown): unknown {
  if (typeof message !== 'string') return message;
  const parsed = parseJson(message);
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : message;
}

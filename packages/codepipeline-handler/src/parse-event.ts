import { InvalidEventError } from '@shipbell/core/runtime';
import * as v from 'valibot';
import { type DeploymentEvent, parseDeploymentEvent } from './deployment-event.ts';
import { type OtherEvent, parseOtherEvent } from './other-event.ts';

/** What the function was called with, told in our own words. */
export type DomainEvent = DeploymentEvent | OtherEvent;

/** A payload out of its envelope, with what the envelope knows. */
export interface Peeled {
  readonly payload: unknown;
  /** Unique to the delivered message or event, the same when it is delivered again. */
  readonly id: string;
  readonly subject: string | undefined;
  /** Of the topic, for payloads of old that lack their own. */
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

/** One domain event for each record. Throws `InvalidEventError` for what is neither SNS's nor EventBridge's. */
export const parseEvent = (event: unknown): DomainEvent[] => peel(event).map(parsePayload);

const parsePayload = (peeled: Peeled): DomainEvent => parseDeploymentEvent(peeled) ?? parseOtherEvent(peeled);

const peel = (event: unknown): Peeled[] => {
  const sns = v.safeParse(snsEvent, event);
  if (sns.success) return sns.output.Records.map(peelSnsRecord);
  const bridge = v.safeParse(eventBridgeEvent, event);
  if (bridge.success) return [{ payload: event, id: bridge.output.id, subject: undefined, topicArn: undefined }];
  throw new InvalidEventError(
    'The event is neither an SNS event (Records[].Sns) nor an EventBridge event (id, source, detail-type). ' +
      'Invoke this function through the deployments topic or an EventBridge rule.',
  );
};

const peelSnsRecord = (record: unknown, index: number): Peeled => {
  const parsed = v.safeParse(snsRecord, record);
  if (!parsed.success) {
    const where = v.getDotPath(parsed.issues[0]) ?? 'the record';
    throw new InvalidEventError(`Records[${index}] is not an SNS record: ${where} is missing or of another type.`);
  }
  const { MessageId, Message, Subject, TopicArn } = parsed.output.Sns;
  return { payload: jsonOrText(Message), id: MessageId, subject: Subject ?? undefined, topicArn: TopicArn };
};

const jsonOrText = (message: unknown): unknown => {
  if (typeof message !== 'string') return message;
  try {
    return JSON.parse(message);
  } catch {
    return message;
  }
};

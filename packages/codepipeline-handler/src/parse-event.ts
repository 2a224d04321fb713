import { parseJson } from '@shipbell/core';
import { InvalidEventError } from '@shipbell/core/runtime';
import * as v from 'valibot';
import type { ApprovalEvent } from './approval/event.ts';
import { parseApprovalNotification } from './approval/parse-notification.ts';
import type { DeploymentEvent } from './deployment/event.ts';
import { parseDeploymentStateChange } from './deployment/parse-state-change.ts';
import { parseDeploymentTrigger } from './deployment/parse-trigger.ts';
import type { PipelineEvent } from './execution/event.ts';
import { parsePipelineStateChange } from './execution/parse-state-change.ts';
import type { InstanceEvent } from './instance/event.ts';
import { parseInstanceStateChange } from './instance/parse-state-change.ts';
import { parseInstanceTrigger } from './instance/parse-trigger.ts';
import { type OtherEvent, parseOtherEvent } from './other/event.ts';
import type { StepEvent } from './stage-and-action/event.ts';
import { parseActionStateChange } from './stage-and-action/parse-action.ts';
import { parseStageStateChange } from './stage-and-action/parse-stage.ts';

/** What the function was called with, told in our own words. */
export type DomainEvent = DeploymentEvent | InstanceEvent | PipelineEvent | StepEvent | ApprovalEvent | OtherEvent;

/** Every shape that is known; the first that takes a payload tells what it is. An instance's may hold all that makes a deployment's. */
const shapes: readonly ((peeled: Peeled) => DomainEvent | undefined)[] = [
  parseInstanceTrigger,
  parseInstanceStateChange,
  parseDeploymentTrigger,
  parseDeploymentStateChange,
  parsePipelineStateChange,
  parseStageStateChange,
  parseActionStateChange,
  parseApprovalNotification,
];

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

/** The records of an SNS event, or EventBridge's event alone. Throws `InvalidEventError` for what is neither. */
export function recordsOf(event: unknown): readonly unknown[] {
  const sns = v.safeParse(snsEvent, event);
  if (sns.success) return sns.output.Records;
  if (v.is(eventBridgeEvent, event)) return [event];
  throw new InvalidEventError(
    'The event is neither an SNS event (Records[].Sns) nor an EventBridge event (id, source, detail-type). ' +
      'Invoke this function through the deployments topic or an EventBridge rule.',
  );
}

/** What a record tells. Throws `InvalidEventError` for one that is neither SNS's nor EventBridge's. */
export function parseRecord(record: unknown): DomainEvent {
  const peeled = peel(record);
  for (const parse of shapes) {
    const event = parse(peeled);
    if (event) return event;
  }
  return parseOtherEvent(peeled);
}

function peel(record: unknown): Peeled {
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

/** The object that the message holds as JSON; a text as it is, which may be JSON by accident, such as `42`. */
function objectOrText(message: unknown): unknown {
  if (typeof message !== 'string') return message;
  const parsed = parseJson(message);
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : message;
}

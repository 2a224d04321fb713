import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { ATTRIBUTES, DEFAULT_DESTINATION, DESTINATION_PATTERN, messageGroupId, snsEvent } from '@shipbell/core';
import * as v from 'valibot';
import { attribute, type DeadLetteredMessage, jsonObject, parseBody } from './dead-lettered-message.ts';

/** The call that redrives a message, or why there is none. */
export type Replay =
  | {
      readonly kind: 'send';
      readonly body: string;
      readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
      readonly group: string;
    }
  /** JSON of the event to invoke the function with. */
  | { readonly kind: 'invoke'; readonly payload: string }
  | { readonly kind: 'impossible'; readonly why: string };

/** Returns the call that sends a dead-lettered message on its way again, as what it was before it failed. */
export function replayOf(message: DeadLetteredMessage, environment: string): Replay {
  switch (message.queue.content) {
    case 'messages':
      return sendAgain(message, environment);
    case 'notifications':
      return invokeWithNotification(message);
    case 'events':
      return parseBody(jsonObject, message.body)
        ? { kind: 'invoke', payload: message.body }
        : impossible('its body is no event: no JSON object');
    case 'invocations':
      return invokeAgain(message);
  }
}

function impossible(why: string): Replay {
  return { kind: 'impossible', why };
}

function invokeWith(event: object): Replay {
  try {
    return { kind: 'invoke', payload: JSON.stringify(event) };
  } catch {
    // JSON can be parsed at any depth, and not be written at any.
    return impossible('its event is nested too deeply');
  }
}

/**
 * Returns the call that sends a message for Slack again, to the group of its channel: in the dead-letter queue it has a
 * group of its own.
 */
function sendAgain(message: DeadLetteredMessage, environment: string): Replay {
  return {
    kind: 'send',
    body: message.body,
    attributes: withoutReason(message),
    group: messageGroupId(environment, destinationOf(message) ?? DEFAULT_DESTINATION),
  };
}

/** Returns the channel of a message for Slack; undefined where its attribute is no name. */
export function destinationOf(message: DeadLetteredMessage): string | undefined {
  const destination = attribute(message, ATTRIBUTES.destination) ?? DEFAULT_DESTINATION;
  return DESTINATION_PATTERN.test(destination) ? destination : undefined;
}

function withoutReason({ attributes }: DeadLetteredMessage): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => name !== ATTRIBUTES.reason && name !== ATTRIBUTES.detail)
      .map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        { DataType, ...(BinaryValue ? { BinaryValue } : { StringValue }) },
      ]),
  );
}

/**
 * The notification as SNS writes it into a queue, a dead-letter queue included:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html
 */
const notification = v.looseObject({
  Type: v.literal('Notification'),
  MessageId: v.string(),
  TopicArn: v.string(),
  Message: v.string(),
  Subject: v.nullish(v.string()),
  SigningCertURL: v.optional(v.string()),
  UnsubscribeURL: v.optional(v.string()),
  MessageAttributes: v.optional(jsonObject),
});

function invokeWithNotification({ body }: DeadLetteredMessage): Replay {
  const parsed = parseBody(notification, body);
  if (parsed === undefined) return impossible('its body is no notification of SNS');
  return invokeWith(snsEvent(parsed, subscriptionArn(parsed.UnsubscribeURL)));
}

/**
 * Returns the ARN of the subscription, which SNS names only in the address for ending it:
 * `https://sns.REGION.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=…`.
 */
function subscriptionArn(unsubscribeUrl = ''): string {
  return (URL.canParse(unsubscribeUrl) && new URL(unsubscribeUrl).searchParams.get('SubscriptionArn')) || '';
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const invocationRecord = v.object({ requestPayload: jsonObject });

function invokeAgain({ body }: DeadLetteredMessage): Replay {
  const record = parseBody(invocationRecord, body);
  if (record === undefined) return impossible('its body is no record of Lambda with a requestPayload');
  return invokeWith(record.requestPayload);
}

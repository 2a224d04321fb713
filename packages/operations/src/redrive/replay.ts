import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { ATTRIBUTES, DEFAULT_DESTINATION, DESTINATION_PATTERN, messageGroupId, snsEvent } from '@shipbell/core';
import * as v from 'valibot';
import { jsonObject, parseAs } from './json.ts';
import { attribute, type Letter } from './letter.ts';

/** What has to be done for a letter to take its way again. */
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

/** A dead letter turned into what it was before it died. */
export function replayOf(letter: Letter, environment: string): Replay {
  switch (letter.queue.content) {
    case 'messages':
      return sendAgain(letter, environment);
    case 'notifications':
      return invokeWithNotification(letter);
    case 'events':
      return parseAs(jsonObject, letter.body)
        ? { kind: 'invoke', payload: letter.body }
        : impossible('its body is no event: no JSON object');
    case 'invocations':
      return invokeAgain(letter);
  }
}

function impossible(why: string): Replay {
  return { kind: 'impossible', why };
}

function invokeWith(event: object): Replay {
  try {
    return { kind: 'invoke', payload: JSON.stringify(event) };
  } catch {
    // What can be parsed at any depth cannot be written at any.
    return impossible('its event is nested too deeply');
  }
}

/** The letter's own group is nothing to go by: the sender gives each of its letters one of its own. */
function sendAgain(letter: Letter, environment: string): Replay {
  return {
    kind: 'send',
    body: letter.body,
    attributes: withoutReason(letter),
    group: messageGroupId(environment, destinationOf(letter) ?? DEFAULT_DESTINATION),
  };
}

/** The channel that a message for Slack is meant for; undefined where it is named by what is no name. */
export function destinationOf(letter: Letter): string | undefined {
  const destination = attribute(letter, ATTRIBUTES.destination) ?? DEFAULT_DESTINATION;
  return DESTINATION_PATTERN.test(destination) ? destination : undefined;
}

function withoutReason({ attributes }: Letter): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => name !== ATTRIBUTES.reason && name !== ATTRIBUTES.detail)
      .map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        { DataType, ...(BinaryValue ? { BinaryValue } : { StringValue }) },
      ]),
  );
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html, which goes for a dead-letter queue too. */
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

function invokeWithNotification({ body }: Letter): Replay {
  const parsed = parseAs(notification, body);
  if (parsed === undefined) return impossible('its body is no notification of SNS');
  return invokeWith(snsEvent(parsed, subscriptionArn(parsed.UnsubscribeURL)));
}

/** SNS names the subscription nowhere else: `https://sns.REGION.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=…`. */
function subscriptionArn(unsubscribeUrl = ''): string {
  return (URL.canParse(unsubscribeUrl) && new URL(unsubscribeUrl).searchParams.get('SubscriptionArn')) || '';
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const invocationRecord = v.object({ requestPayload: jsonObject });

function invokeAgain({ body }: Letter): Replay {
  const record = parseAs(invocationRecord, body);
  if (record === undefined) return impossible('its body is no record of Lambda with a requestPayload');
  return invokeWith(record.requestPayload);
}

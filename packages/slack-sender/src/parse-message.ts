import { ATTRIBUTES, DEFAULT_DESTINATION, DESTINATION_PATTERN, type SlackMessage } from '@shipbell/core';
import type { SQSRecord } from 'aws-lambda';
import * as v from 'valibot';
import { type Undeliverable, undeliverable } from './dead-letter-queue.ts';

/** A message that is for this environment and may be posted. */
export interface Message {
  readonly kind: 'message';
  readonly destination: string;
  /** The body as it came, postable as it is. */
  readonly body: string;
  readonly text: SlackMessage['text'];
}

/** A record of the queue and what it says. */
export interface Entry {
  readonly record: SQSRecord;
  readonly parsed: Message | Undeliverable;
}

const slackMessage = v.pipe(v.string(), v.parseJson(), v.object({ text: v.pipe(v.string(), v.nonEmpty()) }));

/** Checks a record against the queue's contract and returns its message, or why it can never be delivered. */
export function parseMessage(record: SQSRecord, environment: string): Message | Undeliverable {
  const named = attribute(record, ATTRIBUTES.environment);
  if (named !== environment) {
    return undeliverable(
      'wrong_environment',
      `ENV is ${named === undefined ? 'missing' : JSON.stringify(named)}; this environment is ${environment}`,
    );
  }
  const destination = attribute(record, ATTRIBUTES.destination) ?? DEFAULT_DESTINATION;
  if (!DESTINATION_PATTERN.test(destination)) {
    return undeliverable(
      'malformed_message',
      `DESTINATION ${JSON.stringify(destination)} is not made of lower-case letters, digits, - and _`,
    );
  }
  const parsed = v.safeParse(slackMessage, record.body);
  if (!parsed.success) {
    return undeliverable(
      'malformed_message',
      'the body is not a Slack message: a JSON object with a text that is not empty',
    );
  }
  return { kind: 'message', destination, body: record.body, text: parsed.output.text };
}

function attribute({ messageAttributes }: SQSRecord, name: string): string | undefined {
  return messageAttributes[name]?.stringValue;
}

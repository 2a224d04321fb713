import { ATTRIBUTES, DEFAULT_DESTINATION, DESTINATION_PATTERN, type SlackMessage } from '@shipbell/core';
import type { SQSRecord } from 'aws-lambda';
import * as v from 'valibot';

/** A message that is for this environment and may be posted. */
export interface Parsed {
  readonly kind: 'message';
  readonly destination: string;
  /** The body as it came, postable as it is. */
  readonly body: string;
  readonly text: SlackMessage['text'];
}

/** A message that can never be delivered, and why: for the dead-letter queue. */
export interface Malformed {
  readonly kind: 'malformed';
  readonly reason: 'wrong_environment' | 'malformed_message';
  readonly detail: string;
}

const slackMessage = v.pipe(v.string(), v.parseJson(), v.object({ text: v.pipe(v.string(), v.nonEmpty()) }));

/** Checks a record against the queue's contract. */
export function parseMessage(record: SQSRecord, environment: string): Parsed | Malformed {
  const meant = attribute(record, ATTRIBUTES.environment);
  if (meant !== environment) {
    return {
      kind: 'malformed',
      reason: 'wrong_environment',
      detail: `ENV is ${meant === undefined ? 'missing' : JSON.stringify(meant)}; this environment is ${environment}`,
    };
  }
  const destination = attribute(record, ATTRIBUTES.destination) ?? DEFAULT_DESTINATION;
  if (!DESTINATION_PATTERN.test(destination)) {
    return malformed(`DESTINATION ${JSON.stringify(destination)} is not made of lower-case letters, digits, - and _`);
  }
  const parsed = v.safeParse(slackMessage, record.body);
  if (!parsed.success) return malformed('the body is not a Slack message: a JSON object with a text that is not empty');
  return { kind: 'message', destination, body: record.body, text: parsed.output.text };
}

function malformed(detail: string): Malformed {
  return { kind: 'malformed', reason: 'malformed_message', detail };
}

function attribute({ messageAttributes }: SQSRecord, name: string): string | undefined {
  return messageAttributes[name]?.stringValue;
}

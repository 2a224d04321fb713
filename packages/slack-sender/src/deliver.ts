import type { Logger } from '@shipbell/core/runtime';
import type { Parsed } from './parse-message.ts';
import { plainText } from './plain-text.ts';
import { createSend, type Send, type SendDependencies } from './send.ts';
import type { SlackAnswer } from './slack-answer.ts';
import { LONGEST_MS, type TimeLeft } from './time-left.ts';
import type { MissingReason } from './webhooks.ts';

export interface DeliverDependencies extends SendDependencies {
  readonly log: Logger;
}

/** What became of a message. Every dead letter carries one of the reasons as its attribute REASON. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly destination: string }
  | { readonly kind: 'retry'; readonly reason: string; readonly afterSeconds: number | undefined }
  | { readonly kind: 'dead_letter'; readonly reason: DeadLetterReason; readonly detail: string };

export type DeadLetterReason =
  | MissingReason
  | 'destination_refused'
  /** The rich form, kept for study; the plain text goes out in its place. */
  | 'payload_refused'
  /** Slack refused the plain text too. */
  | 'plain_text_refused';

/** Puts the message as it came on the dead-letter queue; throws when that refuses it. */
export type Keep = (reason: DeadLetterReason, detail: string) => Promise<void>;

/**
 * Posts a message by the delivery rules. Throws what SSM and the dead-letter queue throw, which is worth another try, and
 * `OutOfTimeError` where the next step may not be begun.
 */
export const deliver = async (
  message: Parsed,
  keep: Keep,
  dependencies: DeliverDependencies,
  time: TimeLeft,
): Promise<Outcome> => {
  const { destination, body } = message;
  const webhook = await dependencies.webhooks.find(destination, time);
  if (webhook.kind === 'missing') return { kind: 'dead_letter', reason: webhook.reason, detail: webhook.detail };
  const send = createSend(destination, webhook.url, dependencies, time);
  let answer = await send(body);
  if (answer.kind === 'empty_500') answer = await send(body);
  if (answer.kind !== 'payload_refused' && answer.kind !== 'empty_500') return toOutcome(answer, destination);
  dependencies.log.warn('Slack refused the rich form: sending the plain text', { destination, reason: answer.reason });
  time.need(LONGEST_MS.deadLetter + LONGEST_MS.turn + LONGEST_MS.post);
  return degrade(message, answer, keep, send, dependencies.log);
};

type Refusal = Extract<SlackAnswer, { kind: 'payload_refused' | 'empty_500' }>;

/**
 * One post of the plain text in place of a form that Slack does not take. The original is kept first: were it the other
 * way round, a dead-letter queue that refuses would have the plain text posted again with every retry. An empty 500 is
 * also what a Slack says that is down, so there the plain text goes first and shows which it was; once it is delivered,
 * a dead-letter queue that refuses is no reason to post it again.
 */
const degrade = async (
  { text, destination }: Parsed,
  { kind, reason }: Refusal,
  keep: Keep,
  send: Send,
  log: Logger,
): Promise<Outcome> => {
  if (kind === 'payload_refused') await keep('payload_refused', reason);
  const answer = await send(plainText(text, reason));
  if (answer.kind === 'payload_refused') {
    return { kind: 'dead_letter', reason: 'plain_text_refused', detail: `${reason}, then ${answer.reason}` };
  }
  if (kind === 'empty_500' && answer.kind === 'delivered') {
    await keep('payload_refused', reason).catch((error: unknown) =>
      log.error('The rich form could not be kept; its plain text is delivered', { destination, error }),
    );
  }
  return toOutcome(answer, destination);
};

const toOutcome = (answer: Exclude<SlackAnswer, { kind: 'payload_refused' }>, destination: string): Outcome => {
  switch (answer.kind) {
    case 'delivered':
      return { kind: 'delivered', destination };
    case 'destination_refused':
      return { kind: 'dead_letter', reason: 'destination_refused', detail: answer.reason };
    case 'transient':
      return { kind: 'retry', reason: answer.reason, afterSeconds: answer.retryAfterSeconds };
    case 'empty_500':
      return { kind: 'retry', reason: answer.reason, afterSeconds: undefined };
  }
};

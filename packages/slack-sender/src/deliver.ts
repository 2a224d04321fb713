import { cutMrkdwn, LIMITS } from '@shipbell/core';
import type { Logger } from '@shipbell/core/runtime';
import type { Parsed } from './parse-message.ts';
import type { PostMessage } from './post-message.ts';
import type { SlackAnswer } from './slack-answer.ts';
import type { MissingReason, Webhooks } from './webhooks.ts';

export interface DeliverDependencies {
  readonly webhooks: Webhooks;
  readonly postMessage: PostMessage;
  readonly pause: (milliseconds: number) => Promise<void>;
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
  /** The plain text was delivered; the rich form is kept for study. */
  | 'payload_refused'
  /** Slack refused the plain text too. */
  | 'plain_text_refused';

/** A `Retry-After` up to this is waited for within the invocation; a longer one by visibility timeout. */
const SHORT_SECONDS = 5;
const PAUSE_AFTER_EMPTY_500_MS = 1_000;

/** Posts a message by the delivery rules. Throws only what SSM throws, which is worth another try. */
export const deliver = async (message: Parsed, dependencies: DeliverDependencies): Promise<Outcome> => {
  const { destination, body } = message;
  const webhook = await dependencies.webhooks.find(destination);
  if (webhook.kind === 'missing') return { kind: 'dead_letter', reason: webhook.reason, detail: webhook.detail };
  const send = createSend(destination, webhook.url, dependencies);
  let answer = await send(body);
  if (answer.kind === 'empty_500') {
    await dependencies.pause(PAUSE_AFTER_EMPTY_500_MS);
    answer = await send(body);
  }
  return answer.kind === 'payload_refused' || answer.kind === 'empty_500'
    ? degrade(message, answer.reason, send, dependencies.log)
    : toOutcome(answer, destination);
};

/** One post of the plain text in place of a form that Slack does not take. */
const degrade = async ({ text, destination }: Parsed, reason: string, send: Send, log: Logger): Promise<Outcome> => {
  log.warn('Slack refused the rich form: sending the plain text', { destination, reason });
  const answer = await send(plainText(text, reason));
  if (answer.kind === 'delivered') return { kind: 'dead_letter', reason: 'payload_refused', detail: reason };
  if (answer.kind !== 'payload_refused') return toOutcome(answer, destination);
  return { kind: 'dead_letter', reason: 'plain_text_refused', detail: `${reason}, then ${answer.reason}` };
};

type Send = (body: string) => Promise<SlackAnswer>;

/** Posts to a destination, over a short wait that Slack asks for and over a webhook that was rotated meanwhile. */
const createSend = (
  destination: string,
  first: string,
  { webhooks, postMessage, pause }: DeliverDependencies,
): Send => {
  let url = first;
  return async (body) => {
    const answer = await postMessage(url, body);
    if (answer.kind === 'destination_refused') {
      const rotated = await rotatedUrl(destination, url, webhooks);
      if (rotated === undefined) return answer;
      url = rotated;
      return postMessage(url, body);
    }
    const wait = answer.kind === 'transient' ? answer.retryAfterSeconds : undefined;
    if (wait === undefined || wait > SHORT_SECONDS) return answer;
    await pause(wait * 1_000);
    return postMessage(url, body);
  };
};

/** The URL that SSM holds now, when it is another one: the webhook was rotated while the old one was cached. */
const rotatedUrl = async (destination: string, refused: string, webhooks: Webhooks): Promise<string | undefined> => {
  webhooks.forget(destination);
  const webhook = await webhooks.find(destination);
  if (webhook.kind === 'url' && webhook.url !== refused) return webhook.url;
  webhooks.forget(destination);
  return undefined;
};

/**
 * A short wait was waited for already, and Slack asked for another. Given back for so short a time, a record would use up
 * the queue's fifty receives within minutes, so the sender backs off instead.
 */
const longWait = (seconds: number | undefined): number | undefined =>
  seconds !== undefined && seconds > SHORT_SECONDS ? seconds : undefined;

const toOutcome = (answer: Exclude<SlackAnswer, { kind: 'payload_refused' }>, destination: string): Outcome => {
  switch (answer.kind) {
    case 'delivered':
      return { kind: 'delivered', destination };
    case 'destination_refused':
      return { kind: 'dead_letter', reason: 'destination_refused', detail: answer.reason };
    case 'transient':
      return { kind: 'retry', reason: answer.reason, afterSeconds: longWait(answer.retryAfterSeconds) };
    case 'empty_500':
      return { kind: 'retry', reason: answer.reason, afterSeconds: undefined };
  }
};

/** The message's text alone, with a note that says what is missing and where it is. */
const plainText = (text: string, reason: string): string => {
  const note = `\n_Slack refused the rich form of this message (${reason}); it is kept in the dead-letter queue._`;
  return JSON.stringify({ text: cutMrkdwn({ mrkdwn: text }, LIMITS.text - note.length).mrkdwn + note });
};

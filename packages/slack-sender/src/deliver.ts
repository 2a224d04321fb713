import { cutMrkdwn, LIMITS } from '@shipbell/core';
import type { Logger } from '@shipbell/core/runtime';
import type { Parsed } from './parse-message.ts';
import type { PostMessage } from './post-message.ts';
import type { SlackAnswer } from './slack-answer.ts';
import type { Webhooks } from './webhooks.ts';

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
  | 'webhook_missing'
  | 'webhook_placeholder'
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
  const post = await postTo(destination, dependencies);
  if (post.kind === 'missing') return { kind: 'dead_letter', reason: post.reason, detail: post.detail };
  const answer = await post.send(body);
  if (answer.kind !== 'payload_refused') return toOutcome(answer, destination);
  dependencies.log.warn('Slack refused the rich form: sending the plain text', { destination, reason: answer.reason });
  const degraded = await post.send(plainText(message.text, answer.reason));
  if (degraded.kind === 'payload_refused') {
    return { kind: 'dead_letter', reason: 'plain_text_refused', detail: `${answer.reason}, then ${degraded.reason}` };
  }
  return degraded.kind === 'delivered'
    ? { kind: 'dead_letter', reason: 'payload_refused', detail: answer.reason }
    : toOutcome(degraded, destination);
};

/** The way to a destination, on which short waits, a rotated webhook and a stray empty 500 are overcome. */
const postTo = async (destination: string, { webhooks, postMessage, pause }: DeliverDependencies) => {
  const webhook = await webhooks.find(destination);
  if (webhook.kind === 'missing') return webhook;
  let { url } = webhook;
  const send = async (body: string): Promise<SlackAnswer> => {
    const answer = await postMessage(url, body);
    if (answer.kind === 'destination_refused') {
      const rotated = await rotatedUrl(destination, url, webhooks);
      if (rotated === undefined) return answer;
      url = rotated;
      return postMessage(url, body);
    }
    if (answer.kind === 'transient' && (answer.retryAfterSeconds ?? Infinity) <= SHORT_SECONDS) {
      await pause((answer.retryAfterSeconds ?? 0) * 1_000);
      return postMessage(url, body);
    }
    if (answer.kind === 'empty_500') {
      await pause(PAUSE_AFTER_EMPTY_500_MS);
      const second = await postMessage(url, body);
      return second.kind === 'empty_500' ? { kind: 'payload_refused', reason: '500 without a word, twice' } : second;
    }
    return answer;
  };
  return { kind: 'open', send } as const;
};

/** The URL that SSM holds now, when it is another one: the webhook was rotated while the old one was cached. */
const rotatedUrl = async (destination: string, refused: string, webhooks: Webhooks): Promise<string | undefined> => {
  webhooks.forget(destination);
  const webhook = await webhooks.find(destination);
  if (webhook.kind === 'url' && webhook.url !== refused) return webhook.url;
  webhooks.forget(destination);
  return undefined;
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

/** The message's text alone, with a note that says what is missing and where it is. */
const plainText = (text: string, reason: string): string => {
  const note = `\n_Slack refused the rich form of this message (${reason}); it is kept in the dead-letter queue._`;
  return JSON.stringify({ text: cutMrkdwn({ mrkdwn: text }, LIMITS.text - note.length).mrkdwn + note });
};

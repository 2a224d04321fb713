import { createSend, type Send, type SendDependencies } from './send.ts';
import type { SlackAnswer } from './slack-answer.ts';
import type { TimeLeft } from './time-left.ts';
import type { MissingReason } from './webhooks.ts';

/** What became of a post. Every dead letter carries one of the reasons as its attribute REASON. */
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

/** Slack does not take this form, or says so: an empty 500 for the second time may be an outage as well. */
export type Refusal = Extract<SlackAnswer, { readonly kind: 'payload_refused' | 'empty_500' }>;

/**
 * Posts a body by the delivery rules; `onRefusal` decides about one that Slack does not take. Throws what SSM throws, which
 * is worth another try, and `OutOfTimeError` where the next step may not be begun.
 */
export async function deliver<Refused>(
  { destination, body }: { readonly destination: string; readonly body: string },
  onRefusal: (refusal: Refusal, send: Send) => Promise<Refused>,
  dependencies: SendDependencies,
  time: TimeLeft,
): Promise<Outcome | Refused> {
  const webhook = await dependencies.webhooks.find(destination, time);
  if (webhook.kind === 'missing') return { kind: 'dead_letter', reason: webhook.reason, detail: webhook.detail };
  const send = createSend(destination, webhook.url, dependencies, time);
  let answer = await send(body);
  if (answer.kind === 'empty_500') answer = await send(body);
  if (answer.kind === 'payload_refused' || answer.kind === 'empty_500') return onRefusal(answer, send);
  return toOutcome(answer, destination);
}

/** What an answer means for the message. */
export function toOutcome(answer: Exclude<SlackAnswer, { kind: 'payload_refused' }>, destination: string): Outcome {
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
}

import { type Undeliverable, undeliverable } from './dead-letter-queue.ts';
import type { Unavailable } from './patience.ts';
import type { SlackAnswer } from './slack-answer.ts';
import { postWithinRateLimit, type RateLimitDependencies } from './slack-rate-limit.ts';
import type { TimeLeft } from './time-left.ts';
import type { Webhook, Webhooks } from './webhooks.ts';

/** What posting to a destination needs. */
export interface PostDependencies extends RateLimitDependencies {
  readonly webhooks: Webhooks;
}

/** What an answer means for the message that was posted. */
export type PostResult =
  | { readonly kind: 'delivered'; readonly destination: string }
  /** Another try may deliver it. */
  | { readonly kind: 'transient'; readonly reason: string; readonly atLeastSeconds: number }
  /** Another try within half an hour may deliver it. */
  | Unavailable
  | Undeliverable;

/**
 * Says that Slack does not take this form, or seems not to: an empty 500 for the second time may be an outage as well.
 */
export interface RefusedForm {
  readonly kind: 'refused_form';
  readonly answer: Extract<SlackAnswer, { readonly kind: 'payload_refused' | 'empty_500' }>;
  readonly webhook: Webhook;
}

/**
 * Posts a body to its destination, once more after an empty 500, and returns what the answer means for the message.
 * Throws what SSM throws, which is worth another try, and `OutOfTimeError` where the next step may not be begun.
 */
export async function postToDestination(
  { destination, body }: { readonly destination: string; readonly body: string },
  dependencies: PostDependencies,
  time: TimeLeft,
): Promise<PostResult | RefusedForm> {
  const webhook = await dependencies.webhooks.find(destination, time);
  if (webhook.kind === 'unavailable') return webhook;
  let posted = await postToWebhook(body, webhook, dependencies, time);
  if (posted.answer.kind === 'empty_500') posted = await postToWebhook(body, posted.webhook, dependencies, time);
  const { answer } = posted;
  return answer.kind === 'payload_refused' || answer.kind === 'empty_500'
    ? { kind: 'refused_form', answer, webhook: posted.webhook }
    : toPostResult(answer, destination);
}

/** Slack's answer, and the webhook that gave it: the new one where the webhook was rotated. */
interface Posted {
  readonly answer: SlackAnswer;
  readonly webhook: Webhook;
}

/**
 * The answers that blame the address. It may have been mended by now, and what is redriven because it was must not be given
 * up at the old one, which is cached.
 */
const BLAMES_ADDRESS: ReadonlySet<SlackAnswer['kind']> = new Set([
  'destination_refused',
  'workflow_trigger',
  'not_slack',
]);

/** Posts a body to a webhook, and to the new webhook where what answers at the old one blames an address that was changed. */
export async function postToWebhook(
  body: string,
  webhook: Webhook,
  dependencies: PostDependencies,
  time: TimeLeft,
): Promise<Posted> {
  const answer = await postWithinRateLimit(body, webhook, dependencies, time);
  if (!BLAMES_ADDRESS.has(answer.kind)) return { answer, webhook };
  const { webhooks } = dependencies;
  const rotated = await findRotated(webhook, webhooks, time);
  if (rotated === undefined) return { answer, webhook };
  const second = await postWithinRateLimit(body, rotated, dependencies, time);
  if (BLAMES_ADDRESS.has(second.kind)) webhooks.forget(rotated.destination);
  return { answer: second, webhook: rotated };
}

/**
 * Returns the webhook that SSM holds now, where it is another one because it was rotated while the old one was cached;
 * undefined otherwise.
 */
async function findRotated(
  { destination, url }: Webhook,
  webhooks: Webhooks,
  time: TimeLeft,
): Promise<Webhook | undefined> {
  webhooks.forget(destination);
  const current = await webhooks.find(destination, time);
  if (current.kind === 'webhook' && current.url !== url) return current;
  webhooks.forget(destination);
  return undefined;
}

/** Returns what an answer means for the message; an empty 500 counts as an outage here. */
export function toPostResult(
  answer: Exclude<SlackAnswer, { readonly kind: 'payload_refused' }>,
  destination: string,
): PostResult {
  const { kind } = answer;
  switch (kind) {
    case 'delivered':
      return { kind, destination };
    case 'destination_refused':
    case 'workflow_trigger':
      return undeliverable(kind, answer.reason);
    case 'not_slack':
      return { kind: 'unavailable', destination, reason: kind, detail: answer.reason };
    case 'transient':
      return { kind, reason: answer.reason, atLeastSeconds: answer.retryAfterSeconds ?? 0 };
    case 'empty_500':
      return { kind: 'transient', reason: answer.reason, atLeastSeconds: 0 };
  }
}

import { cutMrkdwn, jsonObject, LIMITS } from '@shipbell/core';
import type { SQSRecord } from 'aws-lambda';
import { type DeadLetterDependencies, moveToDeadLetterQueue, undeliverable } from './dead-letter-queue.ts';
import type { Message } from './parse-message.ts';
import {
  type PostDependencies,
  type PostResult,
  postToWebhook,
  type RefusedForm,
  toPostResult,
} from './post-to-destination.ts';
import { POST_INTERVAL_MS } from './slack-rate-limit.ts';
import { STEP_TIMEOUT_MS, type TimeLeft } from './time-left.ts';
import { withoutImages } from './without-images.ts';

/**
 * Posts what Slack may take in place of a form that it does not take: the message without its images, which Slack
 * fetches itself and may not get, and else the plain text. Only once the plain text is delivered is the original kept in
 * the dead-letter queue, so that it is kept once and is true: a copy that this queue refuses is logged, and the text is
 * not posted again. Throws `OutOfTimeError` before it does either.
 */
export async function degrade(
  record: SQSRecord,
  message: Message,
  refusal: RefusedForm,
  dependencies: PostDependencies & DeadLetterDependencies,
  time: TimeLeft,
): Promise<PostResult> {
  const { log } = dependencies;
  const { destination } = message;
  const { reason } = refusal.answer;
  const imageless = withoutImages(jsonObject(message.body));
  if (imageless !== undefined) {
    log.warn('Slack refused the rich form: sending it without images', { destination, reason });
    const body = JSON.stringify(imageless);
    const { answer } = await postToWebhook(body, refusal.webhook, dependencies, time);
    if (answer.kind !== 'payload_refused' && answer.kind !== 'empty_500') {
      return toPostResult(answer, destination);
    }
  }
  return degradeToPlainText(record, message, refusal, dependencies, time);
}

async function degradeToPlainText(
  record: SQSRecord,
  { text, destination }: Message,
  { answer: { reason }, webhook }: RefusedForm,
  dependencies: PostDependencies & DeadLetterDependencies,
  time: TimeLeft,
): Promise<PostResult> {
  const { log } = dependencies;
  log.warn('Slack refused the rich form: sending the plain text', { destination, reason });
  time.need(STEP_TIMEOUT_MS.moveToDeadLetterQueue + POST_INTERVAL_MS + STEP_TIMEOUT_MS.post);
  const { answer } = await postToWebhook(plainText(text, reason), webhook, dependencies, time);
  if (answer.kind === 'payload_refused') {
    return undeliverable('plain_text_refused', `${reason}, then ${answer.reason}`);
  }
  if (answer.kind === 'delivered') {
    const original = undeliverable('payload_refused', reason);
    await moveToDeadLetterQueue(record, original, dependencies, time).catch((error: unknown) =>
      log.error('The rich form could not be kept; its plain text is delivered', { destination, error }),
    );
  }
  return toPostResult(answer, destination);
}

/**
 * Returns a body with the message's text alone and a note that says what is missing. Half an emoji, which may be what
 * Slack did not take, is replaced.
 */
function plainText(text: string, reason: string): string {
  const note = `\n_Slack refused the rich form of this message (${reason}); it is kept in the dead-letter queue._`;
  return JSON.stringify({ text: cutMrkdwn({ mrkdwn: text.toWellFormed() }, LIMITS.text - note.length).mrkdwn + note });
}

import { cutMrkdwn, LIMITS } from '@shipbell/core';
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

/**
 * Posts the plain text once, in place of a form that Slack does not take, and keeps the original in the dead-letter
 * queue. The original is kept first: in the other order, a dead-letter queue that refuses would have the plain text
 * posted again with every retry. An empty 500 is also the answer of a Slack that is down, so that there the plain text
 * is posted first and shows which it was; once it is delivered, it is not posted again even if the dead-letter queue
 * refuses. Throws `OutOfTimeError` before it does either.
 */
export async function degradeToPlainText(
  record: SQSRecord,
  { text, destination }: Message,
  { answer: refusal, webhook }: RefusedForm,
  dependencies: PostDependencies & DeadLetterDependencies,
  time: TimeLeft,
): Promise<PostResult> {
  const { log } = dependencies;
  const { reason } = refusal;
  const original = undeliverable('payload_refused', reason);
  log.warn('Slack refused the rich form: sending the plain text', { destination, reason });
  time.need(STEP_TIMEOUT_MS.moveToDeadLetterQueue + POST_INTERVAL_MS + STEP_TIMEOUT_MS.post);
  if (refusal.kind === 'payload_refused') await moveToDeadLetterQueue(record, original, dependencies, time);
  const { answer } = await postToWebhook(plainText(text, reason), webhook, dependencies, time);
  if (answer.kind === 'payload_refused') {
    return undeliverable('plain_text_refused', `${reason}, then ${answer.reason}`);
  }
  if (refusal.kind === 'empty_500' && answer.kind === 'delivered') {
    await moveToDeadLetterQueue(record, original, dependencies, time).catch((error: unknown) =>
      log.error('The rich form could not be kept; its plain text is delivered', { destination, error }),
    );
  }
  return toPostResult(answer, destination);
}

/**
 * Returns a body with the message's text alone and a note that says what is missing and where it is. Half an emoji,
 * which may be what Slack did not take, is replaced.
 */
function plainText(text: string, reason: string): string {
  const note = `\n_Slack refused the rich form of this message (${reason}); it is kept in the dead-letter queue._`;
  return JSON.stringify({ text: cutMrkdwn({ mrkdwn: text.toWellFormed() }, LIMITS.text - note.length).mrkdwn + note });
}

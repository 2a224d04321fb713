import type { Logger } from '@shipbell/core/runtime';
import { type DeadLetterReason, type Outcome, type Refusal, toOutcome } from './deliver.ts';
import type { Parsed } from './parse-message.ts';
import { plainText } from './plain-text.ts';
import type { Send } from './send.ts';
import { LONGEST_MS, type TimeLeft } from './time-left.ts';

/** Puts the message as it came on the dead-letter queue; throws when that refuses it. */
export type Keep = (reason: DeadLetterReason, detail: string) => Promise<void>;

/**
 * One post of the plain text in place of a form that Slack does not take. The original is kept first: were it the other
 * way round, a dead-letter queue that refuses would have the plain text posted again with every retry. An empty 500 is
 * also what a Slack says that is down, so there the plain text goes first and shows which it was; once it is delivered,
 * a dead-letter queue that refuses is no reason to post it again. Throws `OutOfTimeError` before either.
 */
export async function degrade(
  { text, destination }: Parsed,
  { kind, reason }: Refusal,
  { keep, send, log }: { readonly keep: Keep; readonly send: Send; readonly log: Logger },
  time: TimeLeft,
): Promise<Outcome> {
  log.warn('Slack refused the rich form: sending the plain text', { destination, reason });
  time.need(LONGEST_MS.deadLetter + LONGEST_MS.turn + LONGEST_MS.post);
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
}

import { cutMrkdwn, LIMITS } from '@shipbell/core';

/**
 * The message's text alone, with a note that says what is missing and where it is. Half an emoji, which may be what Slack
 * did not take, is replaced.
 */
export function plainText(text: string, reason: string): string {
  const note = `\n_Slack refused the rich form of this message (${reason}); it is kept in the dead-letter queue._`;
  return JSON.stringify({ text: cutMrkdwn({ mrkdwn: text.toWellFormed() }, LIMITS.text - note.length).mrkdwn + note });
}

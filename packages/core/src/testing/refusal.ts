import { sqsRefusal } from '@shipbell/testing';
import { sendMessageInput } from '../runtime/enqueue.ts';
import type { SlackMessage } from '../slack/message.ts';
import { checkSlackPayload } from './check-slack-payload.ts';

/**
 * Matches what mrkdwn may hold between angle brackets: a moment, or a link with a text. Anything else would ping
 * somebody or break.
 */
const TOKEN = /<!date\^-?\d+\^[^<>|]*\|[^<>|]*>|<https?:\/\/[^<>|\s]+\|[^<>|\n]+>/g;

/**
 * Returns why a message must not be sent: Slack's refusal, SQS's, or the part that would ping somebody; undefined for a
 * good one.
 */
export function refusal(message: SlackMessage): string | undefined {
  const { status, body, reason } = checkSlackPayload(JSON.stringify(message));
  if (status !== 200) return `${status} ${body}: ${reason}`;
  const onQueue = sqsRefusal(
    sendMessageInput(
      { message, destination: 'd'.repeat(64), identity: [] },
      { correlationId: 'c'.repeat(128), time: new Date().toISOString() },
      '',
      'e'.repeat(63),
    ),
  );
  if (onQueue) return `${onQueue.name} on the queue: ${onQueue.message}`;
  const rest = mrkdwnOf(message).replace(TOKEN, '');
  return /[<>]/.test(rest.replace(/^> /gm, '')) ? `an unescaped bracket in ${rest}` : undefined;
}

/** Returns the texts that Slack reads as markup. A button's label is plain text, in which nothing pings. */
function mrkdwnOf({ text, attachments }: SlackMessage): string {
  const texts = [text];
  JSON.stringify(attachments, (_key, value) => {
    if (value?.type === 'mrkdwn') texts.push(value.text);
    return value;
  });
  return texts.join('\n');
}

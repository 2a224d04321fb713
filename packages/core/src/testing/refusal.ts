import { sqsRefusal } from '@shipbell/testing';
import { sendMessageInput } from '../runtime/enqueue.ts';
import type { SlackMessage } from '../slack/message.ts';
import { mention } from '../slack/text.ts';
import { checkSlackPayload } from './check-slack-payload.ts';

/**
 * Matches what mrkdwn may hold between angle brackets: a moment, or a link with a text, whose address is https and names no
 * user. Anything else would ping somebody, break, or lead elsewhere than it seems to.
 */
const TOKEN = /<!date\^-?\d+\^[^<>|]*\|[^<>|]*>|<https:\/\/[^<>|\s@/?#]+[/?#][^<>|\s]*\|[^<>|\n]+>/g;

/** Matches the address of a button or an image, which is as that of a link. */
const ADDRESS = /^https:\/\/[^<>|\s@/?#]+[/?#][^<>|\s]*$/;

/**
 * Returns why a message must not be sent: Slack's refusal, SQS's, the part that would ping somebody, or an address that
 * must not be linked; undefined for a good one. The given mentions, and nothing else, are what it must ping.
 */
export function refusal(message: SlackMessage, mentions: readonly string[] = []): string | undefined {
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
  const address = addressesOf(message).find((url) => !ADDRESS.test(url));
  if (address !== undefined) return `the address ${address}`;
  const pings = mentions.map((who) => ` ${mention(who).mrkdwn}`).join('');
  if (!message.text.endsWith(pings)) return `${pings} is not at the end of ${message.text}`;
  const text = message.text.slice(0, message.text.length - pings.length);
  const rest = mrkdwnOf({ ...message, text }).replace(TOKEN, '');
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

/** Returns the addresses of the buttons and images. */
function addressesOf({ attachments }: SlackMessage): string[] {
  const urls: string[] = [];
  JSON.stringify(attachments, (key, value) => {
    if (key === 'url' || key === 'image_url') urls.push(value);
    return value;
  });
  return urls;
}

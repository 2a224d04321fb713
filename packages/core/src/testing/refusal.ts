import { sendMessageInput } from '../runtime/enqueue.ts';
import type { SlackMessage } from '../slack/message.ts';
import { checkSlackPayload } from './check-slack-payload.ts';

/** What mrkdwn may hold between angle brackets: a moment, or a link with a text. Everything else pings or breaks. */
const TOKEN = /<!date\^-?\d+\^[^<>|]*\|[^<>|]*>|<https?:\/\/[^<>|\s]+\|[^<>|\n]+>/g;

/** What a queue takes unless it is told more: 256 KiB, attributes included. AWS allows 1 MiB since August 2025. */
const QUEUE_BYTES = 262_144;

/** Why the message may not be sent: Slack's answer, the queue's, or the part that would ping somebody; undefined for a good one. */
export const refusal = (message: SlackMessage): string | undefined => {
  const { status, body, reason } = checkSlackPayload(JSON.stringify(message));
  if (status !== 200) return `${status} ${body}: ${reason}`;
  const bytes = queueBytes(message);
  if (bytes > QUEUE_BYTES) return `${bytes} bytes on the queue`;
  const rest = mrkdwnOf(message).replace(TOKEN, '');
  return /[<>]/.test(rest.replace(/^> /gm, '')) ? `an unescaped bracket in ${rest}` : undefined;
};

/** The texts that Slack reads as markup: a button's label is plain text, in which nothing pings. */
const mrkdwnOf = ({ text, attachments }: SlackMessage): string => {
  const texts = [text];
  JSON.stringify(attachments, (_key, value) => {
    if (value?.type === 'mrkdwn') texts.push(value.text);
    return value;
  });
  return texts.join('\n');
};

/**
 * What SQS counts: the body with names, types and values of the attributes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
const queueBytes = (message: SlackMessage): number => {
  const notification = { message, destination: 'd'.repeat(64), identity: [] };
  const { MessageBody = '', MessageAttributes = {} } = sendMessageInput(notification, '', 'e'.repeat(64));
  const attributes = Object.entries(MessageAttributes).flatMap(([name, { DataType, StringValue }]) => [
    name,
    DataType,
    StringValue,
  ]);
  return [MessageBody, ...attributes].reduce((sum, part) => sum + Buffer.byteLength(part ?? ''), 0);
};

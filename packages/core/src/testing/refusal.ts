import type { SlackMessage } from '../slack/message.ts';
import { checkSlackPayload } from './check-slack-payload.ts';
import { messageText } from './message-text.ts';

/** What mrkdwn may hold between angle brackets: a moment, or a link with a text. Everything else pings or breaks. */
const TOKEN = /<!date\^-?\d+\^[^<>|]*\|[^<>|]*>|<https?:\/\/[^<>|\s]+\|[^<>|\n]+>/g;

/** Why the message may not be sent: Slack's answer, or the part that would ping somebody; undefined for a good one. */
export const refusal = (message: SlackMessage): string | undefined => {
  const { status, body, reason } = checkSlackPayload(JSON.stringify(message));
  if (status !== 200) return `${status} ${body}: ${reason}`;
  const rest = messageText(message).replace(TOKEN, '');
  return /[<>]/.test(rest.replace(/^> /gm, '')) ? `an unescaped bracket in ${rest}` : undefined;
};

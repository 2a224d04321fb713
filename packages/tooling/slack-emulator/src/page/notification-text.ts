import type { SlackPayload } from '../protocol.ts';
import { EMOJI, named } from './emoji.tsx';
import { formatDate } from './mrkdwn/format-date.ts';
import { parseMrkdwn } from './mrkdwn/parse-mrkdwn.ts';
import type { DateToken, Inline } from './mrkdwn/tree.ts';

/** What Slack writes where a message has neither a `text` nor a fallback. */
const NO_PREVIEW = '[no preview available]';

/**
 * Returns the line of a phone's notification: the message's `text`, for which an attachment's `fallback` stands in, without
 * its markup. https://docs.slack.dev/reference/methods/chat.postMessage#text-and-blocks
 */
export function notificationText({ text, attachments = [] }: SlackPayload): string {
  const [first] = Array.isArray(attachments) ? attachments : [];
  const source = [text, first?.fallback, first?.text].find((one) => typeof one === 'string' && one !== '');
  if (source === undefined) return NO_PREVIEW;
  const lines = parseMrkdwn(source).flatMap((block) => (block.type === 'code' ? [block.children] : block.lines));
  return lines.map(plain).join(' ').replaceAll(/\s+/g, ' ').trim();
}

function plain(line: readonly Inline[]): string {
  return line.map(plainInline).join('');
}

function plainInline(inline: Inline): string {
  switch (inline.type) {
    case 'text':
      return inline.text
        .split(EMOJI)
        .map((part) => (part.startsWith(':') ? (named(part) ?? part) : part))
        .join('');
    case 'mention':
      return inline.text;
    case 'date':
      return dateText(inline);
    default:
      return plain(inline.children);
  }
}

function dateText({ timestamp, format, fallback }: DateToken): string {
  const moment = new Date(timestamp * 1000);
  return Number.isNaN(moment.getTime()) ? fallback : formatDate(moment, format);
}

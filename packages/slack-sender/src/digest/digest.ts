import {
  COLORS,
  context,
  cutMrkdwn,
  dateTime,
  joinMrkdwn,
  LIMITS,
  link,
  type Mrkdwn,
  mrkdwn,
  type SlackAttachment,
  type SlackMessage,
  section,
} from '@shipbell/core';
import { countByEmoji } from './count-by-emoji.ts';
import { type DigestLine, TEXT_ROOM } from './digest-line.ts';

/** As many as a batch of a FIFO queue holds. */
export const MOST_LINES = 10;
/** What a message may take of Slack's total; of that the moment with the note on links that are left out. */
const ROOM = LIMITS.total / MOST_LINES;
const MOMENT_AND_NOTE_ROOM = 120;

/**
 * Up to ten messages as one: each has its own bar with its text, when it was sent and its links. The headline, which is all
 * that a phone's notification shows, says how many they are of each kind. Within Slack's limits whatever they hold.
 */
export function digest(lines: readonly DigestLine[]): SlackMessage {
  const counts = countByEmoji(lines);
  return {
    text: `🗂️ *${lines.length} messages at once*${counts && `: ${counts}`}`,
    attachments: lines.map(attachment),
    unfurl_links: false,
    unfurl_media: false,
  };
}

function attachment({ text, color = '', links, sentAt }: DigestLine): SlackAttachment {
  const kept = cutMrkdwn({ mrkdwn: text }, TEXT_ROOM);
  const room = ROOM - kept.mrkdwn.length - MOMENT_AND_NOTE_ROOM;
  const moment = sentAt ? [dateTime(sentAt, '{date_short_pretty} {time}')] : [];
  const footer = [...moment, ...linksWithin(room, links)];
  return {
    color: /^(?:#[\da-f]{6}|good|warning|danger)$/i.test(color) ? color : COLORS.neutral,
    blocks: [section(kept), ...(footer.length === 0 ? [] : [context(joinMrkdwn(footer, SEPARATOR))])],
  };
}

const SEPARATOR = ' · ';

/** As many links as the room holds, and how many it does not. What is no web address is no link. */
function linksWithin(room: number, links: DigestLine['links']): Mrkdwn[] {
  const usable = links.map(({ label, url }) => link(url, label)).filter(({ mrkdwn }) => mrkdwn.startsWith('<'));
  const kept: Mrkdwn[] = [];
  for (const one of usable) {
    if (joinMrkdwn([...kept, one], SEPARATOR).mrkdwn.length <= room) kept.push(one);
  }
  const missing = usable.length - kept.length;
  return missing === 0 ? kept : [...kept, mrkdwn`${missing} ${missing === 1 ? 'link' : 'links'} left out`];
}

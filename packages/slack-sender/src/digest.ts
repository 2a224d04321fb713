import {
  COLORS,
  cleanText,
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
import type { DigestLine } from './digest-line.ts';

/** As many as a batch of a FIFO queue holds. */
export const MOST_LINES = 10;
/** What a message may take of Slack's total, and its text of that. */
const ROOM = LIMITS.total / MOST_LINES;
const TEXT_ROOM = 600;
/** For ` · 25 links left out`, with room to spare. */
const NOTE_ROOM = 40;

/**
 * Up to ten messages as one: each has its own bar with its text, when it was sent and its links. The headline, which is all
 * that a phone's notification shows, says how many they are of each kind. Within Slack's limits whatever they hold.
 */
export const digest = (lines: readonly DigestLine[]): SlackMessage => ({
  text: `🗂️ *${lines.length} messages at once*: ${countByEmoji(lines)}`,
  attachments: lines.map(attachment),
  unfurl_links: false,
  unfurl_media: false,
});

const attachment = ({ text, color = '', links, sentAt }: DigestLine): SlackAttachment => {
  const kept = cutMrkdwn({ mrkdwn: cleanText(text).trim() }, TEXT_ROOM);
  const time = sentAt ? [dateTime(sentAt, '{date_short_pretty} {time}')] : [];
  const footer = joinMrkdwn([...time, ...linksWithin(ROOM - kept.mrkdwn.length - NOTE_ROOM, time, links)], ' · ');
  return {
    color: /^(?:#[\da-f]{6}|good|warning|danger)$/i.test(color) ? color : COLORS.neutral,
    blocks: [section(kept), ...(footer.mrkdwn === '' ? [] : [context(footer)])],
  };
};

/** As many links as the room holds beside what is there, and how many are left out. */
const linksWithin = (room: number, there: readonly Mrkdwn[], links: DigestLine['links']): Mrkdwn[] => {
  const usable = links.map(({ label, url }) => link(url, label)).filter(({ mrkdwn }) => mrkdwn.startsWith('<'));
  let left = room - joinMrkdwn(there, ' · ').mrkdwn.length;
  const fitting = usable.filter(({ mrkdwn }) => {
    const fits = mrkdwn.length + 3 <= left;
    if (fits) left -= mrkdwn.length + 3;
    return fits;
  });
  const missing = usable.length - fitting.length;
  return missing === 0 ? fitting : [...fitting, mrkdwn`${missing} ${missing === 1 ? 'link' : 'links'} left out`];
};

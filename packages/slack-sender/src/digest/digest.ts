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
import { type DigestLine, TEXT_ROOM } from './digest-line.ts';

/** How many messages a digest holds at most: as many as a batch of a FIFO queue. */
export const MOST_LINES = 10;
/** How many characters each message may take of Slack's total. */
const ROOM = LIMITS.total / MOST_LINES;
/** How many of them the moment may take, together with the note on links that are left out. */
const MOMENT_AND_NOTE_ROOM = 120;

/**
 * Returns up to ten messages as one: each has its own bar, with its text, when it was sent, and its links. The
 * headline, which is all that a phone's notification shows, says how many messages there are of each kind. The message
 * stays within Slack's limits, whatever the ten hold.
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

/**
 * Returns as many links as there is room for, and a note that says how many are left out. An address that is no web
 * address is no link.
 */
function linksWithin(room: number, links: DigestLine['links']): Mrkdwn[] {
  const usable = links.map(({ label, url }) => link(url, label)).filter(({ mrkdwn }) => mrkdwn.startsWith('<'));
  const kept: Mrkdwn[] = [];
  for (const one of usable) {
    if (joinMrkdwn([...kept, one], SEPARATOR).mrkdwn.length <= room) kept.push(one);
  }
  const missing = usable.length - kept.length;
  return missing === 0 ? kept : [...kept, mrkdwn`${missing} ${missing === 1 ? 'link' : 'links'} left out`];
}

/** Matches the emoji with which Shipbell's messages begin, and those of many others, who may write it as `:rocket:`. */
const LEADING_EMOJI = /^(?:\p{RGI_Emoji}|:[\w+\-]{1,40}:)/v;

const WORST_FIRST: readonly (string | undefined)[] = [COLORS.bad, COLORS.warning];

/**
 * Returns `7 ❌ · 2 ✅ · 1 other`: what went wrong first, what begins with no emoji last, and an empty text where no line
 * begins with one.
 */
export function countByEmoji(lines: readonly Pick<DigestLine, 'text' | 'color'>[]): string {
  const groups = Map.groupBy(lines, ({ text }) => LEADING_EMOJI.exec(text)?.[0]);
  const others = groups.get(undefined) ?? [];
  groups.delete(undefined);
  if (groups.size === 0) return '';
  const counts = [...groups]
    .toSorted(([, [one]], [, [other]]) => badness(other) - badness(one))
    .map(([emoji, { length }]) => count(length, emoji ?? ''));
  return [
    ...counts,
    ...(others.length === 0 ? [] : [count(others.length, others.length === 1 ? 'other' : 'others')]),
  ].join(' · ');
}

/**
 * Returns the number and what it counts with a no-break space between them, so that a phone does not break the line
 * there.
 */
function count(number: number, what: string): string {
  return `${number}\u00a0${what}`;
}

function badness(line: Pick<DigestLine, 'color'> | undefined): number {
  const index = WORST_FIRST.indexOf(line?.color);
  return index < 0 ? 0 : WORST_FIRST.length - index;
}

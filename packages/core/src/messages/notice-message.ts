import type { NoticeReport } from '../reports/notice-report.ts';
import { context, expandedSection, fields, linkRow } from '../slack/blocks.ts';
import { type SlackMessage, slackMessage } from '../slack/message.ts';
import { bold, cut, cutMrkdwn, inline, joinMrkdwn, LIMITS, type Mrkdwn, mrkdwn, quote } from '../slack/text.ts';
import { KEPT_OF_NOTICE } from './kept-members.ts';
import { maskReport } from './mask-report.ts';
import { firstLines } from './parts.ts';
import { momentOf } from './times.ts';

/**
 * How many characters the text, each of the ten facts and the address of a link may take once they are escaped. Together they stay below the
 * 13,200 that Slack is seen to take in all blocks of a message.
 */
const MAX_CHARACTERS = { text: 2_000, fact: 900, address: 500 } as const;

/** Returns the neutral message of an event that has no report of its own: what it is about and how that stands, and why. */
export function noticeMessage(unmasked: NoticeReport): SlackMessage {
  // An event may have thousands of facts, which nobody has to mask.
  const shown = { ...unmasked, facts: unmasked.facts.slice(0, LIMITS.fields) };
  const { text, links, linkStyle, facts, ...report } = maskReport(shown, KEPT_OF_NOTICE);
  const more = belowHeadline(text ?? '', report);
  const others = unmasked.facts.length - facts.length;
  const pairs = facts.map(([name, value]) =>
    cutMrkdwn(
      joinMrkdwn([bold(cut(name, 60)), momentOf(value) ?? mrkdwn`${cut(inline(value), 300)}`], '\n'),
      MAX_CHARACTERS.fact,
    ),
  );
  return slackMessage(headline(report), 'neutral', [
    ...(more === '' ? [] : [expandedSection(cutMrkdwn(quote(cut(firstLines(more), 1_500)), MAX_CHARACTERS.text))]),
    ...linkRow(links, linkStyle, MAX_CHARACTERS.address),
    ...(pairs.length > 0 ? [fields(pairs)] : []),
    ...(others > 0 ? [context(mrkdwn`${others} more ${others === 1 ? 'fact' : 'facts'}`)] : []),
  ]);
}

/** Returns the text without its first line where that stands whole in the headline. */
function belowHeadline(text: string, { title, status }: Pick<NoticeReport, 'title' | 'status'>): string {
  const [first = '', ...more] = text.trim().split('\n');
  const isSaid =
    cut(title, TITLE_CHARACTERS).includes(first) || (first === status && first.length <= STATUS_CHARACTERS);
  return isSaid ? more.join('\n').trim() : text.trim();
}

const TITLE_CHARACTERS = 200;
const STATUS_CHARACTERS = 300;

function headline({
  title,
  environment,
  about,
  status,
}: Pick<NoticeReport, 'title' | 'environment' | 'about' | 'status'>): Mrkdwn {
  const event = mrkdwn`ℹ️ ${bold(cut(inline(title), TITLE_CHARACTERS))} on ${bold(environment)}`;
  const details = [
    ...(about ? [bold(cut(inline(about), 200))] : []),
    ...(status ? [mrkdwn`${cut(inline(status), STATUS_CHARACTERS)}`] : []),
  ];
  return details.length === 0 ? event : mrkdwn`${event}: ${joinMrkdwn(details, ' ')}`;
}

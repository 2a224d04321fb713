import type { NoticeReport } from '../reports/notice-report.ts';
import { context, expandedSection, fields } from '../slack/blocks.ts';
import { type SlackMessage, slackMessage } from '../slack/message.ts';
import { bold, cut, cutMrkdwn, inline, joinMrkdwn, LIMITS, mrkdwn, quote } from '../slack/text.ts';
import { maskSecrets } from './mask-secrets.ts';
import { firstLines } from './parts.ts';

/**
 * How many characters the text and each of the ten facts may take once they are escaped. Together they stay below the
 * 13,200 that Slack is seen to take in all blocks of a message.
 */
const MAX_CHARACTERS = { text: 2_000, fact: 1_000 } as const;

/** Returns the neutral message of an event that has no report of its own: its title, its text and its facts. */
export function noticeMessage({ environment, title, summary, text, facts }: NoticeReport): SlackMessage {
  const event = mrkdwn`ℹ️ ${bold(cut(masked(title), 200))} on ${bold(environment)}`;
  const headline = summary ? mrkdwn`${event}: ${cut(masked(summary), 300)}` : event;
  const others = facts.length - LIMITS.fields;
  const pairs = facts
    .slice(0, LIMITS.fields)
    .map(([name, value]) =>
      cutMrkdwn(joinMrkdwn([bold(cut(name, 60)), mrkdwn`${cut(masked(value), 300)}`], '\n'), MAX_CHARACTERS.fact),
    );
  return slackMessage(headline, 'neutral', [
    ...(text?.trim()
      ? [expandedSection(cutMrkdwn(quote(cut(firstLines(maskSecrets(text)), 1_500)), MAX_CHARACTERS.text))]
      : []),
    ...(pairs.length > 0 ? [fields(pairs)] : []),
    ...(others > 0 ? [context(mrkdwn`${others} more ${others === 1 ? 'fact' : 'facts'}`)] : []),
  ]);
}

/** Returns the text on one line with its secrets masked, because anything may stand in an unknown event. */
function masked(text: string): string {
  return inline(maskSecrets(text));
}

import type { NoticeReport } from '../reports/notice-report.ts';
import { fields, section } from '../slack/blocks.ts';
import { type SlackMessage, slackMessage } from '../slack/message.ts';
import { bold, cut, inline, joinMrkdwn, mrkdwn, quote } from '../slack/text.ts';
import { firstLines } from './first-lines.ts';

/** What is known of an event that has no report of its own. */
export const noticeMessage = ({ environment, title, summary, text, facts }: NoticeReport): SlackMessage => {
  const event = mrkdwn`ℹ️ ${bold(cut(inline(title), 200))} on ${bold(environment)}`;
  const headline = summary ? mrkdwn`${event}: ${cut(inline(summary), 300)}` : event;
  const pairs = facts.map(([name, value]) =>
    joinMrkdwn([bold(cut(name, 60)), mrkdwn`${cut(inline(value), 300)}`], '\n'),
  );
  return slackMessage(headline, 'neutral', [
    ...(text?.trim() ? [section(quote(cut(firstLines(text), 1_500)))] : []),
    ...(pairs.length > 0 ? [fields(pairs)] : []),
  ]);
};

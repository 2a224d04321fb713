import { describe, expect, it } from 'vitest';
import { NO_TEAM } from '../settings/team-message.ts';
import { LINK_STYLES } from '../slack/blocks.ts';
import { slackMessage } from '../slack/message.ts';
import { mrkdwn } from '../slack/text.ts';
import { LONGEST_URL } from '../testing/any-source.ts';
import { linksOf } from '../testing/message-text.ts';
import { refusal } from '../testing/refusal.ts';
import { rowOfLinks } from './row-of-links.ts';

const own = [
  { label: 'Commit', url: 'https://github.com/acme/shop/commit/a1b2c3d' },
  { label: 'Pipeline', url: 'https://console.aws.amazon.com/' },
];
const links = [{ label: 'Runbook', url: 'https://wiki.example/shop' }];

describe.each(LINK_STYLES)('rowOfLinks, as %s,', (linkStyle) => {
  const messageWith = (links: typeof own, team = NO_TEAM) =>
    slackMessage(mrkdwn`shop`, 'good', rowOfLinks(links, { linkStyle, team }));

  it('has the team’s links behind the message’s own', () => {
    const message = messageWith(own, { ...NO_TEAM, links });
    expect(Object.keys(linksOf(message))).toEqual(['Commit', 'Pipeline', 'Runbook']);
  });

  it('keeps the team’s links where the links are hidden, because somebody has asked for them', () => {
    const hide = ['links'] as const;
    expect(linksOf(messageWith(own, { ...NO_TEAM, links, hide }))).toEqual({ Runbook: 'https://wiki.example/shop' });
    expect(rowOfLinks(own, { linkStyle, team: { ...NO_TEAM, hide } })).toEqual([]);
  });

  it('has the team’s link in place of the own one with the same label', () => {
    const replaced = { label: 'Commit', url: 'https://cgit.example/a1b2c3d' };
    const message = messageWith(own, { ...NO_TEAM, links: [replaced, ...links] });
    expect(Object.entries(linksOf(message))).toEqual([
      ['Pipeline', own[1]?.url],
      ['Commit', replaced.url],
      ['Runbook', 'https://wiki.example/shop'],
    ]);
    expect(refusal(message)).toBeUndefined();
  });

  it('leaves out own links where there is not room for all', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ label: `Alarm ${index}`, url: LONGEST_URL }));
    const message = messageWith(many, { ...NO_TEAM, links });
    expect(Object.keys(linksOf(message))).toEqual(['Alarm 0', 'Alarm 1', 'Alarm 2', 'Alarm 3', 'Alarm 4', 'Runbook']);
    expect(refusal(message)).toBeUndefined();
  });
});

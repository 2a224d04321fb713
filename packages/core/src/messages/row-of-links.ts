import type { TeamMessageSettings } from '../settings/team-message.ts';
import { type Link, type LinkStyle, linkRow } from '../slack/blocks.ts';
import { link, webUrl } from '../slack/text.ts';
import { MAX_CHARACTERS, visible } from './parts.ts';

/** How many characters all links of a row may take; a section of them holds 3,000. */
const MAX_ROW_CHARACTERS = 2_900;

/**
 * Returns the message's own links and then those of the team, as many as fit, labels and addresses together. Those of the
 * team come first where there is not room for all, because somebody has asked for them, and one of them with the label of
 * an own one replaces it.
 */
export function rowOfLinks(
  own: readonly Link[],
  report: { readonly team: TeamMessageSettings; readonly linkStyle: LinkStyle },
  maxUrl: number = MAX_CHARACTERS.address,
) {
  const ofTeam = report.team.links;
  const others = withoutRepeated(visible('links', report, own)).filter(
    ({ label }) => !ofTeam.some((link) => link.label === label),
  );
  const kept = new Set(fitting([...ofTeam, ...others], MAX_ROW_CHARACTERS));
  return linkRow(
    [...others, ...ofTeam].filter((link) => kept.has(link)),
    report.linkStyle,
    maxUrl,
  );
}

/**
 * Returns the first link of each label: a button's id is made of its label, and Slack takes an id only once in a row.
 */
function withoutRepeated(links: readonly Link[]): Link[] {
  return [...new Map(links.toReversed().map((link) => [link.label, link])).values()].reverse();
}

/**
 * Returns the links that fit into `max` characters in either style: text is escaped, and a button holds its label twice, as
 * text and in its id.
 */
function fitting(links: readonly Link[], max: number): Link[] {
  let left = max;
  return links.filter(({ label, url }) => {
    const address = webUrl(url);
    if (address === undefined) return false;
    const length = Math.max(link(address, label).mrkdwn.length, address.length + 2 * label.length) + 10;
    if (length > left) return false;
    left -= length;
    return true;
  });
}

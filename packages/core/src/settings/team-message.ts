import type { Link } from '../slack/blocks.ts';
import { fillLink, type PlaceholderValues } from './fill-link.ts';
import type { Part, TeamSettings } from './team-settings.ts';

/** What a team's settings ask of one message. */
export interface TeamMessageSettings {
  /** Whom it notifies: ids of Slack users and user groups, `here`, `channel`; nobody twice. */
  readonly mentions: readonly string[];
  /** The team's links, without placeholders; no two of them have the same label. */
  readonly links: readonly Link[];
  /**
   * The parts that it goes without. The headline, why something failed, warnings and what is unknown are no parts, and
   * `links` are the message's own: those of the team, which it has asked for, stay.
   */
  readonly hide: readonly Part[];
}

/** What is asked where nothing is set. */
export const NO_TEAM: TeamMessageSettings = { mentions: [], links: [], hide: [] };

/** What AWS says of a commit's author. It is what the commit says, and git lets anybody write there what they like. */
export interface Author {
  readonly name: string | undefined;
  readonly email: string | undefined;
}

/** What a message is about, as far as it is known. */
export interface TeamFacts {
  /** Undefined where AWS names nobody, or where it is uncertain whose commit it is. */
  readonly author: Author | undefined;
  readonly values: PlaceholderValues;
}

/**
 * Returns what the settings ask of a message on an event that has these statuses, none where no setting is for it. The
 * mention `author` is whom `people` has for the author of the commit, and nobody where it has no entry; the placeholder
 * `status` is the first status.
 */
export function teamOf(
  { mentions = {}, people = {}, links = [], hide = [] }: TeamSettings,
  statuses: readonly string[],
  { author, values }: TeamFacts,
): TeamMessageSettings {
  const mentioned = Object.entries(mentions).flatMap(([status, all = []]) => (statuses.includes(status) ? all : []));
  const filled = links.flatMap((link) => fillLink(link, { ...values, status: statuses[0] }) ?? []);
  return {
    mentions: [...new Set(mentioned.flatMap((one) => (one === 'author' ? usersOf(author, people) : [one])))],
    links: [...new Map(filled.map((link) => [link.label, link])).values()],
    hide,
  };
}

/**
 * Returns the author's Slack user in a list, by the e-mail address or else by the name; an empty list for nobody. A letter
 * with an accent may be written as one character or as two, which look alike.
 */
function usersOf(author: Author | undefined, people: Readonly<Record<string, string>>): string[] {
  const [email, name] = [author?.email?.toLowerCase(), author?.name].map((word) => word?.normalize());
  const entries = Object.entries(people).map(([key, user]) => [key.normalize(), user] as const);
  const [, user] = entries.find(([key]) => key.toLowerCase() === email) ?? entries.find(([key]) => key === name) ?? [];
  return user === undefined ? [] : [user];
}
